"""Reentrant lock: a plain Lock for the other threads, a name and a depth for the owner."""

from threading import Lock, get_ident
from typing import Self


class ReentrantLock:
    """A lock that its owner can take again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._owner: int | None = None
        # Only the owner reads or writes the depth, so the lock itself is enough to guard it.
        self._depth = 0

    def acquire(self, blocking: bool = True) -> bool:
        """Take the lock, once more if the caller owns it; return whether that succeeded."""
        # This check needs no lock: only this thread ever writes its own name here. Whatever the
        # others do meanwhile, the answer stays the same.
        if self._owner == get_ident():
            self._depth += 1
            return True
        if not self._lock.acquire(blocking):
            return False
        self._owner = get_ident()
        self._depth = 1
        return True

    def release(self) -> None:
        """Undo one acquire; raise RuntimeError if the caller is not the owner."""
        if self._owner != get_ident():
            raise RuntimeError("only the owner can release a reentrant lock")
        self._depth -= 1
        if self._depth == 0:
            # The name goes first. Once the lock is free, it may already be the next owner's.
            self._owner = None
            self._lock.release()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *error: object) -> None:
        self.release()
