# passes
"""A condition and a flag that stays up once the function is done."""

from threading import Condition, Thread


class Task:
    def __init__(self, function):
        self._function = function
        self._changed = Condition()
        self._started = False
        self._done = False
        self._error = None

    def start(self):
        self._started = True
        Thread(target=self._run).start()

    def _run(self):
        try:
            self._function()
        except Exception as error:
            self._error = error
        with self._changed:
            self._done = True
            self._changed.notify_all()

    def join(self, timeout=None):
        if not self._started:
            raise RuntimeError("join() before start()")
        with self._changed:
            if not self._changed.wait_for(lambda: self._done, timeout):
                return False
        if self._error is not None:
            raise self._error
        return True
