"""Every wrong solution is caught under its declared verdict; every right one is left alone.

The first line of each file says what it should come to: ``# fails: deadlock`` or ``# passes``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from golden import KATAS, QUICK, ROOT, judged

from harness.course.content.catalogue import Kata
from harness.course.grading.check import CheckSettings, check
from harness.explorer.budget import DEFAULT_SCHEDULES
from harness.workers.pool import WorkerPool

THOROUGH = 20_000
EACH = {"wrong": 1, "right": 1}
"""Variants of each kata judged by default, spread over all; with --slow, and by ``kata verify``, all are."""


@pytest.fixture(scope="module")
def judge() -> Iterator[WorkerPool]:
    with WorkerPool() as worker:
        yield worker


def variants(kind: str, each: int | None = None) -> list[object]:
    """All variants, or so many of each kata, those under different verdicts first."""
    chosen = []
    for kata in KATAS.values():
        files = sorted((ROOT / "tests" / kind / kata.name).glob("*.py"))
        said = [declared(file) for file in files]
        ranked = sorted(range(len(files)), key=lambda n: said[:n].count(said[n]))
        chosen += [pytest.param(kata, files[n], id=f"{kata.name}/{files[n].stem}") for n in ranked[:each]]
    return chosen


def declared(file: Path) -> str:
    """The verdict its first line declares."""
    first = file.read_text(encoding="utf-8").partition("\n")[0].strip()
    if first == "# passes":
        return "pass"
    assert first.startswith("# fails: "), f"{file.name} does not say what it should come to"
    return first.removeprefix("# fails: ")


@pytest.mark.parametrize(("kata", "file"), variants("wrong", EACH["wrong"]))
def test_a_wrong_solution_is_caught_under_its_name(kata: Kata, file: Path) -> None:
    result = judged(kata, file)
    assert str(result.verdict) == declared(file), result.message
    assert result.message.strip().endswith(".")


@pytest.mark.parametrize(("kata", "file"), variants("right", EACH["right"]))
def test_a_right_solution_passes(kata: Kata, file: Path, judge: WorkerPool) -> None:
    assert declared(file) == "pass"
    result = check(judge, kata, file, CheckSettings(("explore",), schedules=QUICK[0]))
    assert result.passed, result.message


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(("kata", "file"), variants("wrong"))
def test_a_wrong_solution_is_caught_within_the_default_budget(kata: Kata, file: Path, judge: WorkerPool) -> None:
    result = check(judge, kata, file, CheckSettings(schedules=DEFAULT_SCHEDULES))
    assert str(result.verdict) == declared(file), result.message


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(("kata", "file"), variants("right"))
def test_a_right_solution_passes_many_schedules(kata: Kata, file: Path, judge: WorkerPool) -> None:
    result = check(judge, kata, file, CheckSettings(("explore",), schedules=THOROUGH))
    assert result.passed, result.message


@pytest.mark.parametrize("kata", KATAS.values(), ids=KATAS)
def test_there_is_enough_prey(kata: Kata) -> None:
    assert len(list((ROOT / "tests" / "wrong" / kata.name).glob("*.py"))) >= 5
    assert len(list((ROOT / "tests" / "right" / kata.name).glob("*.py"))) >= 2
