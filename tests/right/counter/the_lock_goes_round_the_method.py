# passes
"""A decorator takes the lock of the counter for the whole of each method."""

from functools import wraps
from threading import Lock


def alone(method):
    @wraps(method)
    def locked(self):
        with self.lock:
            return method(self)

    return locked


class Counter:
    def __init__(self):
        self.lock = Lock()
        self.counted = 0

    @alone
    def increment(self):
        self.counted += 1

    value = property(alone(lambda self: self.counted))
