# fails: leak
"""After connecting, the thread in the background waits for a word to stop that never comes."""

from threading import Event, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.ready = Event()
        self.stopped = Event()
        self.connection = None
        self.error = None

    def start(self):
        Thread(target=self.run, daemon=True).start()

    def run(self):
        try:
            self.connection = self.connect()
        except Exception as error:
            self.error = error
        self.ready.set()
        self.stopped.wait()

    def query(self):
        self.ready.wait()
        if self.error is not None:
            raise self.error
        return self.connection.query()
