# contract: workshop::test_two_tools_are_in_use_together
"""One lock beside each tool."""

from threading import Lock


class Workshop:
    def __init__(self, tools):
        self.locks = {tool: Lock() for tool in tools}

    def use(self, tool, work):
        with self.locks[tool]:
            work()
