"""The workloads that are measured: one for each kata, the same for every file.

A workload makes one object of the file under test and defines what each of its threads does again and again. Where
there is an inside (a lock that is held, a meal), every thread calls ``stay`` there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

Turn = Callable[[], object]


@dataclass(frozen=True)
class MeasuredWork:
    """The turns of a workload, on one object or on one for each purpose.

    Attributes:
        together: the turn of each thread, of threads that share one object; all take equally many turns.
        calls: calls of the kata's methods in one turn of one thread.
        alone: the turn of a single thread that is not disturbed; None where there is nothing to do alone.
        alone_calls: calls of the kata's methods in one such turn.
        apart: the turns of threads that the contract lets be inside together; each calls ``stay`` there. Empty where
            the contract promises no such thing.
    """

    together: Sequence[Turn]
    calls: int
    alone: Turn | None = None
    alone_calls: int = 1
    apart: Sequence[Turn] = ()


Workload = Callable[[Any, Turn], MeasuredWork]


def _bounded_buffer(kind: str, module: Any, stay: Turn) -> MeasuredWork:
    """Two producers and two consumers share a buffer of four places."""
    shared, own = getattr(module, kind)(4), getattr(module, kind)(4)

    def put() -> None:
        shared.put("item")

    def both() -> None:
        own.put("item")
        own.get()

    return MeasuredWork([put, put, shared.get, shared.get], 1, both, 2)


def _mailbox(module: Any, stay: Turn) -> MeasuredWork:
    """Two threads send and two receive."""
    shared = module.Mailbox()

    def send() -> None:
        shared.send("item")

    return MeasuredWork([send, send, shared.receive, shared.receive], 1)


def _dining_philosophers(module: Any, stay: Turn) -> MeasuredWork:
    """Four philosophers dine; those who sit opposite each other share no fork."""
    table = module.Table(4)
    seats = [partial(table.dine, seat, stay) for seat in range(4)]
    return MeasuredWork(seats, 1, seats[0], 1, (seats[0], seats[2]))


def _reader_writer(module: Any, stay: Turn) -> MeasuredWork:
    """Three readers, which may read together, and a writer."""
    lock = module.ReadWriteLock()

    def read() -> None:
        lock.acquire_read()
        stay()
        lock.release_read()

    def write() -> None:
        lock.acquire_write()
        stay()
        lock.release_write()

    def both() -> None:
        read()
        write()

    return MeasuredWork([read, read, read, write], 2, both, 4, [read] * 3)


def _barrier(module: Any, stay: Turn) -> MeasuredWork:
    """Three parties meet again and again."""
    return MeasuredWork([module.Barrier(3).wait] * 3, 1, module.Barrier(1).wait)


def _rendezvous(module: Any, stay: Turn) -> MeasuredWork:
    """Two sides meet again and again."""
    place = module.Rendezvous()
    return MeasuredWork([partial(place.meet, 0), partial(place.meet, 1)], 1)


def _lock(kind: str, permits: int, module: Any, stay: Turn) -> MeasuredWork:
    """Four threads share a lock, or a number of permits."""
    lock = getattr(module, kind)(*([permits] if permits > 1 else []))

    def turn() -> None:
        lock.acquire()
        stay()
        lock.release()

    return MeasuredWork([turn] * 4, 2, turn, 2, [turn] * permits if permits > 1 else ())


def _pool(module: Any, stay: Turn) -> MeasuredWork:
    """Four threads share two items."""
    pool = module.Pool(["red", "blue"])

    def turn() -> None:
        item = pool.acquire()
        stay()
        pool.release(item)

    return MeasuredWork([turn] * 4, 2, turn, 2, [turn] * 2)


def _corridor(module: Any, stay: Turn) -> MeasuredWork:
    """Two threads walk one way and two the other."""
    corridor = module.Corridor()
    walkers = [partial(corridor.walk, number % 2, stay) for number in range(4)]
    return MeasuredWork(walkers, 1, walkers[0], 1, walkers[::2])


def _counter(module: Any, stay: Turn) -> MeasuredWork:
    """Four threads, the doors, count with one counter."""
    counter = module.Counter()
    return MeasuredWork([counter.increment] * 4, 1, counter.increment)


def _bank_account(module: Any, stay: Turn) -> MeasuredWork:
    """Two threads deposit and two withdraw."""
    account = module.Account(1_000)
    put, take = partial(account.deposit, 1), partial(account.withdraw, 1)
    return MeasuredWork([put, put, take, take], 1, put)


def _transfer(module: Any, stay: Turn) -> MeasuredWork:
    """Threads transfer money back and forth within two pairs of accounts that are independent of each other."""
    bank = module.Bank(dict.fromkeys("abcd", 1_000_000))
    ways = [partial(bank.transfer, *pair, 1) for pair in ("ab", "ba", "cd", "dc")]

    def both() -> None:
        ways[0]()
        ways[1]()

    return MeasuredWork(ways, 1, both, 2)


WORKLOADS: dict[str, Workload] = {
    "bank_account": _bank_account,
    "barrier": _barrier,
    "barrier_action": _barrier,
    "bounded_buffer": partial(_bounded_buffer, "BoundedBuffer"),
    "bounded_buffer_semaphores": partial(_bounded_buffer, "BoundedBuffer"),
    "closeable_buffer": partial(_bounded_buffer, "CloseableBuffer"),
    "corridor": _corridor,
    "counter": _counter,
    "dining_philosophers": _dining_philosophers,
    "dining_philosophers_fair": _dining_philosophers,
    "fair_lock": partial(_lock, "FairLock", 1),
    "mutex": partial(_lock, "Mutex", 1),
    "pool": _pool,
    "producer_consumer_condition": _mailbox,
    "reader_writer": _reader_writer,
    "reader_writer_fair": _reader_writer,
    "reader_writer_writer_first": _reader_writer,
    "reentrant_lock": partial(_lock, "ReentrantLock", 1),
    "rendezvous": _rendezvous,
    "semaphore": partial(_lock, "Semaphore", 2),
    "timeout_retry": _transfer,
    "transfer": _transfer,
    "upgradeable_lock": _reader_writer,
}
