"""Readers and writers.

The timetable hangs in the station hall. Any number of people may read it at the
same time; they do not disturb each other. But while the clerk pastes a new line
over an old one, nobody may look, or they would read half of the old timetable
and half of the new one. Nor can two clerks paste at the same time. This is the
lock for the hall.

The contract:

- Between `acquire_read` and `release_read` a thread is a reader, between
  `acquire_write` and `release_write` it is a writer.
- While a writer is inside, no other thread is: no reader and no other writer.
- Several readers can be inside together.
- A thread that has to wait gets in when the others have left. No thread is
  forgotten. If several wait, who goes first is up to you.
- `release_read` while no reader is inside, and `release_write` while no writer is
  inside, is a `RuntimeError` and changes nothing: the threads inside stay inside.
- A thread never acquires the lock while it is inside already, and the thread that
  acquired it also releases it.
- Two locks are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""


class ReadWriteLock:
    """Many readers or one writer."""

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
