# contract: printer::test_nobody_starves
# facts: Starvation office-3 :16; office-1; office-2
"""Always the smallest number first; the one with the largest waits."""

from threading import Condition


class Printer:
    def __init__(self):
        self.changed, self.waiting, self.busy = Condition(), [], False

    def print(self, urgency, page):
        with self.changed:
            self.waiting.append(urgency)
            while self.busy or urgency != min(self.waiting):
                self.changed.wait()
            self.waiting.remove(urgency)
            self.busy = True
        page()
        with self.changed:
            self.busy = False
            self.changed.notify_all()
