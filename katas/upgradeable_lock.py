"""A lock for readers and writers that lets a reader become a writer.

Somebody reads the timetable in the station hall and sees a mistake. To correct
it they would have to leave, come back as a clerk and look again, because somebody
else may have corrected it meanwhile. It is easier to stay, wait until the other
readers have gone, and then paste. But if two people find the same mistake, and
each waits for the other to leave, they stand there forever. So one of them is
told no.

The contract:

- `acquire_read`, `release_read`, `acquire_write` and `release_write` are those of
  a lock for readers and writers: many readers or one writer, several readers can
  be inside together, and no waiting thread is forgotten.
- `upgrade()` turns the reader that calls it into the writer. It waits until all
  other readers have left, and returns True. Nobody writes between the caller's
  reading and its writing. Afterwards the caller calls only `release_write`: its
  read is used up.
- If another reader is already waiting in `upgrade()`, it returns False and does
  not wait. The caller is still a reader, nobody has written, and it still has to
  call `release_read`. So if two readers upgrade at once, one gets True and the
  other False.
- A writer that waits outside does not get in before the upgrading reader is done,
  because that reader has never left. Whether new readers get in while a reader
  waits in `upgrade()` is up to you. There is no deadlock.
- After an upgrade the lock can be used, and upgraded, again.
- `release_read` while no reader is inside, `release_write` while no writer is
  inside, and `upgrade` while no reader is inside, is a `RuntimeError` and changes
  nothing.
- A thread never acquires the lock while it is inside already, and the thread that
  acquired it also upgrades and releases it.
- Two locks are independent of each other.

Allowed: Lock, RLock, Condition, Semaphore, BoundedSemaphore.
"""


class ReadWriteLock:
    """Many readers or one writer, and a reader may become the writer."""

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

    def upgrade(self) -> bool:
        """Turn from reader into writer when the others have left; return False if another one is doing so."""
        raise NotImplementedError
