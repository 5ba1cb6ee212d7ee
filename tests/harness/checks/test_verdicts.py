"""Every kind of failure under its own name, and near misses left alone: the path is the verdict.

``fail/<verdict>/x.py`` must be called that; ``pass/<verdict>/x.py`` looks like it and is right.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.program import Function
from harness.search.budget import Budget
from harness.run import run

HERE = Path(__file__).parent
SCHEDULES = 150


def programs(kind: str) -> list[object]:
    files = sorted((HERE / kind).glob("*/*.py"))
    return [pytest.param(file, id=f"{file.parent.name}/{file.stem}") for file in files]


@pytest.mark.parametrize("file", programs("fail"))
def test_a_failure_gets_its_name(file: Path) -> None:
    result = run(Function(str(file), "main"), Budget(SCHEDULES))
    assert str(result.verdict) == file.parent.name, result.message
    assert result.line is not None
    assert file.name in result.message


@pytest.mark.parametrize("file", programs("pass"))
def test_a_near_miss_is_left_alone(file: Path) -> None:
    result = run(Function(str(file), "main"), Budget(SCHEDULES // 3))
    assert result.passed, f"{result.verdict}: {result.message}"


@pytest.mark.parametrize("verdict", ["wrong", "deadlock", "stuck", "livelock", "busy_wait"])
def test_there_is_enough_prey(verdict: str) -> None:
    assert len(list((HERE / "fail" / verdict).glob("*.py"))) >= 4
    assert len(list((HERE / "pass" / verdict).glob("*.py"))) >= 4
