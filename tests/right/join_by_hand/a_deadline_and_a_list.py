# passes
"""A condition, an outcome in a list, and a loop that reckons what is left of the time."""

from threading import Condition, Lock, Thread
from time import monotonic


class Task:
    def __init__(self, function):
        self.thread = Thread(target=self._call, args=(function,))
        self.ended = Condition(Lock())
        self.outcome = None

    def start(self):
        self.outcome = []
        self.thread.start()

    def _call(self, function):
        try:
            function()
            result = None
        except Exception as error:
            result = error
        with self.ended:
            self.outcome.append(result)
            self.ended.notify_all()

    def join(self, timeout=None):
        if self.outcome is None:
            raise RuntimeError("join before start")
        deadline = None if timeout is None else monotonic() + timeout
        with self.ended:
            while not self.outcome:
                if deadline is None:
                    self.ended.wait()
                    continue
                left = deadline - monotonic()
                if left <= 0:
                    return False
                self.ended.wait(left)
        if self.outcome[0] is None:
            return True
        raise self.outcome[0]
