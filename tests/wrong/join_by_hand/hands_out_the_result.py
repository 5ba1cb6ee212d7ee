# fails: wrong
"""join() returns what the function returned, and None looks as if the time was up."""

from threading import Semaphore, Thread


class Task:
    def __init__(self, function):
        self._function = function
        self._started = False
        self._error = None
        self._end = Semaphore(0)

    def start(self):
        self._started = True
        Thread(target=self._run).start()

    def _run(self):
        try:
            self._result = self._function()
        except Exception as error:
            self._error = error
        self._end.release()

    def join(self, timeout=None):
        if not self._started:
            raise RuntimeError("join() before start()")
        if not self._end.acquire(timeout=timeout):
            return False
        self._end.release()
        if self._error is not None:
            raise self._error
        return self._result
