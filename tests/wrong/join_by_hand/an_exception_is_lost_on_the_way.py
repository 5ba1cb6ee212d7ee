# fails: wrong
"""Rings the bell in any case and keeps no note of what went wrong: a flood counts as done."""

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
        except Exception:
            pass
        with self.changed:
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
