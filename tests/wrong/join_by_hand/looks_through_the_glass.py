# fails: busy_wait
"""Stands before the machine and looks, and looks, until it is done or the time is up."""

from threading import Thread
from time import monotonic


class Task:
    def __init__(self, function):
        self.function = function
        self.started = False
        self.done = False
        self.error = None

    def start(self):
        self.started = True
        Thread(target=self.run).start()

    def run(self):
        try:
            self.function()
        except Exception as error:
            self.error = error
        self.done = True

    def join(self, timeout=None):
        if not self.started:
            raise RuntimeError("not started")
        until = None if timeout is None else monotonic() + timeout
        while not self.done:
            if until is not None and monotonic() >= until:
                return False
        if self.error is not None:
            raise self.error
        return True


# mend: A Condition wakes the joiner, and its wait has a timeout.
