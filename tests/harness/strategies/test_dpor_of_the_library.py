"""The state of threads and of the library: the classes reach just what all schedules do.

Starts and ends of threads, their list and their names, random numbers, simple queues and thread pools.
"""

from __future__ import annotations

from textwrap import indent

import pytest
from both_ways import source

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function

MOST_SCHEDULES = 60_000
LATE = "late = threading.Thread(target=lambda: None)"
QUEUE = "import queue\nq = queue.SimpleQueue()"
TWICE = "try: late.start()\nexcept RuntimeError: note({0})"
STATE = {
    "a thread that ends after its last write": source("", "s.x = 1", "note((s.x, ts[0].is_alive()))"),
    "a thread that starts after a write": source(LATE, "s.x = 1\nlate.start()", "note((s.x, late.is_alive()))"),
    "the number of threads": source("", "s.x = 1", "note((s.x, threading.active_count()))"),
    "the list of threads": source("", "s.x = 1", "note((s.x, [t.name for t in threading.enumerate()]))"),
    "a second start": source(LATE, *[TWICE.format(number) for number in (1, 2)]),
    "a join before the start": source(
        LATE, "s.x = 1\nlate.start()", "try:\n    if s.x: late.join()\nexcept RuntimeError: note(1)"
    ),
    "the number of a thread": source(LATE, "s.x = 1\nlate.start()", "note((s.x, late.ident))"),
    "the name of a thread": source(LATE, "late.name = 'a'", "note(late.name)"),
    "a daemon too late": source(LATE, "late.start()", "try: late.daemon = True\nexcept RuntimeError: note(1)"),
    "two random numbers": source("import random", "note(random.random())", "note((1, random.random()))"),
    "a seed": source("import random", "random.seed(3)", "note(random.random())"),
    "a generator of one's own": source(
        "from random import Random\ng = Random(3)", "note(g.random())", "note((1, g.random()))"
    ),
    "a list that is shuffled": source("import random\nl = [1, 2, 3]", "random.shuffle(l)", "note(list(l))"),
    "two puts": source(QUEUE, "q.put(1)", "q.put(2)", "note((q.get(), q.get()))"),
    "an empty queue": source(QUEUE, "s.x = 1\nq.put(1)", "note((s.x, q.empty()))"),
    "the size of a queue": source(QUEUE, "q.put(1)", "note((q.get(), q.qsize()))", "note(q.qsize())"),
    "a get that fails": source(QUEUE, "q.put(1)", "try: note(q.get_nowait())\nexcept queue.Empty: note(0)"),
}


@pytest.mark.parametrize("name", STATE)
def test_all_that_the_state_of_threads_and_of_the_library_shows_is_found(both, name):
    program = both(STATE[name])
    found, classes, executions, doubtful = program.classes()
    expected, schedules = program.every(MOST_SCHEDULES)
    assert found == expected
    assert len(found) > 1
    assert not doubtful
    assert classes == executions <= schedules


def test_the_ends_of_two_threads_are_in_no_order_for_those_who_do_not_ask(both):
    program = both(source("", "s.x = 1", "s.y = 1", "ts[0].is_alive"))
    assert program.classes()[1:3] == (1, 1)


POOL = """
import threading
from concurrent.futures import ThreadPoolExecutor
from harness.unseen import Unseen

class S:
    x = 0

def main():
    global report
    seen, s, pool = Unseen(), S(), ThreadPoolExecutor(1)
    note = seen.append
    def job(n):
        s.x += n
    f = pool.submit(job, 1)
{lines}
    def report(): return sorted(map(str, seen)), s.x
"""
POOLS = {
    "a question": "note(f.done())\npool.shutdown()",
    "a cancel": "note(f.cancel())\npool.shutdown()",
    "a variable": "with pool: s.x += 5",
    "a callback": "f.add_done_callback(lambda f: note(s.x))\nwith pool: s.x += 5",
    "a shutdown that does not wait": "pool.shutdown(wait=False)\ns.x += 5",
    "a shutdown that cancels": "pool.shutdown(cancel_futures=True)\nnote(f.cancelled())",
}


@pytest.mark.parametrize("name", POOLS)
def test_all_outcomes_of_a_pool_are_found(both, name):
    program = both(POOL.format(lines=indent(POOLS[name], "    ")))
    found, classes, executions, doubtful = program.classes()
    assert found == program.every(MOST_SCHEDULES)[0]
    assert len(found) > 1
    assert not doubtful
    assert classes == executions


@pytest.mark.slow
def test_no_class_of_a_pool_with_two_workers_comes_twice(both):
    lines = "pool._max_workers = 2\npool.submit(job, 2)\npool.shutdown(wait=False)"
    assert not both(POOL.format(lines=indent(lines, "    "))).classes()[3]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ("del pool", "without shutdown()"),
        ("f.add_done_callback(lambda f: 1 / 0)\npool.shutdown()", "log of concurrent.futures"),
        ("note(getattr(threading.main_thread(), 'is_' + 'alive')())\npool.shutdown()", "is_alive()"),
    ],
)
def test_what_is_not_modelled_of_pools_and_threads_withholds_the_proof(both, lines, what):
    assert what in both(POOL.format(lines=indent(lines, "    "))).classes()[3]


def test_a_proof_says_that_random_numbers_come_from_one_seed(tmp_path):
    text = "import random, threading\n\ndef main():\n    threading.Thread(target=random.random).start()\n"
    file = tmp_path / "draws.py"
    file.write_text(text, encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(200))
    assert result.exhaustive
    assert "with the random numbers of one seed" in result.message
