# contract: workshop::test_two_tools_are_in_use_together
# facts: Overserialized hammer and saw are in use together 500
"""A lock for each tool, looked up under a common one that is held all the time."""

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
