# fails: wrong
"""Says "ready" and connects then: a quick client finds no connection behind the open gate."""

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
        self.ready.set()
        try:
            self.connection = self.connect()
        except Exception as error:
            self.error = error

    def query(self):
        self.ready.wait()
        if self.error is not None:
            raise self.error
        return self.connection.query()
