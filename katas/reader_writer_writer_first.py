"""Readers and writers: writers first.

It is the timetable in the station hall again. In the rush hour somebody is always
reading it, so the clerk with the new times stands there with the paste until
midnight, and everybody reads times that are no longer true. The stationmaster has
decided that news goes first: as soon as a clerk is waiting, nobody else may step
up to the timetable. The people who are reading finish, the clerks paste one after
the other, and then the public may come back.

The contract:

- Between `acquire_read` and `release_read` a thread is a reader, between
  `acquire_write` and `release_write` it is a writer.
- While a writer is inside, no other thread is: no reader and no other writer.
- Several readers can be inside together, as long as no writer is waiting.
- While a writer is waiting, a reader that calls `acquire_read` does not get in,
  even if other readers are inside.
- When the lock becomes free, all waiting writers go before the waiting readers, no
  matter who came first. Which writer goes first is up to you.
- A thread that has to wait does wait, and when no writer is left, all waiting
  readers get in.
- `release_read` while no reader is inside, and `release_write` while no writer is
  inside, is a `RuntimeError` and changes nothing: the threads inside stay inside.
- A thread never acquires the lock while it is inside already, and the thread that
  acquired it also releases it.
- Two locks are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""


class ReadWriteLock:
    """Many readers or one writer, and no new reader while a writer waits."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire_read(self) -> None:
        """Go in as a reader; wait while a writer is inside or waiting."""
        raise NotImplementedError

    def release_read(self) -> None:
        """Leave as a reader; raise RuntimeError if no reader is inside."""
        raise NotImplementedError

    def acquire_write(self) -> None:
        """Go in as a writer; wait while any thread is inside."""
        raise NotImplementedError

    def release_write(self) -> None:
        """Leave as a writer; raise RuntimeError if no writer is inside."""
        raise NotImplementedError
