# contract: workshop::test_two_tools_are_in_use_together
# evidence: 500 schedules tried
"""One lock for the whole workshop."""

from threading import Lock


class Workshop:
    def __init__(self, tools):
        self.lock = Lock()

    def use(self, tool, work):
        with self.lock:
            work()
