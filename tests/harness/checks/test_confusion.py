"""The two-by-two of verdicts: declared against given, and each check alone against the traces of all failures.

Printed with ``pytest -s``, and where a test fails. What stands off the diagonal needs a reason here.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import golden
import pytest

from harness.checks import CHECKS
from harness.course.content.catalogue import Kata
from harness.result import Result
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parent))

from prey import KNOWN, files, judged, said

VERDICTS = [str(verdict) for verdict in Verdict if verdict is not Verdict.UNFINISHED]
SAMPLE = 1
"""Wrong solutions of each verdict by default, each of another kata as far as there are so many."""
DEAR = ("livelock", "starvation", "overserialized")
"""Verdicts whose wrong solutions take seconds each: only with ``--slow``."""
CONFUSED: dict[tuple[str, str], str] = {}
"""Verdicts declared and given that differ, and why, besides the programs that are known not to be named rightly."""
ALSO = {
    ("stuck", "deadlock"): "who waits in a cycle is blocked, too; deadlock is asked first",
    ("stuck", "leak"): "a thread left behind that is blocked; leak is asked first",
    ("busy_wait", "livelock"): "who runs for ever polls, too, and livelock is asked first",
    ("wrong", "race"): "the race that broke it; what a race has broken is reported before the race",
}
"""Checks that answer about a failure of another name, and why that is right."""

Judged = tuple[str, str, Result]
"""The verdict declared, the file, and what came of it."""
Pairs = dict[tuple[str, str], list[str]]
"""Of each pair, a row's and a column's name, the files."""


def small(*, slow: bool) -> Iterator[Judged]:
    """The small programs; by default those that are not slow."""
    for file in files("fail"):
        if slow or not said(file, "slow"):
            yield file.parent.name, f"{file.parent.name}/{file.stem}", judged(file)


def wrong(*, slow: bool) -> Iterator[Judged]:
    """Wrong solutions of the katas: all, or a sample."""
    for kata, file, declared in everything() if slow else sample():
        yield declared, f"{kata.name}/{file.stem}", golden.judged(kata, file)


def everything() -> Iterator[tuple[Kata, Path, str]]:
    for file in sorted((golden.ROOT / "tests" / "wrong").glob("*/*.py")):
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        yield golden.KATAS[file.parent.name], file, first.removeprefix("# fails: ")


def sample() -> Iterator[tuple[Kata, Path, str]]:
    """Of each verdict the first of each kata, then the second, until there are enough."""
    ranks: Counter[tuple[str, str]] = Counter()
    found: dict[str, list[tuple[int, str, tuple[Kata, Path, str]]]] = {}
    for one in everything():
        kata, file, declared = one
        ranks[declared, kata.name] += 1
        if ranks[declared, kata.name] <= 2 and declared not in DEAR:
            found.setdefault(declared, []).append((ranks[declared, kata.name], str(file), one))
    for ones in found.values():
        yield from (one for _, _, one in sorted(ones, key=lambda each: each[:2])[:SAMPLE])


# -- matrices ----------------------------------------------------------------------------------------------


def matrix(title: str, rows: list[str], columns: list[str], cells: Pairs) -> str:
    """How many files are in each cell, as text: a dot for none."""
    wide = max(map(len, rows)) + 1
    lines = [title, " " * wide + " ".join(columns)]
    for row in rows:
        counts = [len(cells.get((row, column), ())) for column in columns]
        cut = [f"{count or '.':>{len(column)}}" for count, column in zip(counts, columns, strict=True)]
        lines.append(f"{row:<{wide}}" + " ".join(cut))
    return "\n".join(lines)


def off_the_diagonal(cells: Pairs, reasons: dict[tuple[str, str], str]) -> list[str]:
    """What is neither there, nor has a reason, nor is known."""
    found = []
    for (row, column), names in sorted(cells.items()):
        unknown = [name for name in names if name not in KNOWN]
        if row != column and (row, column) not in reasons and unknown:
            found.append(f"{row}, {column}: {', '.join(unknown)}")
    return found


def declared_against_given(results: Iterable[Judged]) -> Pairs:
    cells: Pairs = {}
    for declared, name, result in results:
        cells.setdefault((declared, str(result.verdict)), []).append(name)
    return cells


def checks_against_given(results: Iterable[Judged]) -> Pairs:
    """Which checks answer about the recorded execution of each failure, each asked alone."""
    cells: Pairs = {}
    for _, name, result in results:
        if result.trace is None or result.passed:
            continue
        for one in CHECKS:
            finding = one(result.trace)
            if finding is not None:
                answer = str(finding.verdict) if one.__name__ == "crash" else one.__name__
                cells.setdefault((answer, str(result.verdict)), []).append(name)
    return cells


def hold(results: list[Judged]) -> None:
    """Both matrices are diagonal, but for what has a reason."""
    failures = [verdict for verdict in VERDICTS if verdict != "pass"]
    given = declared_against_given(results)
    text = matrix(f"declared (down), given (across), {len(results)} files", failures, VERDICTS, given)
    answers = checks_against_given(results)
    names = sorted({row for row, _ in answers}, key=VERDICTS.index)
    traces = sum(result.trace is not None and not result.passed for _, _, result in results)
    text += "\n\n" + matrix(f"check alone (down), verdict (across), {traces} traces", names, failures, answers)
    print(f"\n{text}\n")  # noqa: T201 - what -s is for
    wrongly = off_the_diagonal(given, CONFUSED) + off_the_diagonal(answers, ALSO)
    assert not wrongly, "\n".join([text, "", *wrongly])


def test_every_failure_is_called_by_its_name_and_by_no_other() -> None:
    hold([*small(slow=False), *wrong(slow=False)])


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_every_wrong_solution_is_called_by_its_name_and_by_no_other() -> None:
    hold([*small(slow=True), *wrong(slow=True)])
