"""The fixtures of a contract on real threads: who is blocked, what is left behind, what is forbidden."""

from textwrap import dedent

import pytest

from harness.facts import BusyWait, LeakedThread
from harness.verdict import Verdict

BOX = """
from threading import Condition


class Box:
    def __init__(self):
        self.changed = Condition()
        self.items = []

    def put(self, item):
        with self.changed:
            self.items.append(item)
            self.changed.notify()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            return self.items.pop()
"""
SLEEPS = """
import time


class Box:
    def __init__(self):
        self.items = []

    def put(self, item):
        self.items.append(item)

    def get(self):
        while not self.items:
            time.sleep(0.001)
        return self.items.pop()
"""
SPINS = SLEEPS.replace("time.sleep(0.001)", "pass")
WAITS_A_LITTLE = BOX.replace("self.changed.wait()", "self.changed.wait(0.001)")
CLAUSE = """
def test_it(Box, threads):
    box = Box()
    one, other = threads.start("one", box.get), threads.start("other", box.get)
    assert one.blocked() and other.blocked()
    box.put("a")
    threads.settle()
    assert one.blocked() != other.blocked()
    box.put("b")
    threads.join()
    assert not one.blocked() and not other.blocked()
    assert {one.result, other.result} == {"a", "b"}
"""


@pytest.mark.parametrize(
    "source", [BOX, SLEEPS, SPINS, WAITS_A_LITTLE], ids=["waits", "sleeps", "spins", "waits a little"]
)
def test_blocked_is_true_of_who_waits_in_whatever_way(kata, source):
    result = kata(source, CLAUSE, runs=3 if source == BOX else 1)
    assert result.verdict is (Verdict.PASS if source == BOX else Verdict.BUSY_WAIT), result.message
    assert result.found is None or isinstance(result.facts, BusyWait)


def test_blocked_is_false_of_who_gets_through(kata):
    result = kata(BOX.replace("while not self.items:", "if False:"), CLAUSE)
    assert result.verdict is Verdict.WRONG
    assert "IndexError" in result.message


def test_blocked_waits_for_who_is_merely_slow(kata):
    source = """
        class Worker:
            def work(self):
                total = 0
                for n in range(20_000):
                    total += n
                return total
    """
    clause = """
        def test_it(Worker, threads):
            late = threads.start("late", Worker().work)
            assert not late.blocked()
            assert late.result == sum(range(20_000))
    """
    result = kata(dedent(source), dedent(clause), runs=3)
    assert result.passed, result.message


def test_two_threads_may_settle_at_once(kata):
    clause = """
        def test_it(Box, threads):
            box = Box()
            waiter = threads.start("waiter", box.get)
            watcher = threads.start("watcher", waiter.blocked)
            assert waiter.blocked()
            watcher.join()
            assert watcher.result is True
            box.put("a")
            threads.join()
    """
    result = kata(BOX, dedent(clause), runs=4)
    assert result.passed, result.message


def test_settling_while_somebody_runs_on_does_not_hang(kata):
    source = """
        class Worker:
            def __init__(self):
                self.n = 0

            def work(self):
                while True:
                    self.n += 1
    """
    clause = "def test_it(Worker, threads):\n    threads.start('busy', Worker().work).blocked()\n"
    result = kata(dedent(source), clause, run_seconds=0.2)
    assert result.verdict is Verdict.LIVELOCK
    assert [loop.thread for loop in result.facts.loops] == ["busy"]


def test_what_is_possible_is_left_to_the_explorer(kata):
    assert kata(BOX, "def test_it(Box, possible):\n    possible('a wonder', lambda: False)\n").passed


def test_a_thread_of_the_kata_that_outlives_the_test_is_a_leak(kata):
    source = """
        from threading import Lock, Thread

        class Box:
            def __init__(self):
                self.lock = Lock()
                self.lock.acquire()
                Thread(target=self.lock.acquire, name="helper", daemon=True).start()
    """
    for allow in ("any", "Lock, Thread"):
        result = kata(dedent(source), "def test_it(Box):\n    Box()\n", allow=allow)
        assert result.verdict is Verdict.LEAK, (allow, result.message)
        assert isinstance(result.facts, LeakedThread)
        assert result.facts.thread == "helper"


def test_a_thread_of_the_kata_that_ends_is_none(kata):
    source = """
        from threading import Thread

        class Box:
            def __init__(self):
                helper = Thread(target=print)
                helper.start()
                helper.join()
    """
    result = kata(dedent(source), "def test_it(Box):\n    Box()\n")
    assert result.passed, result.message


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import queue\n", "the module queue"),
        ("from threading import Event\n", "threading.Event"),
        ("import threading\n\ndef peek():\n    threading.Semaphore(1)._value\n", "the private field _value"),
        ("import threading\n\ndef peek():\n    threading.Barrier(2)\n", "threading.Barrier"),
    ],
)
def test_what_the_kata_does_not_allow_is_forbidden(kata, source, what):
    result = kata(source, "def test_it(peek):\n    peek()\n" if "peek" in source else "def test_it():\n    pass\n")
    assert result.verdict is Verdict.FORBIDDEN
    assert what in result.message
    assert "on real threads" not in result.message
    assert result.place.file.endswith("x.py")
