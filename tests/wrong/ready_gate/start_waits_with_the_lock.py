# fails: deadlock
"""start keeps the lock until its thread has ended, and that thread needs the lock to end."""

from threading import Condition, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.changed = Condition()
        self.connection = None
        self.error = None

    def start(self):
        thread = Thread(target=self.run)
        with self.changed:
            thread.start()
            thread.join()

    def run(self):
        connection = error = None
        try:
            connection = self.connect()
        except Exception as failed:
            error = failed
        with self.changed:
            self.connection, self.error = connection, error
            self.changed.notify_all()

    def query(self):
        with self.changed:
            self.changed.wait_for(lambda: self.connection is not None or self.error is not None)
        if self.error is not None:
            raise self.error
        return self.connection.query()
