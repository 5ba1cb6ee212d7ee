"""The twenty most common failures on a terminal of 80 columns and 24 lines, as ``kata watch`` shows them.

pyte plays the terminal. Nothing scrolls off its top, the sentence and the line to look at are on it, and it reads as
before; ``KATA_WRITE_SNAPSHOTS=1`` writes the screens anew.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import golden
import pyte
import pytest
from golden import KATAS, ROOT

from harness.cli.common import LINES, STANDARD
from harness.cli.screen import KEYS, Screen
from harness.course.learner.progress import CourseProgress
from harness.report.exports import sarif
from harness.report.exports.github import commands
from harness.report.exports.json import dumps
from harness.report.exports.oneline import oneline
from harness.report.terminal.failure import Commands, failure, text
from harness.result import Result
from harness.verdict import Verdict

SNAPSHOTS = Path(__file__).parent / "low_screens"
WRITE = "KATA_WRITE_SNAPSHOTS"
COMMON = (
    "counter/no_lock_at_all",
    "counter/looks_without_the_lock",
    "counter/leaves_with_the_lock",
    "counter/tries_again_and_again",
    "bank_account/looks_first_and_takes_later",
    "bank_account/returns_with_the_lock_in_its_hand",
    "latch/wakes_one",
    "latch/waits_with_the_lock",
    "latch/an_event_does_the_work",
    "producer_consumer_condition/if_instead_of_while",
    "producer_consumer_condition/one_condition_and_notify",
    "bounded_buffer/one_condition_and_notify",
    "bounded_buffer/waits_for_room_inside_the_lock",
    "bounded_buffer/last_in_first_out",
    "barrier/one_gate_for_all_rounds",
    "dining_philosophers/everybody_takes_the_left_fork_first",
    "dining_philosophers/one_lock_for_the_table",
    "dining_philosophers_fair/tanenbaum",
    "reader_writer/one_lock_for_all",
    "corridor/both_give_way",
)
"""What learners get wrong first: the first katas, the classics, and a failure of each kind that has a schedule."""
LONG = ("latch/wakes_one", "counter/lets_go_between_reading_and_writing")
"""Failures of which a sentence names a step, and that do not fit on a low screen."""
WATCHED = 18
"""Lines that ``kata watch`` leaves to a report on a terminal of 24."""
ROW = re.compile(r"^(?:  |⇄ ) *(\d+)  ", re.MULTILINE)
NAMED = re.compile(r"\bstep (\d+)")
POINTER = re.compile(r"^  ▸ +(\d+) │", re.MULTILINE)


@pytest.fixture(params=COMMON)
def common(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Result]:
    """The name and the result of a common failure."""
    monkeypatch.chdir(ROOT)
    kata, _, variant = request.param.partition("/")
    return request.param, golden.judged(KATAS[kata], ROOT / "tests" / "wrong" / kata / f"{variant}.py")


def terminal(written: str, height: int = LINES) -> pyte.HistoryScreen:
    """What a terminal shows after these bytes."""
    screen = pyte.HistoryScreen(STANDARD, height, history=1_000)
    pyte.Stream(screen).feed(written.replace("\n", "\r\n"))
    return screen


def watched(result: Result, progress: CourseProgress, capsys: pytest.CaptureFixture[str]) -> str:
    """What ``kata watch`` writes about a result."""
    screen, kata = Screen(), KATAS[result.name]
    capsys.readouterr()
    screen.clear()
    screen.report(kata, result, {})
    screen.footer(kata, KATAS, progress, result)
    return capsys.readouterr().out


def test_a_common_failure_fits_on_a_low_screen_and_reads_as_before(
    common: tuple[str, Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, result = common
    monkeypatch.setenv("LINES", str(LINES))
    monkeypatch.setenv("COLUMNS", str(STANDARD))
    shown = terminal(watched(result, CourseProgress(tmp_path), capsys))
    assert not shown.history.top, "lines have scrolled off the top"
    lines = [line.rstrip() for line in shown.display]
    assert lines[0].startswith(f"── {result.verdict.replace('_', ' ').upper()}")
    assert "  ".join(f"{key} {what}" for key, what in KEYS.items()) in lines
    assert sum(line.startswith("  ▸") for line in lines) <= 1
    found = "\n".join(lines).rstrip() + "\n"
    snapshot = SNAPSHOTS / f"{name.replace('/', '-')}.txt"
    if os.environ.get(WRITE):
        snapshot.write_text(found, encoding="utf-8")
    assert found == snapshot.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshots anew"


@pytest.mark.parametrize("variant", [*COMMON, *LONG])
def test_every_step_that_a_sentence_names_is_in_the_table(variant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    kata, _, name = variant.partition("/")
    result = golden.judged(KATAS[kata], ROOT / "tests" / "wrong" / kata / f"{name}.py")
    named = 0
    for height in (None, LINES - 2, WATCHED):
        commands = Commands() if height == WATCHED else Commands(hint="h", page="p", more="m")
        report = text(failure(result, commands=commands, height=height))
        shown = ROW.findall(report)
        numbers = NAMED.findall(report)
        named += len(numbers)
        assert [number for number in numbers if number not in shown] == [], report
    assert named or variant not in LONG, "this variant is to name steps"


def test_the_write_that_loses_an_update_is_on_the_lowest_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = golden.judged(KATAS["counter"], ROOT / "tests/wrong/counter/lets_go_between_reading_and_writing.py")
    report = text(failure(result, height=WATCHED))
    lines = report[report.index("  step  ") :].splitlines()
    writes = [line for line in lines if re.search(r"writes \w+ 1\b", line)]
    reads = [line for line in lines if re.search(r"reads \w+ 0\b", line)]
    assert len(writes) == 2, report
    assert len(reads) == 2, report


def test_the_line_that_is_named_is_the_line_that_is_marked(common: tuple[str, Result]) -> None:
    _, result = common
    report = text(failure(result))
    [marked] = POINTER.findall(report)
    file = result.file if result.line is not None else result.place.file if result.place is not None else ""
    shown = Path(file).relative_to(ROOT).as_posix()
    assert oneline(result).startswith(f"{shown}:{marked}: {result.verdict}: ")
    assert str(json.loads(dumps([result]))["results"][0]["line"]) == marked
    assert f"line={marked}" in commands([result])[0]
    [location] = json.loads(sarif.dumps([result]))["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["region"]["startLine"] == int(marked)


def test_a_command_leaves_room_for_two_prompts(common: tuple[str, Result]) -> None:
    _, result = common
    low = Commands(hint=f"kata hint {result.name}", page=".kata/reports/x.html", more="the same command with --full")
    report = text(failure(result, commands=low, height=LINES - 2))
    assert len(report.splitlines()) <= LINES - 2
    if report != text(failure(result, commands=low)):
        assert "  more    the same command with --full" in report
    assert f"kata hint {result.name}" in report
    assert POINTER.search(report), report


def test_the_common_failures_are_twenty_and_of_most_kinds() -> None:
    assert len(COMMON) == 20
    assert {file.stem for file in SNAPSHOTS.iterdir()} == {name.replace("/", "-") for name in COMMON}
    first = {(ROOT / "tests/wrong" / f"{name}.py").read_text(encoding="utf-8").split("\n")[0] for name in COMMON}
    assert len(first) >= 9
    assert f"# fails: {Verdict.WRONG}" in first
