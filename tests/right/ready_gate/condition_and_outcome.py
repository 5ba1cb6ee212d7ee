# passes
"""A Condition over one field, the outcome: a function that answers or raises."""

from threading import Condition, Thread


class Service:
    def __init__(self, connect):
        self._connect = connect
        self._changed = Condition()
        self._outcome = None

    def start(self):
        Thread(target=self._run).start()

    def _run(self):
        try:
            outcome = self._connect().query
        except Exception as failed:
            error = failed

            def outcome():
                raise error

        with self._changed:
            self._outcome = outcome
            self._changed.notify_all()

    def query(self):
        with self._changed:
            while self._outcome is None:
                self._changed.wait()
        return self._outcome()
