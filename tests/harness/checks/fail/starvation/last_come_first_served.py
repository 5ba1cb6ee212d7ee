# contract: printer::test_nobody_starves
# facts: Starvation office-3 :20; office-1; office-2
"""Those who wait are kept on a stack: who came first is served last."""

from threading import Lock, Semaphore


class Printer:
    def __init__(self):
        self.mutex, self.waiting, self.busy = Lock(), [], False

    def print(self, number, page):
        mine = Semaphore(0)
        with self.mutex:
            if self.busy:
                self.waiting.append(mine)
            else:
                self.busy = True
                mine.release()
        mine.acquire()
        page()
        with self.mutex:
            if self.waiting:
                self.waiting.pop().release()
            else:
                self.busy = False
