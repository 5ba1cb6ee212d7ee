# fails: busy_wait
"""Waits for the event with a short time-out in a loop that looks at something else."""

from threading import Event, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.pause = Event()
        self.outcome = []

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            self.outcome.append((self.connect(), None))
        except Exception as error:
            self.outcome.append((None, error))

    def query(self):
        while not self.outcome:
            self.pause.wait(0.01)
        connection, error = self.outcome[0]
        if error is not None:
            raise error
        return connection.query()
