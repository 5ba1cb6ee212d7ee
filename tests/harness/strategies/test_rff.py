"""Reads-from feedback finds the reads that random schedules do not make, and depends on the seed alone."""

from __future__ import annotations

import copy
from random import Random
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import opened, run
from harness.program.function import Function
from harness.strategies.non_preemptive import NonPreemptive
from harness.strategies.rff import ReadsFromFeedback
from harness.trace import INITIAL
from harness.verdict import Verdict
from harness.world.recording.reads_from import ReadsFrom

REORDER = """
    import threading
    class Pair: pass
    def main():
        pair = Pair()
        pair.a = pair.b = 0
        def put():
            pair.a = 1
            pair.b = -1
        def check():
            assert (pair.a == 0 and pair.b == 0) or (pair.a == 1 and pair.b == -1)
        threads = [threading.Thread(target=one) for one in [put] * 30 + [check]]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """
"""The check must run between the two writes of a thread, before any of the 30 threads has made its second write."""
STAGES = """
    import threading
    first, second = threading.Lock(), threading.Lock()
    a = b = 0
    def write():
        global a, b
        with first: a = 1
        with second: b = a + 1
    def read():
        with first:
            if a == 0: return
        with second:
            assert b == 2
    def main():
        threads = [threading.Thread(target=one) for one in [write] * 30 + [read]]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """
"""The reader must get the second lock before all writers, but the first lock after one of them."""
SPINNING = """
    import threading
    flag = seen = 0
    def put():
        global flag
        flag = 1
    def get():
        global seen
        while not flag: pass
        seen = 1
    def main():
        threads = [threading.Thread(target=one) for one in (put, get, get)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """
HANDOVER = """
    import threading
    lock = threading.Lock()
    x = 0
    def put():
        global x
        with lock:
            x = 1
    def get():
        with lock:
            x
    def main():
        threads = [threading.Thread(target=one) for one in (put, get)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """


@pytest.fixture
def written(tmp_path):
    """Writes a program to a file and gives it."""

    def write(text):
        file = tmp_path / "program.py"
        file.write_text(dedent(text), encoding="utf-8")
        return Function(str(file), "main")

    return write


def without_minimising(search):
    search.minimizes = False


def found(program, strategy, seed, schedules=300):
    """The number of the first failing schedule; None if there is none."""
    result = run(program, Budget(schedules), seed, strategy=strategy, observe=without_minimising)
    assert result.passed or result.verdict is Verdict.WRONG
    return result.found


@pytest.mark.parametrize("text", [REORDER, STAGES], ids=["reorder", "stages"])
def test_a_read_that_random_schedules_do_not_make_is_found_in_few(written, text):
    program = written(text)
    numbers = [found(program, "rff", seed) for seed in range(10)]
    assert None not in numbers
    assert sum(numbers) <= 200  # 20 in the mean
    others = [found(program, "pos", seed, 60) or 60 for seed in range(3)]
    assert sum(others) > 2 * sum(numbers[:3])


@pytest.mark.parametrize("strategy", ["rff", "auto"])
def test_the_same_seed_gives_the_same_schedule(written, strategy):
    program = written(REORDER)
    results = [run(program, Budget(300), 3, strategy=strategy, observe=without_minimising) for _ in range(2)]
    assert results[0].found is not None
    assert (results[0].found, results[0].replay) == (results[1].found, results[1].replay)


@pytest.mark.parametrize("strategy", ["rff", "auto"])
def test_a_stretch_does_not_depend_on_those_before_it(written, strategy):
    program = written(HANDOVER)
    chosen = []
    for before in ([], [0, 2]):
        with opened(program, 1) as search:
            search.begin(Budget(10_000), strategy)
            for number in before:
                search.stretch(number)
            search.stretch(1)
            chosen.append((search.world.scheduler.choices, search.rng.random()))
    assert chosen[0] == chosen[1]


def test_a_thread_that_is_waited_for_is_not_delayed_for_ever(written):
    result = run(written(SPINNING), Budget(300), strategy="rff")
    assert result.verdict in (Verdict.PASS, Verdict.BUSY_WAIT), result.message


def test_what_was_learned_can_be_copied(written):
    with opened(written(REORDER), 0) as search:
        strategy = ReadsFromFeedback()
        for _ in range(5):
            search.try_one(strategy)
        other = copy.deepcopy(strategy)
        chosen = []
        for one in (strategy, other):
            search.rng = Random(7)
            chosen.append([search.try_one(one).choices for _ in range(5)])
    assert chosen[0] == chosen[1]


def test_the_pairs_of_an_execution_name_instructions(written):
    with opened(written(HANDOVER), 0) as search:
        tracer = ReadsFrom(search.world.scheduler, search.world.positions.site_of_thread)
        strategy = NonPreemptive()
        strategy.begin(Random(0), search.profile)
        search.run(strategy, tracer=tracer)
    pairs = {(write[0], write[3], read[0], read[3]) for write, read in tracer.pairs if read[0] != "main"}
    assert ("put", "write", "get", "read") in pairs
    assert ("put", "free", "get", "acquire") in pairs
    assert ("", INITIAL[3], "put", "acquire") in pairs
