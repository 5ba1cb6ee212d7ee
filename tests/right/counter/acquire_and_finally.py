# passes
"""Takes the lock by hand and gives it back whatever happens; the sum is in a list of one."""

from threading import Lock


class Counter:
    __slots__ = ("_board", "_lock")

    def __init__(self):
        self._board = [0]
        self._lock = Lock()

    def increment(self):
        self._lock.acquire()
        try:
            self._board[0] = self._board[0] + 1
        finally:
            self._lock.release()

    @property
    def value(self):
        self._lock.acquire()
        try:
            return self._board[0]
        finally:
            self._lock.release()
