# contract: workshop::test_two_tools_are_in_use_together
"""The common lock is held for the look-up only."""

from threading import Lock


class Workshop:
    def __init__(self, tools):
        self.guard = Lock()
        self.locks = {}

    def use(self, tool, work):
        with self.guard:
            lock = self.locks.setdefault(tool, Lock())
        with lock:
            work()
