# contract: printer::test_nobody_starves
# facts: Starvation office-1 :15; office-2; office-3
"""Who is woken must look again, and in the meantime somebody who just came has taken it."""

from threading import Condition


class Printer:
    def __init__(self):
        self.changed, self.busy = Condition(), False

    def print(self, number, page):
        with self.changed:
            while self.busy:
                self.changed.wait()
            self.busy = True
        page()
        with self.changed:
            self.busy = False
            self.changed.notify()
