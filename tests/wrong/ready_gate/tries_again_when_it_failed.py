# fails: wrong
"""Connects once more when it has failed, though nobody has asked it to."""

from threading import Event, Thread


class Service:
    def __init__(self, connect):
        self._connect = connect
        self._connection = None
        self._error = None
        self._decided = Event()

    def start(self):
        Thread(target=self._run, name="connector").start()

    def _run(self):
        try:
            try:
                self._connection = self._connect()
            except Exception:
                self._connection = self._connect()
        except Exception as error:
            self._error = error
        finally:
            self._decided.set()

    def query(self):
        self._decided.wait()
        if self._error is not None:
            raise self._error
        return self._connection.query()
