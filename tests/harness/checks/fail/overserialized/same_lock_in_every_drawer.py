# contract: workshop::test_two_tools_are_in_use_together
# evidence: Never possible: hammer and saw are in use together
"""dict.fromkeys puts one and the same lock beside each tool."""

from threading import Lock


class Workshop:
    def __init__(self, tools):
        self.locks = dict.fromkeys(tools, Lock())

    def use(self, tool, work):
        with self.locks[tool]:
            work()
