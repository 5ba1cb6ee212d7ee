# passes
"""if instead of while: only the end notifies, so whoever wakes has seen it."""

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
        with self.changed:
            if not self.done and not self.changed.wait(timeout):
                return False
        if self.error is not None:
            raise self.error
        return True
