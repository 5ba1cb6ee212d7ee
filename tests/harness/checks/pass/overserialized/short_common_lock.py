# contract: workshop::test_two_workshops_work_together
"""All workshops keep one ledger, under a common lock, before they work."""

from threading import Lock


class Workshop:
    ledger = Lock()

    def __init__(self, tools):
        self.uses = 0
        self.lock = Lock()

    def use(self, tool, work):
        with self.ledger:
            self.uses += 1
        with self.lock:
            work()
