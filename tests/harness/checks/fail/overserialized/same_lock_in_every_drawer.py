# contract: workshop::test_two_tools_are_in_use_together
# facts: Overserialized hammer and saw are in use together 500
"""dict.fromkeys puts one and the same lock beside each tool."""

from threading import Lock


class Workshop:
    def __init__(self, tools):
        self.locks = dict.fromkeys(tools, Lock())

    def use(self, tool, work):
        with self.locks[tool]:
            work()
