"""Real results for the tests of the exports: one for each verdict, of the small programs in ``checks/``."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from harness.course.content.catalogue import Kata
from harness.course.grading.check import unfinished
from harness.program.function import Function
from harness.result import Result
from harness.stress.engine import stress
from harness.trace import Event, Place, Trace
from harness.verdict import Verdict

ROOT = Path(__file__).parents[3]
CHECKS = ROOT / "tests/harness/checks"
sys.path.insert(0, str(CHECKS))

import prey  # noqa: E402 - a folder of tests is no package

FAILING = {
    Verdict.WRONG: "check_then_act",
    Verdict.DEADLOCK: "two_locks",
    Verdict.STUCK: "a_fork_that_is_gone",
    Verdict.LIVELOCK: "spins_with_one_in_hand",
    Verdict.STARVATION: "both_trays_or_none",
    Verdict.OVERSERIALIZED: "lock_of_the_class",
    Verdict.BUSY_WAIT: "asks_an_event",
    Verdict.FORBIDDEN: "joins_the_thread",
    Verdict.RACE: "counts_without_a_lock",
    Verdict.LEAK: "joins_with_a_limit",
    Verdict.NONDETERMINISTIC: "leaves_a_file",
    Verdict.HANG: "waits_for_a_guest",
    Verdict.ERROR: "another_name",
}
PASSING = ("wrong/locked_counter", "wrong/thread_local")
"""One that is proved, and one that is not."""
RECORDED = (Verdict.WRONG, Verdict.DEADLOCK, Verdict.STUCK, Verdict.LIVELOCK, Verdict.STARVATION, Verdict.RACE)
"""Verdicts of one execution."""


@cache
def failing(verdict: Verdict) -> Result:
    """A failure of that verdict."""
    found = prey.judged(CHECKS / "fail" / verdict / f"{FAILING[verdict]}.py")
    assert found.verdict is verdict, found.message
    return found


@cache
def passing(number: int) -> Result:
    """One of ``PASSING``."""
    found = prey.judged(CHECKS / "pass" / f"{PASSING[number]}.py")
    assert found.passed, found.message
    return found


def under_stress(folder: Path) -> Result:
    """A failure on real threads: it fails in every run."""
    program = folder / "always.py"
    program.write_text("def main():\n    assert 1 == 2\n", encoding="utf-8")
    found = stress(Function(str(program), "main"), runs=1)
    assert not found.passed
    return found


def not_begun() -> Result:
    """A stub."""
    kata = Kata("counter", ROOT)
    found = unfinished(kata, kata.stub)
    assert found is not None
    return found


EVIL = (
    "end",
    "a;b",
    "x\nNote over t0: hi",
    "%%{init: {}}%%",
    "<script>alert(1)</script>",
    "a\"b'c`d",
    "#35;",
    "t0->>t1: x",
    '@{"type":"x"}',
    "wrap: no",
    "größe 日本",
    "[x](y){z}",
    "",
    "\x1b[31mred\x1b[0m",
    "\u202ereversed",
    "a|b::c,d%0A",
)
"""Names that mean something to one format or another."""


def hostile() -> Result:
    """Each of the evil names as a thread, that writes an object of another's name."""
    events = [
        Event(number, name, "write", EVIL[-number], value=repr(name), place=Place("/x.py", 3))
        for number, name in enumerate(EVIL, 1)
    ]
    trace = Trace("failed", list(EVIL), len(events), [], events)
    return Result(Verdict.WRONG, "a\r\nb: 100%, ok", "x.py::<f|g>", "/x.py", "test_`x`", 3, trace=trace)
