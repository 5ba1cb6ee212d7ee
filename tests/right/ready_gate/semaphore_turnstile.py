# passes
"""One permit, which everybody who gets through passes on to the next."""

from threading import Semaphore, Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.turnstile = Semaphore(0)
        self.connection = None
        self.error = None

    def start(self):
        def run():
            try:
                self.connection = self.connect()
            except Exception as error:
                self.error = error
            self.turnstile.release()

        Thread(target=run, daemon=True).start()

    def query(self):
        with self.turnstile:
            pass
        if self.error:
            raise self.error
        return self.connection.query()
