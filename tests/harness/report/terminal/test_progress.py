"""How far long work is, on a terminal and nowhere else."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from harness.report.terminal.progress import ProgressDisplay, Tally, wanted


class Terminal(io.StringIO):
    def isatty(self):
        return True


def console():
    return Console(file=Terminal(), force_terminal=True, width=100, highlight=False, _environ={"TERM": "xterm"})


# -- what it comes to ----------------------------------------------------------------------------------


def test_what_workers_say_adds_up():
    tally = Tally(2, 1_000, 0.0)
    tally.heard(0, 0, 0)
    tally.heard(0, 300, 12)
    tally.heard(1, 100, 0)
    assert (tally.schedules, tally.classes) == (400, 12)
    tally.heard(0, 500, 20)
    assert (tally.schedules, tally.classes) == (600, 20)


def test_a_job_that_is_over_still_counts():
    tally = Tally(2, 1_000, 0.0)
    tally.heard(0, 700, 30)
    tally.heard(0, 0, 0)
    assert (tally.schedules, tally.classes) == (700, 30)
    tally.heard(0, 50, 2)
    assert (tally.schedules, tally.classes) == (750, 32)


def test_the_share_is_parts_that_are_over_and_what_is_tried_of_others():
    tally = Tally(4, 1_000, 0.0)
    assert tally.share == 0
    tally.done = 1
    tally.heard(0, 500, 0)
    assert tally.share == pytest.approx(1.5 / 4)
    tally.heard(0, 5_000, 0)
    assert tally.share == pytest.approx(2 / 4)
    tally.done = 4
    assert tally.share == 1
    assert Tally(0, 1, 0.0).share == 0


def test_no_more_is_told_than_is_known():
    tally = Tally(4, 1_000, 0.0)
    assert tally.words(0.1) == "0 of 4 clauses"
    tally.done = 1
    tally.heard(0, 1_000, 0)
    assert tally.words(0.1) == "1 of 4 clauses · 1,000 schedules run"
    tally.heard(0, 0, 0)
    assert tally.words(2.0) == "1 of 4 clauses · about 6 s left · 1,000 schedules run · 500/s"
    tally.heard(1, 1_000, 1)
    assert tally.words(100.0) == "1 of 4 clauses · about 1 min 40 s left · 2,000 schedules run · 20/s · 1 class"
    tally.done = 4
    assert "left" not in tally.words(100.0)


def test_of_a_single_function_no_clauses_are_told():
    tally = Tally(1, 1_000, 0.0)
    tally.heard(0, 1, 2)
    assert tally.words(0.1) == "1 schedule run · 2 classes"


# -- where it is shown ---------------------------------------------------------------------------------


def test_only_on_a_terminal_that_can_go_back():
    assert wanted(Terminal(), {"TERM": "xterm"})
    assert wanted(Terminal(), {})
    assert not wanted(Terminal(), {"TERM": "dumb"})
    assert not wanted(io.StringIO(), {"TERM": "xterm", "FORCE_COLOR": "1"})


def test_a_pipe_gets_nothing():
    pipe = io.StringIO()
    with ProgressDisplay.on(pipe) as progress:
        progress.begin("barrier", 2, 1_000)
        progress.heard(0, 500, 3)
        progress.part_done()
        with progress.aside():
            pass
    assert pipe.getvalue() == ""
    assert progress.tally.schedules == 500


def test_a_terminal_gets_the_line_and_has_it_taken_away():
    shown, now = console(), [0.0]
    with ProgressDisplay(shown, clock=lambda: now[0]) as progress:
        progress.begin("barrier", 2, 1_000)
        now[0] = 4.0
        progress.heard(0, 500, 3)
        progress._bar.refresh()
        before = shown.file.getvalue()
    assert "barrier" in before
    assert "0 of 2 clauses · about 12 s left · 500 schedules run · 125/s · 3 classes" in before
    after = shown.file.getvalue().removeprefix(before)
    assert after.endswith(("\x1b[2K", "\x1b[?25h\r\x1b[1A\x1b[2K"))  # the line is wiped, the cursor is back


@pytest.mark.parametrize("width", [40, 80, 120])
def test_it_is_one_line_however_narrow_the_terminal_is(width):
    shown, now = console(), [0.0]
    shown.width = width
    with ProgressDisplay(shown, clock=lambda: now[0]) as progress:
        progress.begin("dining_philosophers_fair", 16, 1_000)
        now[0] = 4.0
        progress.heard(0, 5_000, 3)
        progress._bar.refresh()
        text = re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", shown.file.getvalue())
    last = re.split(r"[\r\n]+", text)[-1]
    assert last.startswith("dining_phil")
    assert "0 of 16 clauses · about 1" in last
    assert len(last.rstrip()) <= width


def test_other_work_begins_from_nothing():
    with ProgressDisplay(console()) as progress:
        progress.begin("barrier", 1, 10)
        progress.heard(0, 10, 1)
        progress.begin("event", 1, 10)
        assert (progress.tally.schedules, progress.tally.classes) == (0, 0)
        assert len(progress._bar.tasks) == 1


def test_it_stands_aside_while_something_is_printed():
    shown = console()
    with ProgressDisplay(shown) as progress:
        progress.begin("barrier", 1, 10)
        with progress.aside():
            assert not progress._bar.live.is_started
        assert progress._bar.live.is_started


def test_a_name_with_markup_is_a_name():
    shown = console()
    with ProgressDisplay(shown) as progress:
        progress.begin("[red]x\x1b[31m", 1, 10)
        progress._bar.refresh()
    assert "[red]x\\x1b[31m" in shown.file.getvalue()
