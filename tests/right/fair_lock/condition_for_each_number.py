# passes
"""Numbers as at the counter, and a condition for each, so that only the right one is woken."""

from threading import Condition, Lock


class FairLock:
    def __init__(self):
        self.lock = Lock()
        self.drawn = 0
        self.shown = 0
        self.waiting = {}

    def acquire(self):
        with self.lock:
            number, self.drawn = self.drawn, self.drawn + 1
            if number == self.shown:
                return
            mine = self.waiting[number] = Condition(self.lock)
            mine.wait_for(lambda: self.shown == number)
            del self.waiting[number]

    def release(self):
        with self.lock:
            self.shown += 1
            if self.shown in self.waiting:
                self.waiting[self.shown].notify()
