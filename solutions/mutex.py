"""Mutex: a Lock, and beside it the name of the thread that has it."""

from threading import Lock, get_ident
from typing import Self


class Mutex:
    """A lock that only its owner can release."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._owner: int | None = None

    def acquire(self) -> None:
        """Wait until the mutex is free, and take it."""
        self._lock.acquire()
        # Only now: a thread must have the key before it writes its name on the tag.
        self._owner = get_ident()

    def release(self) -> None:
        """Free the mutex; raise RuntimeError if the caller is not its owner."""
        # Read without a lock, and still right: no other thread ever writes this thread's name or
        # removes it, so the answer to "is it me?" cannot change meanwhile.
        if self._owner != get_ident():
            raise RuntimeError("only the owner can release a mutex")
        # In this order. Once the lock is free, the next owner may already have written its name,
        # and this line would wipe it off.
        self._owner = None
        self._lock.release()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *error: object) -> None:
        # None, and not True: an exception of the block continues.
        self.release()
