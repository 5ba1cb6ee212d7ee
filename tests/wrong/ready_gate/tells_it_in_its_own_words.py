# fails: wrong
"""Keeps the kind of the error and its text, and raises a new one: not the exception that connect raised."""

from threading import Event, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.ready = Event()
        self.connection = None
        self.failure = None

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            self.connection = self.connect()
        except Exception as error:
            self.failure = type(error), error.args
        self.ready.set()

    def query(self):
        self.ready.wait()
        if self.failure:
            kind, words = self.failure
            raise kind(*words)
        return self.connection.query()
