# contract: workshop::test_two_workshops_work_together
"""Each workshop has a lock of its own; within one, it is one at a time."""

from threading import Lock


class Workshop:
    name = "workshop"

    def __init__(self, tools, lock=None):
        self.lock = lock or Lock()

    def use(self, tool, work):
        with self.lock:
            work()
