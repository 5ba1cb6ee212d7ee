# fails: forbidden
"""An Event is a gate that stays open, and that is what is to be built here."""

from threading import Event, Lock


class Barrier:
    def __init__(self, parties):
        self.missing = parties
        self.mutex = Lock()
        self.all_there = Event()

    def wait(self):
        with self.mutex:
            self.missing -= 1
            if not self.missing:
                self.all_there.set()
        self.all_there.wait()


# mend: A turnstile, a Semaphore(0), that each one who passes opens for the next.
