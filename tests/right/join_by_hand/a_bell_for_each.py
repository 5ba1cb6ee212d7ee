# passes
"""Whoever has to wait hangs up a bell of its own, and at the end the thread rings all of them."""

from threading import Lock, Semaphore, Thread


class Task:
    NEW, RUNNING, DONE, FAILED = range(4)

    def __init__(self, function):
        self._function = function
        self._mutex = Lock()
        self._state = self.NEW
        self._bells = set()
        self._error = None

    def start(self):
        with self._mutex:
            self._state = self.RUNNING
            Thread(target=self._work, daemon=True).start()

    def _work(self):
        error = None
        try:
            self._function()
        except Exception as caught:
            error = caught
        with self._mutex:
            self._error = error
            self._state = self.FAILED if error else self.DONE
            for bell in self._bells:
                bell.release()
            self._bells.clear()

    def join(self, timeout=None):
        with self._mutex:
            if self._state == self.NEW:
                raise RuntimeError("start it first")
            if self._state == self.RUNNING:
                bell = Semaphore(0)
                self._bells.add(bell)
            else:
                return self._outcome()
        if not bell.acquire(timeout=timeout):
            with self._mutex:
                if bell in self._bells:
                    self._bells.discard(bell)
                    return False
        return self._outcome()

    def _outcome(self):
        if self._state == self.FAILED:
            raise self._error
        return True
