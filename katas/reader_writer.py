"""Readers and writers.

The timetable hangs in the station hall. Any number of people may read it at
the same time; they are not in each other's way. But when the clerk pastes over
a line nobody may look, or they would read half of the old timetable and half
of the new one. Nor can two clerks paste at once. This is the lock for the hall.

The contract:

- Between `acquire_read` and `release_read` a thread is a reader, between
  `acquire_write` and `release_write` a writer.
- While a writer is inside, nobody else is: no reader and no other writer.
- Readers can be inside together.
- Who has to wait waits, and gets in when the others have left. Nobody is
  forgotten. Who goes first, if several wait, is up to you.
- `release_read` while nobody reads, and `release_write` while nobody writes,
  is a `RuntimeError` and changes nothing: whoever is inside is still inside.
- A thread never asks for the lock while it is inside already, and who acquired
  is the one to release.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""


class ReadWriteLock:
    """Many readers or one writer."""

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
