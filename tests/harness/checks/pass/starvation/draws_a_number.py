# contract: printer::test_nobody_starves
"""Everybody draws a number and is served in that order."""

from threading import Condition


class Printer:
    def __init__(self):
        self.changed, self.drawn, self.served = Condition(), 0, 0

    def print(self, number, page):
        with self.changed:
            mine = self.drawn
            self.drawn += 1
            while mine != self.served:
                self.changed.wait()
        page()
        with self.changed:
            self.served += 1
            self.changed.notify_all()
