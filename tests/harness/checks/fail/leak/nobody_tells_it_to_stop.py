# contract: service::test_it_can_be_closed_at_once
# facts: LeakedThread clerk :16
"""close() forgets to tell the thread."""

from threading import Condition, Thread


class Service:
    def __init__(self):
        self.changed, self.stopped = Condition(), False
        Thread(target=self.run, name="clerk").start()

    def run(self):
        with self.changed:
            while not self.stopped:
                self.changed.wait()

    def close(self):
        self.stopped = True
