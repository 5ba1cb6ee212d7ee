# contract: printer::test_nobody_starves
# facts: Starvation office-2 :16; office-1; office-3
"""Office 2 needs both trays at once; there is always one in use by office 1 or office 3."""

from threading import Condition


class Printer:
    def __init__(self):
        self.changed, self.used = Condition(), set()

    def print(self, office, page):
        trays = {1: {"left"}, 2: {"left", "right"}, 3: {"right"}}[office]
        with self.changed:
            while trays & self.used:
                self.changed.wait()
            self.used |= trays
        page()
        with self.changed:
            self.used -= trays
            self.changed.notify_all()
