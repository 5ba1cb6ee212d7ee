# passes
"""A plain Lock, taken by start() and given back by the thread: who joins goes through it."""

from threading import Lock, Thread


class Task:
    def __init__(self, function):
        self.function = function
        self.running = None
        self.error = None

    def start(self):
        running = Lock()
        running.acquire()
        self.running = running
        Thread(target=self._run).start()

    def _run(self):
        try:
            self.function()
        except Exception as error:
            self.error = error
        finally:
            self.running.release()

    def join(self, timeout=None):
        if self.running is None:
            raise RuntimeError("cannot join a task before it is started")
        if not self.running.acquire(timeout=-1 if timeout is None else timeout):
            return False
        # The next who joins must get through as well.
        self.running.release()
        if self.error is not None:
            raise self.error
        return True
