# fails: wrong
"""The lock that is held while connect() runs belongs to the class: a slow warehouse keeps all services waiting."""

from threading import Event, Lock, Thread


class Service:
    line = Lock()

    def __init__(self, connect):
        self.connect = connect
        self.decided = Event()
        self.connection = None
        self.error = None

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            with self.line:
                self.connection = self.connect()
        except Exception as error:
            self.error = error
        self.decided.set()

    def query(self):
        self.decided.wait()
        if self.error is not None:
            raise self.error
        return self.connection.query()
