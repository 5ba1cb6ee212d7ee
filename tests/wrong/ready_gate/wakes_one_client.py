# fails: stuck
"""notify() instead of notify_all(): one client is served, the other waits until the evening."""

from threading import Condition, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.changed = Condition()
        self.connection = None
        self.error = None
        self.decided = False

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        connection = error = None
        try:
            connection = self.connect()
        except Exception as failed:
            error = failed
        with self.changed:
            self.connection, self.error, self.decided = connection, error, True
            self.changed.notify()

    def query(self):
        with self.changed:
            while not self.decided:
                self.changed.wait()
        if self.error is not None:
            raise self.error
        return self.connection.query()
