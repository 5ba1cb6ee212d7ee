# fails: forbidden
"""A future is a ready gate already made; this kata wants to see how one is built."""

from concurrent.futures import Future
from threading import Thread


class Service:
    def __init__(self, connect):
        self.connect = connect
        self.future = Future()

    def start(self):
        Thread(target=self.run).start()

    def run(self):
        try:
            self.future.set_result(self.connect())
        except Exception as error:
            self.future.set_exception(error)

    def query(self):
        return self.future.result().query()


# mend: Keep the connection and the error in two attributes, and an Event that says when one of them is there.
