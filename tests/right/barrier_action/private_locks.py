# passes
"""Whoever is early parks on a lock of its own; the last one acts and opens them all, broken or not."""

from threading import Lock


class BrokenBarrier(Exception):
    pass


class Barrier:
    def __init__(self, parties, action=None):
        if parties < 1:
            raise ValueError("at least one party")
        self._parties = parties
        self._action = action
        self._mutex = Lock()
        self._early = []
        self._broken = False

    def wait(self):
        with self._mutex:
            if self._broken:
                raise BrokenBarrier
            index = len(self._early)
            if index < self._parties - 1:
                gate = Lock()
                gate.acquire()
                self._early.append(gate)
            else:
                gate = None
                self._finish()
        if gate is not None:
            gate.acquire()
        if self._broken:
            raise BrokenBarrier
        return index

    def _finish(self):
        try:
            if self._action is not None:
                self._action()
        except Exception:
            self._broken = True
        finally:
            for gate in self._early:
                gate.release()
            self._early = []
