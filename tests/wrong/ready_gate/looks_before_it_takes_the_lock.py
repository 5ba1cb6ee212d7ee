# fails: stuck
"""Looks at the flag outside the lock: the notify comes between the look and the wait."""

from threading import Condition, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.changed = Condition()
        self.decided = False
        self.connection = None
        self.error = None

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            self.connection = self.connect()
        except Exception as error:
            self.error = error
        with self.changed:
            self.decided = True
            self.changed.notify_all()

    def query(self):
        while not self.decided:
            with self.changed:
                self.changed.wait()
        if self.error is not None:
            raise self.error
        return self.connection.query()
