# fails: stuck
"""A Condition without a flag: who comes to wait after the notify waits for one that was."""

from threading import Condition, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.changed = Condition()
        self.connection = None
        self.error = None

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            connection, error = self.connect(), None
        except Exception as failed:
            connection, error = None, failed
        with self.changed:
            self.connection, self.error = connection, error
            self.changed.notify_all()

    def query(self):
        with self.changed:
            self.changed.wait()
            while self.connection is None and self.error is None:
                self.changed.wait()
        if self.error is not None:
            raise self.error
        return self.connection.query()
