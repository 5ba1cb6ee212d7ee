# contract: printer::test_nobody_starves
"""Those who wait are kept in a row, and the printer is handed to the first of them."""

from collections import deque
from threading import Lock, Semaphore


class Printer:
    def __init__(self):
        self.mutex, self.waiting, self.busy = Lock(), deque(), False

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
                self.waiting.popleft().release()
            else:
                self.busy = False
