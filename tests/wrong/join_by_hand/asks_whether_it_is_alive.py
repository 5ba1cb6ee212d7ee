# fails: forbidden
"""Asks the thread whether it is still alive, which is joining by another name."""

from threading import Condition, Thread


class Task:
    def __init__(self, function):
        self.function = function
        self.thread = None
        self.changed = Condition()
        self.error = None

    def start(self):
        self.thread = Thread(target=self.run)
        self.thread.start()

    def run(self):
        try:
            self.function()
        except Exception as error:
            self.error = error
        with self.changed:
            self.changed.notify_all()

    def join(self, timeout=None):
        if self.thread is None:
            raise RuntimeError("not started")
        with self.changed:
            if self.thread.is_alive() and not self.changed.wait(timeout):
                return False
        if self.error is not None:
            raise self.error
        return True


# mend: A flag of its own, written under the lock before the notify, says that the end has come.
