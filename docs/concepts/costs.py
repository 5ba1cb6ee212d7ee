"""What each primitive of ``threading`` costs, as a multiple of ``count += 1``; prints the table of costs.md.

Run it with the Python that you want to know about: ``python docs/concepts/costs.py``. Each figure is
the best of several rounds, in one process, so the ratios mean more than the seconds, and another machine
has other ratios. No test looks at them.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from queue import Queue, SimpleQueue

ROUNDS = 25
"""Short ones, so that some are left in peace by whatever else the machine does."""
ADDITIONS = 50_000


class Box:
    """Something with an attribute."""

    def __init__(self) -> None:
        self.count = 0


def seconds(loop: Callable[[int], None], times: int) -> float:
    """Seconds for one time round the loop."""
    began = time.perf_counter()
    loop(times)
    return (time.perf_counter() - began) / times


def ratio(loop: Callable[[int], None], times: int) -> float:
    """What one time round the loop costs, without the loop: the best of all rounds, for nothing makes one too fast.

    The unit is measured anew each time, between the rounds, because a machine is not as fast all the time.
    """
    rounds = [(seconds(empty, ADDITIONS), seconds(add, ADDITIONS), seconds(loop, times)) for _ in range(ROUNDS)]
    idle, unit, measured = (min(one[part] for one in rounds) for part in range(3))
    return (measured - idle) / (unit - idle)


def empty(times: int) -> None:
    """The loop itself, which is subtracted."""
    for _ in range(times):
        pass


def add(times: int) -> None:
    """The unit."""
    box = Box()
    for _ in range(times):
        box.count += 1


def guarded(guard: AbstractContextManager[object]) -> Callable[[int], None]:
    """``with guard: pass``, and nobody else wants it."""

    def loop(times: int) -> None:
        for _ in range(times):
            with guard:
                pass

    return loop


def asked(times: int) -> None:
    """``event.is_set()``."""
    event = threading.Event()
    for _ in range(times):
        event.is_set()


def waited(times: int) -> None:
    """``event.wait()`` when it is set, so that nobody waits."""
    event = threading.Event()
    event.set()
    for _ in range(times):
        event.wait()


def notified(times: int) -> None:
    """``notify()`` when nobody waits, without the lock around it."""
    condition = threading.Condition()
    with condition:
        for _ in range(times):
            condition.notify()


def queued(queue: Queue[int] | SimpleQueue[int]) -> Callable[[int], None]:
    """``put`` and ``get`` of the same thread."""

    def loop(times: int) -> None:
        for _ in range(times):
            queue.put(1)
            queue.get()

    return loop


def started(times: int) -> None:
    """A thread that does nothing, from ``Thread(...)`` to the end of ``join()``."""
    for _ in range(times):
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()


def handed_by_semaphore(times: int) -> None:
    """There and back between two threads: two switches."""
    there, back = threading.Semaphore(0), threading.Semaphore(0)

    def other() -> None:
        for _ in range(times):
            there.acquire()
            back.release()

    thread = threading.Thread(target=other)
    thread.start()
    for _ in range(times):
        there.release()
        back.acquire()
    thread.join()


def handed_by_lock(times: int) -> None:
    """The same with plain locks, each released by the other thread."""
    there, back = threading.Lock(), threading.Lock()
    there.acquire()
    back.acquire()

    def other() -> None:
        for _ in range(times):
            there.acquire()
            back.release()

    thread = threading.Thread(target=other)
    thread.start()
    for _ in range(times):
        there.release()
        back.acquire()
    thread.join()


MEASURED: list[tuple[str, Callable[[int], None], int]] = [
    ("`count += 1` of an attribute", add, 50_000),
    ("`with lock`, free", guarded(threading.Lock()), 50_000),
    ("`with rlock`, free", guarded(threading.RLock()), 50_000),
    ("`with condition`, free", guarded(threading.Condition()), 20_000),
    ("`with semaphore`, free", guarded(threading.Semaphore()), 10_000),
    ("`event.is_set()`", asked, 50_000),
    ("`event.wait()`, already set", waited, 20_000),
    ("`condition.notify()`, nobody waits", notified, 20_000),
    ("`SimpleQueue`: `put` and `get`", queued(SimpleQueue()), 50_000),
    ("`Queue`: `put` and `get`", queued(Queue()), 5_000),
    ("there and back to another thread, by locks", handed_by_lock, 1_000),
    ("there and back to another thread, by semaphores", handed_by_semaphore, 1_000),
    ("`Thread(...)`, `start()`, `join()`", started, 100),
]


def main() -> None:
    """Measure everything, and print the rows of the table."""
    sys.stdout.write(f"CPython {sys.version.split()[0]}\n")
    for name, loop, times in MEASURED:
        sys.stdout.write(f"| {name} | {ratio(loop, times):.1f} |\n")


if __name__ == "__main__":
    main()
