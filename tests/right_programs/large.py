"""Right programs that are large: many threads, many rounds, much output."""

import functools
import queue
from threading import Lock, Thread


def together(*functions):
    threads = [Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def fifty_counters():
    lock, count = Lock(), 0

    def add():
        nonlocal count
        with lock:
            count += 1

    together(*[add] * 50)
    assert count == 50


def fifty_workers():
    tasks, lock, done = queue.Queue(), Lock(), set()
    for item in range(50):
        tasks.put(item)

    def work():
        item = tasks.get()
        with lock:
            done.add(item)

    together(*[work] * 50)
    assert len(done) == 50


def fifty_own_lists():
    parts = [[] for _ in range(50)]
    together(*(functools.partial(part.extend, range(10)) for part in parts))
    assert sum(map(len, parts)) == 500


def million_rounds_for():
    total = 0
    for number in range(1_000_000):
        total += number & 1
    lock = Lock()

    def work():
        with lock:
            pass

    together(work, work)
    assert total == 500_000


def million_rounds_while():
    results = [0, 0]

    def work(number):
        count = 0
        while count < 500_000:
            count += 1
        results[number] = count

    together(functools.partial(work, 0), functools.partial(work, 1))
    assert results == [500_000, 500_000]


def ten_megabytes():

    def work():
        for _ in range(50):
            pass

    together(work, work)


CALLS = [
    "fifty_counters()", "fifty_workers()", "fifty_own_lists()",
    "million_rounds_for()", "million_rounds_while()", "ten_megabytes()",
]  # fmt: skip
