# passes
"""Locks only: everybody who waits brings a locked Lock, and set() unlocks all of them."""

from threading import Lock


class Event:
    def __init__(self):
        self._mutex = Lock()
        self._flag = False
        self._waiters = []

    def is_set(self):
        return self._flag

    def set(self):
        with self._mutex:
            self._flag = True
            while self._waiters:
                self._waiters.pop().release()

    def clear(self):
        with self._mutex:
            self._flag = False

    def wait(self, timeout=None):
        with self._mutex:
            if self._flag:
                return True
            mine = Lock()
            mine.acquire()
            self._waiters.append(mine)
        if mine.acquire(True, -1 if timeout is None else timeout):
            return True
        with self._mutex:
            # Somebody may have set the event between the timeout and here.
            if mine not in self._waiters:
                return True
            self._waiters.remove(mine)
            return False
