"""Every kind of failure under its own name and with its facts, and near misses left alone: the path is the verdict.

``fail/<verdict>/x.py`` must be called that; ``pass/<verdict>/x.py`` looks like it and is right. What else a program
says of itself is in ``prey.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parent))

from prey import KNOWN, SCHEDULES, described, files, judged, said

ENOUGH = 6
UNNAMED = {Verdict.PASS, Verdict.UNFINISHED}
"""No failures."""
WITHOUT_A_LINE = {Verdict.OVERSERIALIZED, Verdict.NONDETERMINISTIC}
"""What is not seen in one execution."""


def programs(kind: str) -> list[object]:
    found = []
    for file in files(kind):
        name, marks = f"{file.parent.name}/{file.stem}", []
        if said(file, "slow"):
            marks.append(pytest.mark.slow)
        if kind == "fail" and name in KNOWN:
            marks.append(pytest.mark.xfail(reason=KNOWN[name], strict=True, raises=AssertionError))
        found.append(pytest.param(file, id=name, marks=marks))
    return found


@pytest.mark.parametrize("file", programs("fail"))
def test_a_failure_gets_its_name_and_brings_its_facts(file: Path) -> None:
    result = judged(file)
    assert str(result.verdict) == file.parent.name, result.message
    facts, expected = described(result.facts), said(file, "facts")
    assert expected, f"it is not said what the facts should be: {facts}"
    assert [text for line in expected for text in line.split("; ") if text not in facts] == [], facts
    if result.verdict not in WITHOUT_A_LINE:
        assert result.line is not None or result.verdict is Verdict.ERROR
        assert result.place is None or result.place.file == str(file) or result.test is not None


@pytest.mark.parametrize("file", programs("pass"))
def test_a_near_miss_is_left_alone(file: Path) -> None:
    result = judged(file, SCHEDULES // 3)
    assert result.passed, f"{result.verdict}: {result.message}"


@pytest.mark.parametrize("verdict", [str(verdict) for verdict in Verdict if verdict not in UNNAMED])
def test_there_is_enough_prey(verdict: str) -> None:
    named = [file for file in files("fail") if f"{file.parent.name}/{file.stem}" not in KNOWN]
    for every in (named, files("pass")):
        assert sum(file.parent.name == verdict for file in every) >= ENOUGH
