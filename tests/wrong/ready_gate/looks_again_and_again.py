# fails: busy_wait
"""A client turns round and round until there is a connection."""

from threading import Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
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
        self.decided = True

    def query(self):
        while not self.decided:
            pass
        if self.error is not None:
            raise self.error
        return self.connection.query()


# mend: An Event holds the flag, and a thread can wait for it.
