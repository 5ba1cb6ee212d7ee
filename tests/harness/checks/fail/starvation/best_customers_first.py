# contract: printer::test_nobody_starves
# facts: Starvation office-3 :17; office-1; office-2
"""Of those who wait, who has printed most goes first; who has printed least never catches up."""

from threading import Condition


class Printer:
    def __init__(self):
        self.changed, self.waiting, self.busy = Condition(), [], False
        self.pages = {1: 0, 2: 0, 3: 0}

    def print(self, office, page):
        with self.changed:
            self.waiting.append(office)
            while self.busy or office != max(self.waiting, key=self.pages.get):
                self.changed.wait()
            self.waiting.remove(office)
            self.busy = True
        page()
        with self.changed:
            self.pages[office] += 1
            self.busy = False
            self.changed.notify_all()
