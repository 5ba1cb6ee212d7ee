# fails: stuck
"""The error is kept with care, and nobody is woken to hear of it."""

from threading import Event, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.ready = Event()
        self.connection = None
        self.error = None

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            self.connection = self.connect()
            self.ready.set()
        except Exception as error:
            self.error = error

    def query(self):
        self.ready.wait()
        if self.error is not None:
            raise self.error
        return self.connection.query()
