# fails: deadlock
"""One lock from acquire() to release(): safe, and the other items lie idle."""

from threading import Lock


class Pool:
    def __init__(self, items):
        self.items = list(items)
        self.lock = Lock()
        self.out = []

    def acquire(self):
        self.lock.acquire()
        self.out.append(self.items[0])
        return self.items[0]

    def release(self, item):
        if item not in self.out:
            raise ValueError("not out")
        self.out.remove(item)
        self.lock.release()


# mend: Lend from a list of what is free, and wait on a Condition while it is empty.
