# contract: printer::test_nobody_starves
# facts: Starvation office-3 :19; office-1; office-2
"""Goes through a list of desks from the start to find somebody to hand over to."""

from threading import Lock, Semaphore


class Printer:
    def __init__(self):
        self.mutex, self.busy = Lock(), False
        self.desks = [Semaphore(0) for _ in range(4)]
        self.waits = [False] * 4

    def print(self, number, page):
        with self.mutex:
            self.waits[number] = self.busy
            self.busy = True
        if self.waits[number]:
            self.desks[number].acquire()
        page()
        with self.mutex:
            if True in self.waits:
                chosen = self.waits.index(True)
                self.waits[chosen] = False
                self.desks[chosen].release()
            else:
                self.busy = False
