# fails: wrong
"""The first client takes the error away with it; the next finds neither error nor connection."""

from threading import Event, Lock, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.ready = Event()
        self.lock = Lock()
        self.connection = None
        self.error = None

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            self.connection = self.connect()
        except Exception as error:
            self.error = error
        self.ready.set()

    def query(self):
        self.ready.wait()
        with self.lock:
            error, self.error = self.error, None
        if error is not None:
            raise error
        return self.connection.query()
