# fails: stuck
"""A notify without a flag to look at: who joins after it waits for one that was."""

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
            while True:
                if not self.changed.wait(timeout):
                    return False
                if self.done:
                    break
        if self.error is not None:
            raise self.error
        return True


# mend: Look at the flag before you wait, under the lock.
