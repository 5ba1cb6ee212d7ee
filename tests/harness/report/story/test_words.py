"""The words for steps, preemptions and signals: one line for each, in ``words.txt``.

After a wanted change, write them anew with ``KATA_WRITE_SNAPSHOTS=1 pytest tests/harness/report/story`` and read
every difference as a learner would.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.report.story.model import StoryStep, StorySwitch, Weight
from harness.report.story.signals import LastRelease, NeverNotified, NeverReleased
from harness.report.story.words import in_words
from harness.report.terminal.columns import cell, switch_words
from harness.report.terminal.evidence import signal_words
from harness.report.text.container_operations import Operations
from harness.report.text.source import SourceText
from harness.trace import Event, Place, TryOutcome

SNAPSHOT = Path(__file__).with_name("words.txt")
WRITE = "KATA_WRITE_SNAPSHOTS"
FILE = "/nowhere/kata.py"
PLACE = Place(FILE, 1)
EVENTS = {
    "a read": Event(1, "A", "read", "n", "3"),
    "a read without a value": Event(1, "A", "read", "n"),
    "a write": Event(1, "A", "write", "n", "3"),
    "a write without a value": Event(1, "A", "write", "n"),
    "an acquire": Event(1, "A", "acquire", "pen"),
    "a release": Event(1, "A", "release", "pen"),
    "a wait for a lock": Event(1, "A", "wait", "pen", why="acquire"),
    "a wait for a signal": Event(1, "A", "wait", "bell", why="wait"),
    "a wait for a thread": Event(1, "A", "wait", "B", why="join"),
    "a wait that does not block": Event(1, "A", "wait", "bell"),
    "the end of a wait": Event(1, "A", "wake", "bell"),
    "a wait that takes too long": Event(1, "A", "expire", "bell"),
    "a notify": Event(1, "A", "notify", "bell", waiters=1),
    "a notify without a waiter": Event(1, "A", "notify", "bell", waiters=0),
    "a notify without the lock": Event(1, "A", "notify", "bell", waiters=1, refused=True),
    "a wait without the lock": Event(1, "A", "wait", "bell", refused=True),
    "a release of a free lock": Event(1, "A", "release", "pen", refused=True),
    "a start": Event(1, "A", "start", "B"),
    "a join": Event(1, "A", "join", "B"),
    "an end": Event(1, "A", "end", "A"),
    "a sleep": Event(1, "A", "sleep", "", "1 s"),
    "an exception": Event(1, "A", "fail", "", "KeyError"),
    "a name of the rewriter's": Event(1, "A", "read", "_kata_1", "3"),
}
TRIES = {
    "a try that succeeds": ("pen.acquire(blocking=False)", TryOutcome.FREE),
    "a try that fails": ("pen.acquire(blocking=False)", TryOutcome.TAKEN),
    "a try": ("pen.acquire(blocking=False)", None),
    "locked() of a lock that is taken": ("if pen.locked():", TryOutcome.TAKEN),
    "locked() of a lock that is free": ("if pen.locked():", TryOutcome.FREE),
}
LINES = [
    ("item = self.items.popleft()", "write", "items"),
    ("self.items.append(self.waiting.pop())", "write", "waiting"),
    ("self.ring[self.tail] = item", "write", "ring"),
    ("self.counts[key] += 1", "write", "counts"),
    ("del self.seats[0]", "write", "seats"),
    ("while len(self.items) == 3: pass", "read", "items"),
    ("return self.forks[0]", "read", "forks"),
    ("self.__items.append(1)", "write", "items"),
]
SWITCHES = {
    "a preemption before a line": StorySwitch("A", PLACE),
    "a preemption inside a line": StorySwitch("A", PLACE, inside=True),
    "a preemption after a step": StorySwitch("A", None, after=7),
    "a preemption somewhere": StorySwitch("A", None),
}
SIGNALS = {
    "a condition without a notify": NeverNotified("bell"),
    "a lock that is kept": NeverReleased("pen"),
    "a lock released": LastRelease("pen", "A", 4, None),
    "a lock acquired again": LastRelease("pen", "A", 4, ("B", 7)),
}


def words(folder: Path) -> Iterator[tuple[str, str]]:
    for name, event in EVENTS.items():
        yield name, in_words(event, None)
    yield "the end of a wait for a permit", in_words(EVENTS["the end of a wait"], None, "acquire")
    for name, (source, outcome) in TRIES.items():
        file = folder / "kata.py"
        file.write_text(source, encoding="utf-8")
        yield (
            name,
            in_words(Event(1, "A", "try", "pen", place=Place(str(file), 1), outcome=outcome), SourceText(str(file))),
        )
    for line, kind, container in LINES:
        yield line, Operations(line).find(1, kind, container) or ""
    step = StoryStep(1, 1, "A", "wait", 9, "waits for pen", Weight.ACTION, times=3, blocks=True)
    yield "a step that blocks, three times", cell(step)
    for name, switch in SWITCHES.items():
        yield name, switch_words(switch, 1, 2, SourceText(FILE))
    for name, history in SIGNALS.items():
        yield name, signal_words(history)


def test_reads_as_before(tmp_path: Path) -> None:
    found = "".join(f"{name}: {said}".rstrip() + "\n" for name, said in words(tmp_path))
    if os.environ.get(WRITE):
        SNAPSHOT.write_text(found, encoding="utf-8")
    assert found == SNAPSHOT.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshot anew"


@pytest.mark.parametrize(
    ("method", "words"), [("cancel", "cancels a task"), ("cancelled", "checks a task"), ("done", "checks a task")]
)
def test_a_method_of_a_future_is_no_work_on_its_task(method: str, words: str) -> None:
    assert in_words(Event(1, "A", "acquire", "a Future", of_pool=method), None) == words
