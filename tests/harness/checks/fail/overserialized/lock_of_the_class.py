# contract: workshop::test_two_workshops_work_together
# facts: Overserialized two workshops work together 500
"""A lock that is made in the class is shared by all its objects."""

from threading import RLock


class Workshop:
    lock = RLock()

    def __init__(self, tools):
        self.tools = tools

    def use(self, tool, work):
        with self.lock:
            work()
