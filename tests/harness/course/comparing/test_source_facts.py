"""What a file's text does: each fact has a text that has it, and one that comes near and has not."""

from textwrap import dedent

import pytest

from harness.course.comparing.source_facts import facts

WITH = "holds locks with a with statement, which always releases them"
FINALLY = "releases locks in finally"
ACROSS = "acquires a lock in one function and releases it in another"
LOOP = "waits in a loop, and so checks again after each wake-up"
WAIT_FOR = "waits with wait_for, which checks again after each wake-up"
ONE = "wakes one thread waiting on a condition (notify)"
ALL = "wakes all threads waiting on a condition (notify_all)"
SEVERAL = "has several conditions on one lock, one for each reason to wait"
ROW = "creates a collection of primitives of one kind (Lock)"
NEW = "creates new primitives while it is in use"
ORDER = "puts things in order (sorted, or min and max)"
TRY = "acquires a lock without blocking forever"
REFUSES = "refuses with ValueError"

MADE = """
class Thing:
    def __init__(self):
        self.lock = Lock()
        self.changed = Condition(self.lock)
        self.gate = Semaphore(0)
        self.flag = Event()
"""

HAS = [
    (WITH, "def go(self):\n    with self.lock:\n        pass"),
    (
        FINALLY,
        "def go(self):\n    self.lock.acquire()\n    try:\n        pass\n    finally:\n        self.lock.release()",
    ),
    (ACROSS, "def take(self):\n    self.lock.acquire()\ndef give(self):\n    self.lock.release()"),
    (LOOP, "def go(self):\n    with self.changed:\n        while not self.x:\n            self.changed.wait()"),
    (WAIT_FOR, "def go(self):\n    with self.changed:\n        self.changed.wait_for(lambda: self.x)"),
    (ONE, "def go(self):\n    self.changed.notify()"),
    (ALL, "def go(self):\n    self.changed.notify_all()"),
    (SEVERAL, "def __post_init__(self):\n    self.other = Condition(self.lock)"),
    (ROW, "def __post_init__(self):\n    self.forks = [Lock() for _ in range(3)]"),
    (NEW, "def go(self):\n    self.gate = Semaphore(0)"),
    (ORDER, "def go(self):\n    one, two = sorted(self.forks)"),
    (ORDER, "def go(self):\n    one, two = min(self.forks), max(self.forks)"),
    (TRY, "def go(self):\n    self.lock.acquire(timeout=1)\n    self.lock.release()"),
    (TRY, "def go(self):\n    lock = self.lock\n    lock.acquire(False)\n    lock.release()"),
    (REFUSES, "def go(self):\n    raise ValueError('no')"),
    (REFUSES, "def go(self):\n    raise ValueError"),
]
HAS_NOT = [
    (WITH, "def go(self):\n    with open('x'):\n        pass"),
    (WITH, "def go(self):\n    with self.lock:\n        pass\n    self.lock.acquire()\n    self.lock.release()"),
    (WITH, "def go(self):\n    with self.gate:\n        pass"),
    (FINALLY, "def go(self):\n    self.lock.acquire()\n    try:\n        self.lock.release()\n    finally:\n        1"),
    (ACROSS, "def take(self):\n    self.gate.acquire()\ndef give(self):\n    self.gate.release()"),
    (LOOP, "def go(self):\n    with self.changed:\n        if not self.x:\n            self.changed.wait()"),
    (LOOP, "def go(self):\n    while not self.x:\n        self.flag.wait()"),
    (LOOP, "def go(self):\n    while self.x:\n        self.changed.wait()\n    self.changed.wait()"),
    (WAIT_FOR, "def go(self):\n    self.clock.wait_for(lambda: self.x)"),
    (ONE, "def go(self):\n    self.phone.notify()"),
    (ALL, "def go(self):\n    self.changed.notify()"),
    (SEVERAL, "def __post_init__(self):\n    self.other = Condition()"),
    (ROW, "def __post_init__(self):\n    self.forks = [0 for _ in range(3)]"),
    (NEW, "def go(self):\n    self.gate.release()"),
    (ORDER, "def go(self):\n    return min(self.forks)"),
    (TRY, "def go(self):\n    self.lock.acquire()\n    self.lock.release()"),
    (REFUSES, "def go(self):\n    raise KeyError('no')"),
]  # fmt: skip


def of(tmp_path, body):
    file = tmp_path / "thing.py"
    lines = dedent(body).splitlines()
    file.write_text(MADE + "\n" + "\n".join(f"    {line}" for line in lines) + "\n", encoding="utf-8")
    return facts(file)


@pytest.mark.parametrize(("fact", "body"), HAS)
def test_it_does(tmp_path, fact, body):
    assert fact in of(tmp_path, body)


@pytest.mark.parametrize(("fact", "body"), HAS_NOT)
def test_it_does_not(tmp_path, fact, body):
    assert fact not in of(tmp_path, body)


def test_of_what_cannot_be_read_nothing_is_said(tmp_path):
    file = tmp_path / "thing.py"
    assert facts(file) == ()
    file.write_text("class", encoding="utf-8")
    assert facts(file) == ()
    file.write_bytes(b"\xff\xfe\x00")
    assert facts(file) == ()
