# fails: wrong
"""Nobody catches the error in the background: it ends a thread nobody looks at, and all wait on."""

from threading import Event, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.ready = Event()
        self.connection = None

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        self.connection = self.connect()
        self.ready.set()

    def query(self):
        self.ready.wait()
        return self.connection.query()
