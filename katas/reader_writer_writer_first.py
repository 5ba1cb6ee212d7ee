"""Readers and writers: writers first.

The timetable of the station hall again. In the rush hour there is always
somebody who reads it, so the clerk with the new times stands there with his
paste until midnight, and all of them read what is not true any more. The
stationmaster has laid down that news goes first: as soon as a clerk is waiting,
nobody else may step up to the timetable. Those who are reading finish, the
clerks paste one after the other, and then the public may come again.

The contract:

- Between `acquire_read` and `release_read` a thread is a reader, between
  `acquire_write` and `release_write` a writer.
- While a writer is inside, nobody else is: no reader and no other writer.
- Readers can be inside together, as long as no writer waits.
- While a writer waits, no reader who calls then gets in, even if others are reading.
- When the lock comes free, the writers who wait go before the readers who wait,
  all of them, whoever came first. Which writer goes first is up to you.
- Who has to wait waits, and when no writer is left, all the readers who wait get in.
- `release_read` while nobody reads, and `release_write` while nobody writes,
  is a `RuntimeError` and changes nothing: whoever is inside is still inside.
- A thread never asks for the lock while it is inside already, and who acquired
  is the one to release.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""


class ReadWriteLock:
    """Many readers or one writer, and no reader while a writer waits."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire_read(self) -> None:
        """Come in as a reader; wait while a writer is inside or waits."""
        raise NotImplementedError

    def release_read(self) -> None:
        """Leave as a reader; RuntimeError if there is none inside."""
        raise NotImplementedError

    def acquire_write(self) -> None:
        """Come in as a writer; wait while anybody is inside."""
        raise NotImplementedError

    def release_write(self) -> None:
        """Leave as a writer; RuntimeError if there is none inside."""
        raise NotImplementedError
