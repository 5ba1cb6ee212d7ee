# fails: leak
"""After connecting, the thread in the background waits for the first query, and perhaps nobody ever asks."""

from threading import Event, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.ready = Event()
        self.asked = Event()
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
        self.asked.wait()

    def query(self):
        self.ready.wait()
        self.asked.set()
        if self.error is not None:
            raise self.error
        return self.connection.query()
