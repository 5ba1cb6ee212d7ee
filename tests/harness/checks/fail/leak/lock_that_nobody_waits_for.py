# contract: cupboard::test_a_thing_comes_out
# facts: LeakedLocks [(lock taker :19 :22 return)]
"""Takes the lock for the last thing, and goes home with it; nobody comes after that."""

from threading import Lock, Semaphore


class Cupboard:
    def __init__(self):
        self.things, self.lock, self.full = [], Lock(), Semaphore(0)

    def put(self, thing):
        with self.lock:
            self.things.append(thing)
        self.full.release()

    def take(self):
        self.full.acquire()
        self.lock.acquire()
        thing = self.things.pop()
        if not self.things:
            return thing
        self.lock.release()
        return thing
