# passes
"""An event says that the thread was started; from there on joining it is waiting enough."""

from threading import Event, Thread


class _Connector(Thread):
    def __init__(self, connect):
        super().__init__(name="connecting")
        self.connect = connect
        self.connection = None
        self.error = None

    def run(self):
        try:
            self.connection = self.connect()
        except Exception as error:
            self.error = error


class Service:
    def __init__(self, connect):
        self.connector = _Connector(connect)
        self.started = Event()

    def start(self):
        self.connector.start()
        self.started.set()

    def query(self):
        self.started.wait()
        self.connector.join()
        if self.connector.error is not None:
            raise self.connector.error
        return self.connector.connection.query()
