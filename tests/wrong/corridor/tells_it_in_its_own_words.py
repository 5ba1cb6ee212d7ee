# fails: wrong
"""Catches what step raises, and raises a new exception of the same kind."""

from threading import Condition


class Corridor:
    def __init__(self):
        self._inside = [0, 0]
        self._empty = Condition()

    def walk(self, side, step):
        with self._empty:
            while self._inside[1 - side]:
                self._empty.wait()
            self._inside[side] += 1
        try:
            try:
                step()
            except Exception as error:
                raise type(error)(*error.args) from error
        finally:
            with self._empty:
                self._inside[side] -= 1
                if not self._inside[side]:
                    self._empty.notify_all()
