"""A lock for readers and writers that lets a reader become a writer.

Somebody reads the timetable in the station hall and sees a mistake. To mend it
they would have to leave, come back as a clerk and look again, since meanwhile
somebody else may have mended it. It is easier to stay, wait until the other
readers have gone, and paste. But if two find the same mistake, and each waits
for the other to go, they will stand there for ever. So one of them is told no.

The contract:

- `acquire_read`, `release_read`, `acquire_write` and `release_write` are those
  of a lock for readers and writers: many readers or one writer, readers can be
  inside together, who has to wait waits, and nobody is forgotten.
- `upgrade()` makes the reader that calls it the writer. It waits until all the
  other readers have left and returns True. Nobody writes between the reading
  and that. From then on only `release_write` is owed: the read is used up.
- If another reader is waiting in `upgrade()` already, it returns False and does
  not wait. The caller is still a reader, nobody has written, and it owes
  `release_read`. So of two who upgrade at once, one gets True, the other False.
- A writer who waits outside does not get in before the reader that upgrades is
  done, for that one has never left. Nobody waits for ever.
- A lock on which somebody has upgraded can be used, and upgraded, again.
- `release_read` while nobody reads, `release_write` while nobody writes, and
  `upgrade` while nobody reads, is a `RuntimeError` and changes nothing.
- A thread never acquires the lock while it is inside already, and who acquired
  is the one to upgrade and to release.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""


class ReadWriteLock:
    """Many readers or one writer, and a reader may become the writer."""

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

    def upgrade(self) -> bool:
        """Turn from reader into writer when the others have left; False if another one is at it."""
        raise NotImplementedError
