# fails: deadlock
"""The function runs under the lock that join needs to look at its watch."""

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
        with self.changed:
            try:
                self.function()
            except Exception as error:
                self.error = error
            self.done = True
            self.changed.notify_all()

    def join(self, timeout=None):
        if not self.started:
            raise RuntimeError("not started")
        with self.changed:
            if not self.changed.wait_for(lambda: self.done, timeout):
                return False
        if self.error is not None:
            raise self.error
        return True
