# fails: wrong
"""Asks the connection once and gives everybody that answer for ever."""

from threading import Event, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.ready = Event()
        self.answer = None
        self.error = None

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            self.answer = self.connect().query()
        except Exception as error:
            self.error = error
        self.ready.set()

    def query(self):
        self.ready.wait()
        if self.error is not None:
            raise self.error
        return self.answer
