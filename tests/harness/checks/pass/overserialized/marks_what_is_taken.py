# contract: workshop::test_two_tools_are_in_use_together
"""One condition for all tools, but nobody works with it in hand."""

from threading import Condition


class Workshop:
    def __init__(self, tools):
        self.taken, self.changed = set(), Condition()

    def use(self, tool, work):
        with self.changed:
            while tool in self.taken:
                self.changed.wait()
            self.taken.add(tool)
        work()
        with self.changed:
            self.taken.remove(tool)
            self.changed.notify_all()
