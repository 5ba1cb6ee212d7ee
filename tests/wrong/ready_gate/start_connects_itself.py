# fails: wrong
"""No thread at all: whoever calls start waits for the line and gets its errors."""

from threading import Event


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.ready = Event()
        self.connection = None
        self.error = None

    def start(self):
        try:
            self.connection = self.connect()
        except Exception as error:
            self.error = error
        self.ready.set()

    def query(self):
        self.ready.wait()
        if self.error is not None:
            raise self.error
        return self.connection.query()
