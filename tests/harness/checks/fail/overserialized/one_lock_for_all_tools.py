# contract: workshop::test_two_tools_are_in_use_together
# facts: Overserialized hammer and saw are in use together 500
"""One lock for the whole workshop."""

from threading import Lock


class Workshop:
    def __init__(self, tools):
        self.lock = Lock()

    def use(self, tool, work):
        with self.lock:
            work()
