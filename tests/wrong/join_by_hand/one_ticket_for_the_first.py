# fails: stuck
"""One permit for the end: the first joiner takes it, and for the next there is none."""

from threading import Semaphore, Thread


class Task:
    def __init__(self, function):
        self.function = function
        self.end = Semaphore(0)
        self.started = False
        self.error = None

    def start(self):
        self.started = True
        Thread(target=self.run).start()

    def run(self):
        try:
            self.function()
        except Exception as error:
            self.error = error
        self.end.release()

    def join(self, timeout=None):
        if not self.started:
            raise RuntimeError("not started")
        if not self.end.acquire(timeout=timeout):
            return False
        if self.error is not None:
            raise self.error
        return True


# mend: Who gets the permit can put it back for the next one.
