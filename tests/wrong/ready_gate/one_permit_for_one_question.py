# fails: stuck
"""A semaphore with one permit: the first question uses it up, and the gate is closed again."""

from threading import Semaphore, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.ready = Semaphore(0)
        self.connection = None
        self.error = None

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            self.connection = self.connect()
        except Exception as error:
            self.error = error
        self.ready.release()

    def query(self):
        self.ready.acquire()
        if self.error is not None:
            raise self.error
        return self.connection.query()


# mend: Who gets the permit can put it back for the next one.
