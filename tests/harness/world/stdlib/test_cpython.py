"""CPython's own tests of its threads, inside the world (see ``cpython_suites.py``)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from cpython_left_out import LEFT_OUT, SUITES

RUNNER = Path(__file__).with_name("cpython_suites.py")


@cache
def outcomes(*options: str) -> dict[str, dict[str, Any]]:
    """What came of each suite; one that is not there ended the process."""
    done = subprocess.run(
        [sys.executable, str(RUNNER), *SUITES, "--json", *options],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    results = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"suite": ')]
    assert results, done.stderr
    return {result["suite"]: {**result, "stderr": done.stderr} for result in results}


def outcome(suite: str, *options: str) -> dict[str, Any]:
    found = outcomes(*options)
    assert suite in found, next(iter(found.values()))["stderr"]
    result = found[suite]
    if "missing" in result:
        pytest.skip(f"{suite}: {result['missing']}")
    return result


def judge(result: dict[str, Any], record: Callable[[str, object], None]) -> None:
    assert not result["failed"], "\n".join(f"{test}: {said}" for test, said in result["failed"].items())
    assert result["passed"], "no test was run"
    assert result["passed"] + result["skipped"] + len(result["left_out"]) == result["tests"]
    for name in ("tests", "passed", "skipped"):
        record(f"cpython_{name}", result[name])
    record("cpython_left_out", len(result["left_out"]))


@pytest.mark.parametrize("suite", SUITES)
def test_cpythons_own_tests_pass_in_the_world(suite: str, record_property: Callable[[str, object], None]) -> None:
    judge(outcome(suite, "--quick"), record_property)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("suite", SUITES)
def test_cpythons_own_tests_pass_under_any_turns(suite: str, record_property: Callable[[str, object], None]) -> None:
    judge(outcome(suite, "--schedules", "4"), record_property)


def test_each_reason_is_a_sentence() -> None:
    assert all(len(why.split()) > 4 for _, _, why in LEFT_OUT)
