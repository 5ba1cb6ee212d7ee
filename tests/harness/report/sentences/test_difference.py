"""The sentence for the difference between two executions, for each kind of fact."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from harness.facts.difference import Difference, Effect, OtherOrder, OtherPath
from harness.report.sentences.difference import difference_sentence, nothing_near
from harness.trace import (
    ACQUIRE,
    END,
    EXPIRE,
    FAIL,
    NOTIFY,
    READ,
    RELEASE,
    TRY,
    WAIT,
    WRITE,
    Event,
    Place,
    TryOutcome,
)

FILE = "/work/till.py"


def event(step: int, thread: str, kind: str, label: str, line: int = 0, **words: Any) -> Event:
    return Event(step, thread, kind, label, place=Place(FILE, line or step), **words)


PEN = event(7, "Ann", ACQUIRE, "pen")
PAPER = event(7, "Bob", ACQUIRE, "paper", 9)
ZERO, TEN = event(8, "Bob", READ, "n", 3, value="0"), event(12, "Bob", READ, "n", 3, value="10")


def difference(failing: Event | None = PAPER, passing: Event = PEN, resumes: bool = True, **facts: Any) -> Difference:
    return Difference(3, 7, failing, passing, resumes, **facts)


CASES: dict[str, tuple[Difference, str]] = {
    "nothing else is known": (difference(), "at step 7 Ann acquires pen (line 7) before Bob runs."),
    "the thread of the failing execution does not do the same": (
        difference(resumes=False),
        "at step 7 Ann acquires pen (line 7), where in this one Bob acquires paper (line 9).",
    ),
    "one thread does something else": (
        difference(event(7, "Ann", FAIL, "", 4, value="KeyError")),
        "at step 7 Ann acquires pen (line 7), where in this one it raises KeyError (line 4).",
    ),
    "the failing execution ends": (difference(None), "where this one ends, Ann acquires pen (line 7)."),
    "the thread that is named reads another value": (
        difference(effect=Effect(ZERO, TEN)),
        "at step 7 Ann acquires pen (line 7) before Bob runs, which then reads n 10, not 0 (line 3).",
    ),
    "a write comes first": (
        difference(effect=Effect(ZERO, TEN, event(9, "Ann", WRITE, "n", 5, value="10"))),
        "before Bob runs, which then reads n 10, not 0 (line 3), because Ann writes it first (line 5).",
    ),
    "a write comes later": (
        difference(effect=Effect(ZERO, TEN, event(7, "Cid", WRITE, "n", 5, content="[]"), cause_is_first=False)),
        "which then reads n 10, not 0 (line 3), because Cid changes it only later (line 5).",
    ),
    "the write has been said": (
        difference(
            passing=event(7, "Ann", WRITE, "n", value="10"),
            effect=Effect(ZERO, TEN, event(7, "Ann", WRITE, "n", value="10")),
        ),
        "at step 7 Ann writes n 10 (line 7) before Bob runs, which then reads n 10, not 0 (line 3).",
    ),
    "another thread reads another value": (
        difference(effect=Effect(event(8, "Cid", READ, "n", 3, value="0"), event(12, "Cid", READ, "n", 3, value="10"))),
        "before Bob runs, so Cid reads n 10, not 0 (line 3).",
    ),
    "the effect is the step itself": (
        difference(
            passing=event(7, "Ann", TRY, "pen", outcome=TryOutcome.FREE),
            effect=Effect(
                event(9, "Ann", TRY, "pen", 7, outcome=TryOutcome.TAKEN),
                event(7, "Ann", TRY, "pen", outcome=TryOutcome.FREE),
            ),
        ),
        "at step 7 Ann runs before Bob, so Ann finds pen free, not taken (line 7).",
    ),
    "a notify finds threads": (
        difference(
            effect=Effect(event(8, "Bob", NOTIFY, "bell", waiters=0), event(12, "Bob", NOTIFY, "bell", 8, waiters=2))
        ),
        "which then notifies bell while 2 threads wait, not none (line 8).",
    ),
    "a notify finds none": (
        difference(
            effect=Effect(event(8, "Bob", NOTIFY, "bell", waiters=1), event(12, "Bob", NOTIFY, "bell", 8, waiters=0))
        ),
        "which then notifies bell while no threads wait, not 1 (line 8).",
    ),
    "a container has other items after a change": (
        difference(
            effect=Effect(event(8, "Bob", WRITE, "log", content="[1]"), event(12, "Bob", WRITE, "log", 8, content="[]"))
        ),
        "so log is [] after Bob changes it (line 8), not [1].",
    ),
    "another value is written": (
        difference(effect=Effect(event(8, "Bob", WRITE, "n", value="1"), event(12, "Bob", WRITE, "n", 8, value="2"))),
        "which then writes n 2, not 1 (line 8).",
    ),
    "after the failing schedule was spoken of": (
        difference(resumes=False, effect=Effect(ZERO, TEN)),
        "where in this one Bob acquires paper (line 9). There Bob reads n 10, not 0 (line 3).",
    ),
    "a lock is released in between": (
        difference(order=OtherOrder(PEN, event(12, "Bob", ACQUIRE, "pen"), released=True)),
        "before Bob runs, so Bob acquires it (line 12) only after Ann has released it.",
    ),
    "a lock is acquired later": (
        difference(order=OtherOrder(PEN, event(12, "Bob", ACQUIRE, "pen"))),
        "before Bob runs, so Bob acquires pen (line 12) after that.",
    ),
    "two other operations change places": (
        difference(order=OtherOrder(event(9, "Cid", WRITE, "log"), event(12, "Bob", READ, "log"))),
        "so Cid changes log (line 9) before Bob reads it (line 12).",
    ),
    "a thread goes on in another way": (
        difference(path=OtherPath(event(9, "Cid", RELEASE, "pen"), event(12, "Cid", WAIT, "bell", why=WAIT))),
        "so Cid goes on and waits for bell (line 12); in this one it releases pen (line 9).",
    ),
    "a thread comes further": (
        difference(path=OtherPath(None, event(12, "Cid", EXPIRE, "bell"))),
        "so Cid goes on and times out waiting for bell (line 12), which it does not here.",
    ),
    "a thread ends": (difference(path=OtherPath(None, event(12, "Cid", END, "Cid"))), "before Bob runs."),
    "it is another schedule": (difference(near=False), "at step 7 Ann acquires pen (line 7) before Bob runs."),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fact_has_its_sentence(name: str) -> None:
    facts, said = CASES[name]
    sentence = difference_sentence(facts, FILE)
    where = "at step 7 " if facts.failing is not None else "where this one ends, "
    assert sentence.startswith(f"{'A near' if facts.near else 'Another'} schedule passes: {where}")
    assert sentence.endswith(said)
    assert nothing_near(facts) == ""


def test_a_line_of_another_file_has_its_name() -> None:
    other = Event(7, "Ann", ACQUIRE, "pen", place=Place("/work/test_till.py", 7))
    assert "acquires pen (test_till.py line 7)" in difference_sentence(difference(passing=other), FILE)


def test_a_file_is_the_same_by_another_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    passing = Event(7, "Ann", ACQUIRE, "pen", place=Place(str(tmp_path.resolve() / "till.py"), 7))
    assert "acquires pen (line 7)" in difference_sentence(difference(passing=passing), "till.py")


def test_names_are_safe_to_print() -> None:
    other = event(7, "\x1b[31mAnn", WRITE, "n", value="'\x07'")
    sentence = difference_sentence(difference(passing=other), FILE)
    assert sentence.isprintable()


def test_where_none_passes_it_is_said_how_many_were_tried() -> None:
    assert nothing_near(Difference(1)) == "No schedule near it was found that passes; 1 schedule was tried."
    assert nothing_near(Difference(20)) == "No schedule near it was found that passes; 20 schedules were tried."
    assert difference_sentence(Difference(20), FILE) == ""
