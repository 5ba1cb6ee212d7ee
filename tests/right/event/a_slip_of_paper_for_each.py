# passes
"""Everybody who waits leaves a slip; set() stamps all slips there are, and a stamp stays."""

from threading import Condition, Lock
from time import monotonic


class Event:
    def __init__(self):
        self._changed = Condition(Lock())
        self._set = False
        self._slips = set()

    def set(self):
        with self._changed:
            self._set = True
            # Whose slip is not there any more has been freed.
            self._slips = set()
            self._changed.notify_all()

    def clear(self):
        with self._changed:
            self._set = False

    def is_set(self):
        with self._changed:
            return bool(self._set)

    def wait(self, timeout=None):
        slip = object()
        deadline = None if timeout is None else monotonic() + timeout
        with self._changed:
            if self._set:
                return True
            self._slips.add(slip)
            while slip in self._slips:
                left = None if deadline is None else deadline - monotonic()
                if left is not None and left <= 0:
                    self._slips.discard(slip)
                    return False
                self._changed.wait(left)
            return True
