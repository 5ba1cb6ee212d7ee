# fails: wrong
"""The gate belongs to the class: when one service is connected, the gates of all are open."""

from threading import Event, Thread


class Service:
    _decided = Event()

    def __init__(self, connect):
        self._connect = connect
        self._connection = None
        self._error = None

    def start(self):
        Thread(target=self._run, name="connector").start()

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
