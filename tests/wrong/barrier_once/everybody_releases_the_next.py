# fails: wrong
"""Each leaves a ticket and takes one: the first one takes its own."""

from threading import Semaphore


class Barrier:
    def __init__(self, parties):
        self.gate = Semaphore(0)

    def wait(self):
        self.gate.release()
        self.gate.acquire()


# mend: Somebody has to count: the last one opens the gate for all.
