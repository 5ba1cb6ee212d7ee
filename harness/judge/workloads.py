"""What each kata is made to do when its speed is measured: real work, the same for every file.

A workload takes the loaded module, a way to start threads and a number of rounds; it returns the
functions its threads run and how many calls of the kata's methods they make together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Bodies = list[Callable[[], object]]
Workload = Callable[[Any, int], tuple[Bodies, int]]


def _bounded_buffer(module: Any, rounds: int) -> tuple[Bodies, int]:
    """Two producers and two consumers share four places."""
    buffer = module.BoundedBuffer(4)

    def produce() -> None:
        for item in range(rounds):
            buffer.put(item)

    def consume() -> None:
        for _ in range(rounds):
            buffer.get()

    return [produce, produce, consume, consume], 4 * rounds


def _dining_philosophers(module: Any, rounds: int) -> tuple[Bodies, int]:
    """Four philosophers, each meal as short as can be."""
    table = module.Table(4)

    def dine(seat: int) -> Callable[[], None]:
        def body() -> None:
            for _ in range(rounds):
                table.dine(seat, lambda: None)

        return body

    return [dine(seat) for seat in range(4)], 4 * rounds


def _reader_writer(module: Any, rounds: int) -> tuple[Bodies, int]:
    """Three readers and a writer."""
    lock = module.ReadWriteLock()

    def read() -> None:
        for _ in range(rounds):
            lock.acquire_read()
            lock.release_read()

    def write() -> None:
        for _ in range(rounds):
            lock.acquire_write()
            lock.release_write()

    return [read, read, read, write], 8 * rounds


def _barrier(module: Any, rounds: int) -> tuple[Bodies, int]:
    """Three parties, round after round."""
    barrier = module.Barrier(3)

    def meet() -> None:
        for _ in range(rounds):
            barrier.wait()

    return [meet] * 3, 3 * rounds


WORKLOADS: dict[str, Workload] = {
    "bounded_buffer": _bounded_buffer,
    "dining_philosophers": _dining_philosophers,
    "reader_writer": _reader_writer,
    "barrier": _barrier,
}
