# passes
"""A plain Lock, taken when it is made and given back by the thread that has connected."""

from threading import Lock, Thread


class Service:
    __slots__ = ("_connect", "_door", "_result")

    def __init__(self, connect):
        self._connect = connect
        self._door = Lock()
        self._door.acquire()
        self._result = None

    def start(self):
        Thread(target=self._open).start()

    def _open(self):
        try:
            self._result = (self._connect(), None)
        except Exception as error:
            self._result = (None, error)
        finally:
            self._door.release()

    def query(self):
        # One at a time through the door, and each leaves it open for the next.
        self._door.acquire()
        self._door.release()
        connection, error = self._result
        if error is None:
            return connection.query()
        raise error
