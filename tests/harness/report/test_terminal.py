"""The terminal report, as a learner reads it.

Each snapshot is the report of a real run of a small program in ``programs/`` with a fixed seed.
After a wanted change, write them anew with ``KATA_WRITE_SNAPSHOTS=1 pytest tests/harness/report``
and read every difference as a learner would: is the bug clear in under a minute?
"""

from __future__ import annotations

import os
import re
import sysconfig
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from harness.common.call_history import CallHistory, Misfit, RecordedCall
from harness.contract.workload import Workload
from harness.course.content.catalogue import Kata
from harness.course.grading.check import unfinished
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.facts import NotLinearizable
from harness.program.clause import Clause
from harness.program.function import Function
from harness.report.terminal.failure import Commands, failure, notes, summary_line, text
from harness.report.text.line import cells
from harness.result import Build, Note, NotedOperation, NoteKind, Result
from harness.stress.engine import stress
from harness.trace import (
    BlockedThread,
    Event,
    LastNotify,
    Place,
    StarvedCall,
    ThreadException,
    Trace,
)
from harness.verdict import Verdict

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
SNAPSHOTS = HERE / "snapshots"
WRITE = "KATA_WRITE_SNAPSHOTS"
ROOT = HERE.parents[2]
LINES, COLUMNS = 30, 80


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


def till(name: str, workload: str = "", contract: str = "till_contract") -> Result:
    program = Clause("till", f"{contract}.py", name, "till_left_open.py")
    spec = program.marks.workload_spec
    if not workload or spec is None:
        return run(program, Budget(1_000))
    program.workload = Workload.parse(workload, spec)
    return replace(run(program, Budget(1_000)), calls=program.workload.lines(spec))


def not_begun() -> Result:
    kata = Kata("counter", ROOT)
    result = unfinished(kata, kata.stub)
    assert result is not None
    return result


def on_real_threads(file: str, name: str, limit: float = 10.0) -> Result:
    """One run, which fails whatever the machine does; the build is not that of this machine."""
    return replace(stress(Function(f"{file}.py", name), runs=1, run_seconds=limit), build=Build("CPython 3.13.5"))


CASES: dict[str, tuple[Verdict, Callable[[], Result]]] = {
    "wrong": (Verdict.WRONG, lambda: function("lost_update", "both_pay")),
    "wrong_in_the_contract": (
        Verdict.WRONG,
        lambda: clause("cupboard_checks_then_takes", "test_a_thing_comes_out_once"),
    ),
    "wrong_after_a_wake_up": (
        Verdict.WRONG,
        lambda: clause("cupboard_checks_then_takes", "test_each_taker_comes_back_with_a_thing"),
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
    "race": (Verdict.RACE, lambda: till("test_two_pay", contract="till_contract_on_races")),
    "starvation": (Verdict.STARVATION, lambda: till("test_the_manager_gets_a_turn")),
    "wrong_in_every_order": (
        Verdict.WRONG,
        lambda: till("test_each_payment_seems_to_happen_at_one_moment", "+pay.0+pay.1"),
    ),
    "wrong_after_a_time_out": (Verdict.WRONG, lambda: function("gives_up", "both_write")),
    "leak": (Verdict.LEAK, lambda: function("takes_the_key_along", "one_guest")),
    "nondeterministic": (Verdict.NONDETERMINISTIC, lambda: function("marks_the_door", "visit")),
    "hang": (Verdict.HANG, lambda: on_real_threads("oversleeps", "morning", 0.5)),
    "wrong_on_real_threads": (Verdict.WRONG, lambda: on_real_threads("sells_too_much", "one_customer")),
    "pass": (Verdict.PASS, lambda: function("counts_in_turn", "two_count")),
    "unfinished": (Verdict.UNFINISHED, not_begun),
}


def shown(result: Result) -> str:
    """What the command line prints of it."""
    if result.verdict in (Verdict.PASS, Verdict.UNFINISHED):
        return "\n".join([summary_line(result), *notes(result)])
    return text(failure(result))


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs")
    copytree(PROGRAMS, folder, dirs_exist_ok=True)
    (folder / "not_python.py").write_text(NOT_PYTHON, encoding="utf-8")
    return folder


@pytest.fixture
def _in_programs(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(programs)  # tokens name files as seen from the working directory


@cache
def case(name: str) -> Result:
    """What comes of a case, which is run once; its files are in the programs' folder."""
    return CASES[name][1]()


@pytest.mark.usefixtures("_in_programs")
@pytest.mark.parametrize("name", CASES)
def test_reads_as_before(name: str) -> None:
    verdict, result = CASES[name][0], case(name)
    assert result.verdict is verdict, result.message
    found = shown(result) + "\n"
    snapshot = SNAPSHOTS / f"{name}.txt"
    if os.environ.get(WRITE):
        snapshot.write_text(found, encoding="utf-8")
    assert found == snapshot.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshots anew"


def test_every_verdict_has_a_snapshot_that_fits_on_a_screen() -> None:
    assert {verdict for verdict, _ in CASES.values()} == set(Verdict)
    assert {file.stem for file in SNAPSHOTS.iterdir()} == set(CASES)
    for file in SNAPSHOTS.iterdir():
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= LINES
        assert file.stem in ("pass", "unfinished") or max(map(cells, lines)) <= COLUMNS


@pytest.mark.usefixtures("_in_programs")
@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", ["wrong_in_the_contract", "deadlock", "livelock", "wrong_in_a_list"])
def test_keeps_within_its_width(name: str, width: int) -> None:
    shown = text(failure(case(name), width=width), width=width)
    assert max(map(cells, shown.splitlines())) <= width


@pytest.mark.usefixtures("_in_programs")
def test_a_result_reads_the_same_every_time_and_in_every_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    result = case("deadlock")
    first = text(failure(result))
    for name, value in {"FORCE_COLOR": "1", "COLUMNS": "40", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
        assert text(failure(result)) == first
    assert "\x1b[" not in first
    assert "\x1b[" in text(failure(result), color=True)


@pytest.mark.usefixtures("_in_programs")
def test_the_replay_command_survives_being_pasted() -> None:
    result = case("wrong_in_the_contract")
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
    trace = Trace(
        "failed", ["main", name], 2, [], events, failure=ThreadException(name, "E[/b]", "\x1b]0;owned", place)
    )
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


EVIL = [
    "\x1b[31m",
    "\x9b2J",
    "\r",
    "\n",
    "\t",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u2028",
    "\ud800",
    "\x00",
    "[/]",
    "[bold]",
    "你好",
    "a",
]


@pytest.mark.parametrize("verdict", Verdict)
def test_whatever_there_is_in_a_trace_may_be_hostile(verdict: Verdict, tmp_path: Path) -> None:
    chance = Random(verdict)

    def evil() -> str:
        return "".join(chance.choices(EVIL, k=chance.randint(1, 12)))

    file = tmp_path / "x\x1b\u202e.py"
    file.write_text("".join(f"{'x' * number}  # {evil()!r}\n" for number in range(9)), encoding="utf-8")
    names = [evil() for _ in range(3)]
    places = [Place(str(file), number, evil()) for number in range(1, 9)]
    kinds_ = [
        "read",
        "write",
        "acquire",
        "release",
        "try",
        "wait",
        "wake",
        "notify",
        "expire",
        "start",
        "join",
        "fail",
        "?",
    ]
    history = CallHistory((RecordedCall(names[0], evil(), evil(), evil(), None, 1, 2),), 0, Misfit.WRONG_ANSWER, ())
    for ending in ("failed", "blocked", "endless", "done"):
        events = [
            Event(number, chance.choice(names), chance.choice(kinds_), evil(), chance.choice([None, evil()]),
                  chance.choice(places), chance.random() < 0.2, chance.choice(["", "acquire", "wait"]))
            for number in range(1, 40)
        ]  # fmt: skip
        trace = Trace(
            ending, names, 40, [], events,
            waiting=[
                BlockedThread(
                    name, "acquire", evil(), chance.choice(places), names[:1], notify=LastNotify(evil(), 1, 0)
                )
                for name in names
            ],
            failure=(
                ThreadException(names[0], evil(), evil(), places[0], history=history) if ending == "failed" else None
            ),
            starved=StarvedCall(names[1], places[2], [(names[0], 3)], 40, 9) if ending == "endless" else None,
        )  # fmt: skip
        note = Note(NoteKind.RACE, (NotedOperation(evil(), "read", evil()), NotedOperation(evil(), "write", evil())))
        result = Result(
            verdict, evil() * 9, evil(), str(file), evil(), 3, replay="k1:x" * 60, evidence=(evil() * 20, evil()),
            facts=NotLinearizable(history) if ending == "failed" else None, place=places[1], trace=trace,
            output=evil() * 9, calls=(evil(),), build=Build(evil()), notes=(note,),
        )  # fmt: skip
        for width in (40, 80):
            lines = text(failure(result, width=width, commands=Commands(hint=evil(), page=evil())), width=width).split(
                "\n"
            )
            assert all(char.isprintable() for line in lines for char in line)
            assert max(map(cells, lines)) <= width
        assert len(lines) <= LINES, "\n".join(lines)
        assert summary_line(result).isprintable()
        assert all(line.isprintable() for line in notes(result))


def test_files_that_are_not_the_learners_are_never_shown() -> None:
    threading = str(Path(sysconfig.get_path("stdlib")) / "threading.py")
    place = Place(threading, 300, "wait")
    trace = Trace("blocked", ["main", "P0"], 1, [], waiting=[BlockedThread("P0", "acquire", "lock", place)])
    shown = text(failure(Result(Verdict.STUCK, "P0 waits.", "kata", threading, "test", trace=trace, place=place)))
    assert "│" not in shown
    assert "threading.py" not in shown


def test_a_result_with_next_to_nothing_in_it_is_still_a_report() -> None:
    for verdict in Verdict:
        assert verdict.replace("_", " ").upper() in text(failure(Result(verdict, "It fails.")))


def test_a_failure_on_real_threads_says_so() -> None:
    result = Result(Verdict.WRONG, "It fails.", "kata", engine="stress", schedules=30, found=4)
    assert "seen on real threads, in run 4 of 30" in text(failure(result))
    counted = replace(result, schedules=500, found=3, failed=12, seed=17, build=Build("CPython 3.13.1"))
    found = text(failure(counted))
    assert "  12 of 500 runs failed; first at run 3, seed 17 · CPython 3.13.1" in found.split("\n")
    assert "preemption" not in found


@pytest.mark.usefixtures("_in_programs")
def test_below_sixty_columns_there_is_a_list() -> None:
    result = case("deadlock_of_one")
    heads = {width: text(failure(result, width=width), width=width) for width in (59, 60)}
    assert "  step  thread" in heads[59]
    assert re.search(r"^  step  first +second$", heads[60], re.MULTILINE)


# -- one line -----------------------------------------------------------------------------------------


def test_the_summary_claims_what_the_message_says_and_no_more() -> None:
    passed = Result(Verdict.PASS, "12 schedules tried, no failure.", "barrier", "katas/barrier.py", schedules=12)
    assert summary_line(passed) == "✓ barrier  12 schedules tried, no failure."
    stub = Result(Verdict.UNFINISHED, "wait() is not implemented yet.", "barrier")
    assert summary_line(stub) == "○ barrier  wait() is not implemented yet."
    wrong = Result(Verdict.BUSY_WAIT, "P0\npolls.", "/home/somebody/bank.py::both")
    assert summary_line(wrong) == "✗ bank.py::both  busy wait: P0 polls."
