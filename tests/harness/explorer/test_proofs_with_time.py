"""Proofs of programs with time-outs, sleeps and daemons: what they must not claim, and which classes they must run."""

from __future__ import annotations

from random import Random
from textwrap import dedent, indent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import opened, run
from harness.program.function import Function
from harness.result import Result
from harness.strategies.depth_first import DepthFirst
from harness.strategies.dpor import DPOR
from harness.strategies.happens_before import HappensBefore
from harness.strategies.protocol import Profile
from harness.verdict import Verdict
from harness.world.recording.sync_edges import SyncEdges

HEAD = """
import time
from threading import Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, RLock, Semaphore, Thread

def go(*bodies):
    threads = [Thread(target=body) for body in bodies]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

def main():
"""
FAILING = {
    "a notify between letting go of the lock and the end of a wait of no time": """
        c, woken = Condition(), []
        def waits():
            with c: woken.append(c.wait(0))
        def notifies():
            with c: c.notify()
        go(waits, notifies)
        assert woken == [False]
    """,
    "a barrier that is filled during a wait of no time": """
        b, passed = Barrier(2), []
        def passes():
            try: passed.append(b.wait(0))
            except BrokenBarrierError: pass
        go(passes, passes)
        assert not passed
    """,
    "a release during a wait of no time for a permit": """
        s, got = Semaphore(0), []
        go(lambda: got.append(s.acquire(timeout=0)), s.release)
        assert got == [False]
    """,
    "the clock is read between a deadline and a wake-up of a condition": """
        c, late, woken, start = Condition(), [], [], time.monotonic()
        def reads(): late.append(time.monotonic() - start >= 1)
        def waits():
            with c: woken.append(c.wait(1))
        def notifies():
            with c: c.notify()
        go(reads, waits, notifies)
        assert not (late[0] and woken[0])
    """,
    "the clock is read between a deadline and a lock": """
        lock, late, got, start = Lock(), [], [], time.monotonic()
        def reads(): late.append(time.monotonic() - start >= 1)
        def waits():
            got.append(lock.acquire(timeout=1))
            if got[0]: lock.release()
        def holds():
            with lock: pass
        go(reads, waits, holds)
        assert not (late[0] and got[0])
    """,
}
UNPROVED = {
    "a daemon that never ends": """
        n = []
        def ticks():
            while True:
                time.sleep(1)
                n.append(1)
        Thread(target=ticks, daemon=True).start()
        assert (len(n), len(n), len(n)) != (1, 2, 3)
    """,
    "a permit given back twice": """
        s, raised = BoundedSemaphore(1), []
        def once():
            s.acquire()
            s.release()
        def again():
            try: s.release()
            except ValueError: raised.append(1)
        go(once, again)
        assert raised
    """,
    "a lock given back that another thread may have": """
        lock, raised = Lock(), []
        def once():
            lock.acquire()
            lock.release()
        def again():
            try: lock.release()
            except RuntimeError: raised.append(1)
        go(once, again)
        assert raised
    """,
    "a loop that waits for a condition and is woken for nothing, and another one that then misses its signal": """
        c, ready, woken = Condition(), [], []
        def first():
            with c:
                while len(ready) < 3: c.wait()
        def second():
            with c: woken.append(c.wait(5))
        def signals():
            for _ in range(3):
                with c: c.notify()
            with c:
                ready.extend([1, 2, 3])
                c.notify_all()
        go(first, second, signals)
        assert woken == [True]
    """,
    "a loop that polls": """
        done = []
        def waits():
            while not done: pass
        go(waits, lambda: done.append(1))
    """,
}
PROVED = {
    "a try before the wait": """
        lock, got, start = Lock(), [], time.monotonic()
        def late():
            time.sleep(2)
            with lock: pass
        def waits():
            got.append(lock.acquire(timeout=1))
            if got[0]: lock.release()
        go(late, waits)
    """,
    "a loop that sleeps until a flag is set": """
        done = []
        def waits():
            while not done: time.sleep(0.1)
        go(waits, lambda: done.append(1))
    """,
    "a wait for an event": """
        e, seen = Event(), []
        go(lambda: seen.append(e.wait(1)), e.set)
    """,
    "a wait for a condition": """
        c, ready, seen = Condition(), [], []
        def waits():
            with c: seen.append(c.wait_for(lambda: ready, 1))
        def notifies():
            with c:
                ready.append(1)
                c.notify()
        go(waits, notifies)
    """,
    "sleepers of the same length": """
        seen = []
        def sleeps():
            time.sleep(1)
            seen.append(1)
        go(sleeps, sleeps)
    """,
    "a lock that is held for longer than another thread waits": """
        door = RLock()
        def works():
            with door: time.sleep(20)
        def gives_up():
            if door.acquire(timeout=5): door.release()
        go(works, gives_up)
    """,
    "permits in two orders": """
        forks = [Semaphore(1) for _ in range(3)]
        def dines(first, second):
            def body():
                with forks[first], forks[second]: pass
            return body
        go(dines(0, 1), dines(1, 2))
    """,
}


def written(tmp_path, body):
    file = tmp_path / "program.py"
    file.write_text(HEAD + indent(dedent(body), "    "), encoding="utf-8")
    return Function(str(file), "main")


def explored(tmp_path, body) -> Result:
    return run(written(tmp_path, body), Budget(600))


@pytest.mark.parametrize("body", FAILING.values(), ids=FAILING)
def test_what_can_fail_at_the_moment_of_a_deadline_is_found(tmp_path, body):
    assert explored(tmp_path, body).verdict is Verdict.WRONG


@pytest.mark.parametrize("body", UNPROVED.values(), ids=UNPROVED)
def test_what_may_be_missed_is_not_proved(tmp_path, body):
    assert not explored(tmp_path, body).exhaustive


@pytest.mark.parametrize("body", PROVED.values(), ids=PROVED)
def test_the_classes_of_a_proof_are_those_of_all_schedules(tmp_path, body):
    program = written(tmp_path, body)
    assert run(program, Budget(600)).exhaustive
    with opened(program, 0) as search:
        reduction, every, classes = DPOR(), DepthFirst(), set()
        while not reduction.spent:
            search.try_one(reduction)
        while not every.spent:
            tracer = SyncEdges(search.world.scheduler)
            tracer.keep_back()
            every.begin(Random(0), Profile())
            search.run(every, tracer=tracer)
            every.end()
            classes.add(HappensBefore(tracer.accesses, tracer.threads).fingerprint())
        assert classes == search.fingerprints


WITHOUT_PREEMPTION = {
    "two sleeps that end at once": """
        done = []
        def one(): done.append(1); time.sleep(1); done.append(2)
        def two(): done.append(3); time.sleep(1); done.append(4)
        go(one, two)
        assert done != [1, 3, 2, 4]
    """,
    "who is due comes late": """
        done, start = [], time.monotonic()
        def sleeps(): time.sleep(1); done.append(1)
        def reads(): done.append(time.monotonic() - start >= 1)
        go(sleeps, reads)
        assert done != [True, 1]
    """,
}


@pytest.mark.parametrize("body", WITHOUT_PREEMPTION.values(), ids=WITHOUT_PREEMPTION)
def test_who_has_slept_is_not_preempted(tmp_path, body):
    result = explored(tmp_path, body)
    assert (result.verdict, result.preemptions) == (Verdict.WRONG, 0)
