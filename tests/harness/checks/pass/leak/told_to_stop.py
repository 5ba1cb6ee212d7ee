# contract: service::test_it_can_be_closed_at_once
"""close() tells the thread, and waits for it."""

from threading import Condition, Thread


class Service:
    def __init__(self):
        self.changed, self.stopped = Condition(), False
        self.clerk = Thread(target=self.run)
        self.clerk.start()

    def run(self):
        with self.changed:
            while not self.stopped:
                self.changed.wait()

    def close(self):
        with self.changed:
            self.stopped = True
            self.changed.notify_all()
        self.clerk.join()
