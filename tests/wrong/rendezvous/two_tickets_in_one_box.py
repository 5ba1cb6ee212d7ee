# fails: wrong
"""The second to come puts a ticket for each into one box; a quick side comes round and takes both."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.mutex = Semaphore(1)
        self.tickets = Semaphore(0)
        self.arrived = 0

    def meet(self, side):
        with self.mutex:
            self.arrived += 1
            if self.arrived == 2:
                self.arrived = 0
                self.tickets.release(2)
        self.tickets.acquire()
