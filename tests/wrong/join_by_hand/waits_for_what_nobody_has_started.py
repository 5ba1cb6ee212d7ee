# fails: stuck
"""A join before the start waits for an end, and there is not even a beginning."""

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
        with self.changed:
            if not self.changed.wait_for(lambda: self.done, timeout):
                return False
        if self.error is not None:
            raise self.error
        return True
