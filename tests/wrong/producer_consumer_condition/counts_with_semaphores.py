# fails: forbidden
"""A right mailbox, but it counts instead of saying what it waits for."""

from threading import Semaphore


class Mailbox:
    def __init__(self):
        self.items = []
        self.room = Semaphore(1)
        self.ready = Semaphore(0)

    def send(self, item):
        self.room.acquire()
        self.items.append(item)
        self.ready.release()

    def receive(self):
        self.ready.acquire()
        item = self.items.pop()
        self.room.release()
        return item


# mend: A Condition, and the list itself as what is waited for.
