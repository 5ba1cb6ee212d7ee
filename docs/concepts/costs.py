"""The cost of each primitive of ``threading``, as a multiple of ``count += 1``: prints the table of costs.md.

Run it with the Python that you want to measure: ``python docs/concepts/costs.py``. Each figure is the
best of several rounds in one process, so the ratios mean more than the seconds, and another machine has
other ratios. No test checks them.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from queue import Queue, SimpleQueue

ROUNDS = 25
"""Many short rounds, so that other processes of the machine do not disturb some of them."""
ADDITIONS = 50_000


class Box:
    """An object with one attribute."""

    def __init__(self) -> None:
        self.count = 0


def seconds(loop: Callable[[int], None], times: int) -> float:
    """Return the seconds of one iteration of the loop."""
    began = time.perf_counter()
    loop(times)
    return (time.perf_counter() - began) / times


def ratio(loop: Callable[[int], None], times: int) -> float:
    """Return the cost of one iteration, without the loop itself: the best of all rounds, as no round is too fast.

    The unit is measured again in each round, because the speed of a machine changes.
    """
    rounds = [(seconds(empty, ADDITIONS), seconds(add, ADDITIONS), seconds(loop, times)) for _ in range(ROUNDS)]
    idle, unit, measured = (min(one[part] for one in rounds) for part in range(3))
    return (measured - idle) / (unit - idle)


def empty(times: int) -> None:
    """Run the empty loop, whose cost is subtracted."""
    for _ in range(times):
        pass


def add(times: int) -> None:
    """Run the loop that is the unit: one addition to an attribute."""
    box = Box()
    for _ in range(times):
        box.count += 1


def guarded(guard: AbstractContextManager[object]) -> Callable[[int], None]:
    """Return a loop of ``with guard: pass``, without another thread that wants the guard."""

    def loop(times: int) -> None:
        for _ in range(times):
            with guard:
                pass

    return loop


def asked(times: int) -> None:
    """Call ``event.is_set()``."""
    event = threading.Event()
    for _ in range(times):
        event.is_set()


def waited(times: int) -> None:
    """Call ``event.wait()`` on an event that is set, so that the call never waits."""
    event = threading.Event()
    event.set()
    for _ in range(times):
        event.wait()


def notified(times: int) -> None:
    """Call ``notify()`` when no thread waits, without the cost of the lock around it."""
    condition = threading.Condition()
    with condition:
        for _ in range(times):
            condition.notify()


def queued(queue: Queue[int] | SimpleQueue[int]) -> Callable[[int], None]:
    """Return a loop of ``put`` and ``get`` in one thread."""

    def loop(times: int) -> None:
        for _ in range(times):
            queue.put(1)
            queue.get()

    return loop


def started(times: int) -> None:
    """Create, start and join a thread that does nothing."""
    for _ in range(times):
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()


def handed_by_semaphore(times: int) -> None:
    """Switch to another thread and back, with semaphores: two switches."""
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
    """Switch to another thread and back, with plain locks that the other thread releases."""
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
    """Measure all primitives and print the rows of the table."""
    sys.stdout.write(f"CPython {sys.version.split()[0]}\n")
    for name, loop, times in MEASURED:
        sys.stdout.write(f"| {name} | {ratio(loop, times):.1f} |\n")


if __name__ == "__main__":
    main()
