# fails: stuck
"""Two wait and one is woken; that one goes through and wakes nobody, because nobody waits at the other side."""

from threading import Condition


class Corridor:
    def __init__(self):
        self.lock = Condition()
        self.inside = [0, 0]
        self.waiting = [0, 0]

    def walk(self, side, step):
        with self.lock:
            self.waiting[side] += 1
            while self.inside[1 - side]:
                self.lock.wait()
            self.waiting[side] -= 1
            self.inside[side] += 1
        try:
            step()
        finally:
            with self.lock:
                self.inside[side] -= 1
                if not self.inside[side] and self.waiting[1 - side]:
                    self.lock.notify()
