# passes
"""Everybody who has to wait puts a gate into a row; the last count opens all gates in it."""

from threading import Lock, Semaphore


class CountDownLatch:
    __slots__ = ("_mutex", "_remaining", "_row")

    def __init__(self, count):
        if count < 0:
            raise ValueError(count)
        self._mutex = Lock()
        self._remaining = count
        self._row = []

    def count_down(self):
        with self._mutex:
            if self._remaining < 1:
                raise ValueError("the latch is open")
            self._remaining -= 1
            awake = self._row if self._remaining == 0 else []
            for gate in awake:
                gate.release()

    def wait(self):
        with self._mutex:
            if self._remaining == 0:
                return
            gate = Semaphore(0)
            self._row.append(gate)
        gate.acquire()
