"""Readers and writers: nobody starves.

The timetable of the station hall, the last act. When readers could come and go
as they liked, the clerk never got to it; when the clerks went first, the public
never did. Now there is a turnstile at the door. Everybody goes through it in
the order of coming, and who has to wait for the room waits in the turnstile, so
that nobody behind can slip past.

The contract:

- Between `acquire_read` and `release_read` a thread is a reader, between
  `acquire_write` and `release_write` a writer.
- While a writer is inside, nobody else is: no reader and no other writer.
- Readers can be inside together.
- No writer starves: readers who come and go without end do not keep it out.
- No reader starves: writers who come and go without end do not keep it out.
- This holds if threads are scheduled fairly and wake-ups come in order of
  arrival. More is not asked: who goes first of those who wait is up to you.
- `release_read` while nobody reads, and `release_write` while nobody writes,
  is a `RuntimeError` and changes nothing: whoever is inside is still inside.
- A thread never asks for the lock while it is inside already, and who acquired
  is the one to release.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""


class ReadWriteLock:
    """Many readers or one writer, and everybody gets in some time."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire_read(self) -> None:
        """Come in as a reader; wait while a writer is inside."""
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
