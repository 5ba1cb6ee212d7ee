# fails: wrong
"""Begins to connect when it is made; start() has nothing left to do."""

from threading import Event, Thread


class Service:
    def __init__(self, connect):
        self._connect = connect
        self._connection = None
        self._error = None
        self._decided = Event()
        Thread(target=self._run).start()

    def start(self):
        pass

    def _run(self):
        try:
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
