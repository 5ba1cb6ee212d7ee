# passes
"""Each attempt is an object with a closed gate; who waits for it shares its outcome, the error too."""

from threading import Lock


class Attempt:
    def __init__(self):
        self.gate = Lock()
        self.gate.acquire()
        self.value = None
        self.error = None

    def outcome(self):
        with self.gate:
            if self.error is not None:
                raise self.error
            return self.value


class Once:
    def __init__(self, factory):
        self._factory = factory
        self._mutex = Lock()
        self._attempt = None

    def get(self):
        with self._mutex:
            attempt, mine = self._attempt, False
            if attempt is None:
                attempt, mine = Attempt(), True
                self._attempt = attempt
        if mine:
            try:
                attempt.value = self._factory()
            except BaseException as error:
                attempt.error = error
                with self._mutex:
                    self._attempt = None
                raise
            finally:
                attempt.gate.release()
        return attempt.outcome()
