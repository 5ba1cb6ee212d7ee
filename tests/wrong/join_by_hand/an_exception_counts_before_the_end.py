# fails: wrong
"""Looks for the exception first and waits then: what goes wrong during the wait is not seen."""

from threading import Condition, Thread


class Task:
    def __init__(self, function):
        self.function = function
        self.changed = Condition()
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
        with self.changed:
            self.done = True
            self.changed.notify_all()

    def join(self, timeout=None):
        if not self.started:
            raise RuntimeError("not started")
        if self.error is not None:
            raise self.error
        with self.changed:
            return self.changed.wait_for(lambda: self.done, timeout)
