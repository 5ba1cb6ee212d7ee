"""Who looks again and again on real threads: named where it should have waited, and let alone where it may."""

from textwrap import dedent

import pytest

from harness.facts import BusyWait
from harness.stress import run_ending
from harness.verdict import Verdict

BOX = """
import time
from threading import Condition, Event, Lock, Semaphore


class Box:
    def __init__(self):
        self.lock, self.free, self.on, self.changed = Lock(), Semaphore(0), Event(), Condition()
        self.full, self.tries = False, 0

    def put(self):
        with self.changed:
            self.full = True
            self.changed.notify_all()
        self.free.release()
        self.on.set()

    def get(self):
        {get}
"""
ALLOWED = {"allow": "Lock, Condition, Event, Semaphore"}
CLAUSE = """
def test_it(Box, threads):
    box = Box()
    getter = threads.start("getter", box.get)
    assert getter.blocked()
    box.put()
    threads.join()
"""
POLLS = {
    "spins": """
        while not self.full:
            pass
    """,
    "looks under a lock": """
        while True:
            with self.lock:
                if self.full:
                    return
    """,
    "tries a semaphore": """
        while not self.free.acquire(blocking=False):
            pass
    """,
    "naps": """
        while not self.full:
            time.sleep(0.001)
    """,
    "yields": """
        while not self.full:
            time.sleep(0)
    """,
    "waits on a condition for a moment": """
        with self.changed:
            while not self.full:
                self.changed.wait(0.002)
    """,
    "waits for an event for a moment": """
        while not self.on.wait(0.002):
            pass
    """,
    "tries a semaphore for a moment": """
        while not self.free.acquire(timeout=0.002):
            pass
    """,
}
WAITS = {
    "waits on a condition": """
        with self.changed:
            while not self.full:
                self.changed.wait()
    """,
    "gives up after one wait, and then waits": """
        while not self.free.acquire(timeout=0.002):
            self.free.acquire()
            return
    """,
    "looks often, and then waits": """
        for _ in range(1_000):
            if self.full:
                return
        self.free.acquire()
    """,
    "does something in each round, and then waits": """
        while self.tries < 1_000:
            self.tries += 1
        self.free.acquire()
    """,
    "goes round a while, and then waits": """
        rounds = 0
        while rounds < 150 and not self.full:
            rounds += 1
        self.free.acquire()
    """,
    "counts for itself, and then waits": """
        rounds = 0
        while rounds < 1_000:
            rounds += 1
        self.free.acquire()
    """,
    "gives in each round, and then waits": """
        while self.tries < 1:
            for _ in range(1_000):
                self.on.set()
            self.tries = 1
        self.free.acquire()
    """,
}


def box(get):
    return BOX.replace("{get}", dedent(get).strip().replace("\n", "\n        "))


@pytest.mark.parametrize("get", POLLS.values(), ids=POLLS)
def test_who_polls_is_named_with_the_line(kata, get):
    result = kata(box(get), CLAUSE, **ALLOWED, runs=3)
    assert result.verdict is Verdict.BUSY_WAIT, result.message
    assert result.facts == BusyWait("getter", result.place)
    assert result.place.function == "get"


@pytest.mark.parametrize("get", WAITS.values(), ids=WAITS)
def test_who_waits_in_the_end_does_not_poll(kata, get):
    result = kata(box(get), CLAUSE, **ALLOWED, runs=3)
    assert result.passed, result.message


def test_who_may_spin_does(kata):
    assert kata(box(POLLS["spins"]), CLAUSE, **ALLOWED, runs=2, spin=True).passed


def test_a_contract_that_sleeps_is_no_poll_of_the_kata(kata):
    clause = CLAUSE.replace("box.put()", "import time; time.sleep(0.001); time.sleep(0.001); box.put()")
    assert kata(box(WAITS["waits on a condition"]), clause, **ALLOWED, runs=2).passed


def test_a_harder_failure_is_the_better_story(kata):
    clause = CLAUSE.replace("threads.join()", "threads.join()\n    assert False")
    result = kata(box(POLLS["spins"]), clause, **ALLOWED, runs=3)
    assert result.verdict is Verdict.WRONG


# -- where nothing can change any more -----------------------------------------------------------------

FOR_EVER = """
def test_it(Box, threads):
    box = Box()
    threads.start("getter", box.get)
    threads.start("other", box.get)
    threads.join()
"""
IN_THE_END = """
def test_it(Box, threads):
    import time
    box = Box()
    threads.start("getter", box.get)
    {first}
    box.put()
    threads.join()
"""


@pytest.mark.parametrize("get", ["spins", "tries a semaphore"])
def test_looking_for_ever_is_seen_long_before_the_time_is_up(kata, get):
    result = kata(box(POLLS[get]), FOR_EVER, **ALLOWED, run_seconds=10_000)
    assert result.verdict is Verdict.LIVELOCK
    assert [loop.thread for loop in result.facts.loops] == ["getter", "other"]


COUNTS = """
    for _ in range(1):
        rounds = 0
        while rounds < 100_000:
            rounds += 1
            if self.full:
                return
        self.free.acquire()
"""


def test_counting_while_one_looks_is_not_for_ever(kata, monkeypatch):
    monkeypatch.setattr(run_ending, "UNCHANGED", 0.02)
    monkeypatch.setattr(run_ending, "LOOKS", 20)
    result = kata(box(COUNTS), CLAUSE.replace("assert getter.blocked()", "pass"), **ALLOWED, runs=1)
    assert result.verdict in (Verdict.PASS, Verdict.BUSY_WAIT), "it comes to its end"


@pytest.mark.parametrize(
    "first",
    [
        "time.sleep(0.3)",
        "threading.Event().wait(0.3)",
        "end = time.monotonic() + 0.3\n    while time.monotonic() < end: box",
    ],
    ids=["sleeps", "waits a while", "watches the clock"],
)
def test_looking_until_somebody_comes_back_is_not_for_ever(kata, monkeypatch, first):
    monkeypatch.setattr(run_ending, "UNCHANGED", 0.05)
    monkeypatch.setattr(run_ending, "LOOKS", 20)
    clause = "import threading\n" + IN_THE_END.replace("{first}", first)
    result = kata(box(POLLS["spins"]), clause, **ALLOWED, runs=1)
    assert result.verdict is Verdict.BUSY_WAIT, "it polls, and it ends"
