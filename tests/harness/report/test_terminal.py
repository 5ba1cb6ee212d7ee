"""The terminal report, as a learner reads it.

Each snapshot is the report of a real run of a small program in ``programs/`` with a fixed seed.
After a wanted change, write them anew with ``KATA_WRITE_SNAPSHOTS=1 pytest tests/harness/report``
and read every difference as a learner would: is the bug clear in under a minute?
"""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest

from harness.course.catalogue import Kata, catalogue
from harness.program import Clause, Function
from harness.report.line import cells
from harness.report.terminal import failure, summary_line, text
from harness.run import run
from harness.search.budget import Budget
from harness.trace import Event, Failure, Place, Result, Trace, Verdict, Waiting

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
SNAPSHOTS = HERE / "snapshots"
WRITE = "KATA_WRITE_SNAPSHOTS"
ROOT = HERE.parents[2]
KATAS = catalogue(ROOT)
LINES, COLUMNS = 30, 80
FOREIGN = {file.name for file in (ROOT / "harness").rglob("*.py")} | {
    file.name for file in Path(sysconfig.get_path("stdlib")).glob("*.py")
}
"""Names of files that no learner wants to read about."""


NOT_PYTHON = """from threading import Lock


class Cupboard:
    def __init__(self)
        self.lock = Lock()
"""
"""In no file of its own, because tools that read every file would stumble over it."""


def function(file: str, name: str) -> Result:
    return run(Function(f"{file}.py", name), Budget(1_000))


def clause(file: str, name: str, public: tuple[str, ...] = ()) -> Result:
    return run(Clause("cupboard", "cupboard_contract.py", name, f"{file}.py", public), Budget(1_000))


CASES: dict[str, tuple[Verdict, Callable[[], Result]]] = {
    "wrong": (Verdict.WRONG, lambda: function("lost_update", "both_pay")),
    "wrong_in_the_contract": (
        Verdict.WRONG,
        lambda: clause("cupboard_checks_then_takes", "test_a_thing_comes_out_once"),
    ),
    "wrong_after_a_wake_up": (
        Verdict.WRONG,
        lambda: clause("cupboard_checks_then_takes", "test_a_taker_waits_for_a_thing"),
    ),
    "wrong_in_a_list": (Verdict.WRONG, lambda: function("five_at_the_counter", "five_customers")),
    "deadlock": (Verdict.DEADLOCK, lambda: function("opposite_orders", "both_work")),
    "deadlock_of_one": (Verdict.DEADLOCK, lambda: function("keeps_the_key", "two_guests")),
    "stuck": (Verdict.STUCK, lambda: function("unheard_bell", "dinner")),
    "livelock": (Verdict.LIVELOCK, lambda: function("after_you", "two_polite_people")),
    "busy_wait": (Verdict.BUSY_WAIT, lambda: function("looks_again", "post")),
    "livelock_of_one": (Verdict.LIVELOCK, lambda: function("never_comes", "no_post_today")),
    "overserialized": (
        Verdict.OVERSERIALIZED,
        lambda: clause("cupboard_checks_then_takes", "test_two_can_look_together"),
    ),
    "forbidden": (Verdict.FORBIDDEN, lambda: clause("cupboard_with_a_queue", "test_a_thing_comes_out_once")),
    "error_in_the_syntax": (Verdict.ERROR, lambda: clause("not_python", "test_a_thing_comes_out_once")),
    "error_of_a_name": (
        Verdict.ERROR,
        lambda: clause("cupboard_not_there", "test_a_thing_comes_out_once", public=("Cupboard",)),
    ),
}


@pytest.fixture
def _in_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copytree(PROGRAMS, tmp_path, dirs_exist_ok=True)
    (tmp_path / "not_python.py").write_text(NOT_PYTHON, encoding="utf-8")
    monkeypatch.chdir(tmp_path)  # tokens name files as seen from the working directory


@pytest.mark.usefixtures("_in_programs")
@pytest.mark.parametrize("name", CASES)
def test_reads_as_before(name: str) -> None:
    verdict, make = CASES[name]
    result = make()
    shown = text(failure(result)) + "\n"
    snapshot = SNAPSHOTS / f"{name}.txt"
    if os.environ.get(WRITE):
        snapshot.write_text(shown, encoding="utf-8")
    assert result.verdict is verdict
    assert shown == snapshot.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshots anew"


@pytest.mark.usefixtures("_in_programs")
@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", ["wrong_in_the_contract", "deadlock", "livelock", "wrong_in_a_list"])
def test_keeps_within_its_width(name: str, width: int) -> None:
    shown = text(failure(CASES[name][1](), width=width), width=width)
    assert max(map(cells, shown.splitlines())) <= width


@pytest.mark.usefixtures("_in_programs")
def test_a_result_reads_the_same_every_time_and_in_every_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CASES["deadlock"][1]()
    first = text(failure(result))
    for name, value in {"FORCE_COLOR": "1", "COLUMNS": "40", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
        assert text(failure(result)) == first
    assert "\x1b[" not in first
    assert "\x1b[" in text(failure(result), color=True)


@pytest.mark.usefixtures("_in_programs")
def test_the_replay_command_survives_being_pasted() -> None:
    result = CASES["wrong_in_the_contract"][1]()
    command = f"kata replay {result.replay}"
    assert command in text(failure(result)).replace("\\\n", "")
    assert "pytest --replay=x" in text(failure(result, replay_command="pytest --replay=x"))


# -- whatever a learner writes ------------------------------------------------------------------------


@pytest.fixture
def nasty(tmp_path: Path) -> Result:
    """A result in which every text that a learner controls is hostile."""
    file = tmp_path / "[red]x.py"
    file.write_text(
        "# \x1b[31m [bold] \u202e \u4f60\u597d\u4f60\u597d\n\tx = 1  # " + "\u4f60" * 60 + "\n", encoding="utf-8"
    )
    name = "[bold]\x1b[2J\nP0"
    place = Place(str(file), 2, "f")
    events = [Event(1, name, "write", "[link=x]", "'\x07[/]'", place), Event(2, name, "fail", "", "E[/b]: x", None)]
    trace = Trace("failed", ["main", name], 2, [], events, failure=Failure(name, "E[/b]", "\x1b]0;owned", place))
    message = "a [bold]b[/] \x1b[31mc\r\nd \u202e " + "word " * 200
    result = Result(
        Verdict.WRONG, message, "kata[/]", str(file), "test_[x]", engine="explore", trace=trace, place=place
    )
    result.output, result.found, result.schedules = "\x1b[5mblink\n[/]\n", 1, 1
    result.evidence = ("\x1b[1mproof [/] " * 30,)
    return result


@pytest.mark.parametrize("width", [40, 80])
def test_nothing_a_learner_writes_reaches_the_terminal_as_a_command(nasty: Result, width: int) -> None:
    shown = text(failure(nasty, width=width), width=width)
    lines = shown.split("\n")
    assert all(char.isprintable() for line in lines for char in line)
    assert max(map(cells, lines)) <= width
    assert len(lines) <= LINES
    assert "[bold]" in shown
    assert summary_line(nasty).isprintable()


def test_files_that_are_not_the_learners_are_never_shown() -> None:
    threading = str(Path(sysconfig.get_path("stdlib")) / "threading.py")
    place = Place(threading, 300, "wait")
    trace = Trace("blocked", ["main", "P0"], 1, [], waiting=[Waiting("P0", "acquire", "lock", place)])
    shown = text(failure(Result(Verdict.STUCK, "P0 waits.", "kata", threading, "test", trace=trace, place=place)))
    assert "│" not in shown
    assert "threading.py" not in shown


def test_a_result_with_next_to_nothing_in_it_is_still_a_report() -> None:
    for verdict in Verdict:
        assert verdict.replace("_", " ").upper() in text(failure(Result(verdict, "It fails.")))


def test_a_failure_on_real_threads_says_so() -> None:
    shown = text(failure(Result(Verdict.WRONG, "It fails.", "kata", engine="stress", schedules=30, found=4)))
    assert "seen on real threads, in run 4 of 30" in shown
    assert "preemption" not in shown


# -- one line -----------------------------------------------------------------------------------------


def test_the_summary_claims_what_the_message_says_and_no_more() -> None:
    passed = Result(Verdict.PASS, "12 schedules tried, no failure.", "barrier", "katas/barrier.py", schedules=12)
    assert summary_line(passed) == "✓ barrier  12 schedules tried, no failure."
    stub = Result(Verdict.UNFINISHED, "wait() is not implemented yet.", "barrier")
    assert summary_line(stub) == "○ barrier  wait() is not implemented yet."
    wrong = Result(Verdict.BUSY_WAIT, "P0\npolls.", "/home/somebody/bank.py::both")
    assert summary_line(wrong) == "✗ bank.py::both  busy wait: P0 polls."


# -- every wrong solution -----------------------------------------------------------------------------


def wrong_solutions(first: bool = False) -> list[object]:
    files = sorted((ROOT / "tests" / "wrong").glob("*/*.py"))
    if first:
        files = list({file.parent: file for file in reversed(files)}.values())
    return [pytest.param(KATAS[file.parent.name], file, id=f"{file.parent.name}/{file.stem}") for file in files]


def failures(kata: Kata, file: Path, budget: int) -> Iterator[Result]:
    for name in kata.clauses:
        result = run(Clause(kata.name, str(kata.contract), name, str(file)), Budget(budget))
        if not result.passed:
            yield result


def assert_readable(result: Result, file: Path) -> None:
    shown = text(failure(result))
    lines = shown.split("\n")
    assert len(lines) <= LINES, shown
    assert max(map(cells, lines)) <= COLUMNS, shown
    named = {word.strip("(),:") for word in shown.split() if word.strip("(),:.").endswith(".py")}
    assert not (named & FOREIGN) - {file.name}, shown
    assert str(ROOT) not in shown.replace("\\\n", "").partition("  replay")[0]
    assert "_kata_" not in shown, shown


@pytest.mark.parametrize(("kata", "file"), wrong_solutions(first=True))
def test_the_first_wrong_solution_of_a_kata_fits_on_a_screen(kata: Kata, file: Path) -> None:
    assert_readable(next(failures(kata, file, 20)), file)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(("kata", "file"), wrong_solutions())
def test_a_wrong_solution_fits_on_a_screen_in_every_clause(kata: Kata, file: Path) -> None:
    for result in failures(kata, file, 400):
        assert_readable(result, file)
