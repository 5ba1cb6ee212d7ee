# fails: busy_wait
"""Sleeps a little, looks, and sleeps again, for want of somebody who would call."""

from threading import Thread
from time import sleep


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
        left = timeout
        while not self.done:
            if left is not None and left <= 0:
                return False
            sleep(0.001)
            left = None if left is None else left - 0.001
        if self.error is not None:
            raise self.error
        return True


# mend: A Condition wakes the joiner, and its wait has a timeout.
