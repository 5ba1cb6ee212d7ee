"""Every kata on the page: a wrong solution and the reference, with the verdicts, schedules and tokens of CPython 3.14.

``KATA_PYTHON_314`` names an interpreter that has the harness's dependencies; without one these tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from harness.course.content.catalogue import Kata, catalogue
from harness.course.repair.repairs import repairs_of
from harness.playground.link import PlaygroundLink
from harness.playground.request import SCHEDULES

ROOT = Path(__file__).resolve().parents[3]
KATAS = catalogue(ROOT)
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_200)]


def wrong(kata: Kata) -> str:
    """The text of the wrong solution that the page hands out first."""
    return next(one.text for one in repairs_of(kata) if one.is_judged)


def right(kata: Kata) -> str:
    """The text of the reference."""
    return kata.solution.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def python() -> str:
    """An interpreter like that of the page."""
    path = os.environ.get("KATA_PYTHON_314")
    if path is None:
        pytest.skip("KATA_PYTHON_314 names no interpreter to compare with")
    return path


@pytest.fixture
def natively(python: str, tmp_path: Path) -> Any:
    """Judges a program in that interpreter, in a workspace."""
    for folder in ("katas", "tests/katas"):
        shutil.copytree(ROOT / folder, tmp_path / folder)

    def judged(kata: Kata, code: str) -> dict[str, Any]:
        done = subprocess.run(
            [python, str(Path(__file__).with_name("judge_natively.py")), str(SCHEDULES)],
            input=json.dumps([[kata.name, code]]), cwd=tmp_path, capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return judged


@pytest.mark.parametrize("solution", [wrong, right])
@pytest.mark.parametrize("name", KATAS)
def test_the_page_judges_as_the_terminal_does(playground: Any, natively: Any, name: str, solution: Any) -> None:
    kata = KATAS[name]
    code = solution(kata)
    expected = natively(kata, code)
    playground.open(PlaygroundLink(name, code))
    shown = playground.run()
    assert (shown["verdict"], shown["token"]) == (expected["verdict"], expected["token"])
    assert (shown["verdict"] == "pass") is (solution is right)
    # of a pass it is the sentence with the numbers of clauses and schedules
    assert shown["sentence"].endswith(" ".join(expected["sentence"].split()))
