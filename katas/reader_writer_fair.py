"""Readers and writers: nobody starves.

This is the last act of the timetable in the station hall. When readers could
come and go as they liked, the clerk never reached the board. When clerks went
first, the public never did. Now there is a turnstile at the door. Everybody goes
through it in order of arrival. A person who has to wait for the room waits in
the turnstile, so nobody behind can slip past.

The contract:

- Between `acquire_read` and `release_read` a thread is a reader, between
  `acquire_write` and `release_write` it is a writer.
- While a writer is inside, no other thread is: no reader and no other writer.
- Several readers can be inside together.
- No writer starves: readers who come and go without end do not keep it out.
- No reader starves: writers who come and go without end do not keep it out.
- You may rely on threads being scheduled fairly and on wake-ups in order of
  arrival. If several threads wait, who goes first is up to you.
- `release_read` while no reader is inside, and `release_write` while no writer is
  inside, is a `RuntimeError` and changes nothing: the threads inside stay inside.
- A thread never acquires the lock while it is inside already, and the thread that
  acquired it also releases it.
- Two locks are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""


class ReadWriteLock:
    """Many readers or one writer, and no thread starves."""

    def __init__(self) -> None:
        raise NotImplementedError

    def acquire_read(self) -> None:
        """Go in as a reader; wait while a writer is inside."""
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
