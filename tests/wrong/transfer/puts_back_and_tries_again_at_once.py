# fails: livelock
"""If the second account is taken, put the first one back and try again, all in step, for ever."""

from threading import Lock


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {account: Lock() for account in balances}

    def transfer(self, src, dst, amount):
        if src == dst:
            return True
        self.locks[src].acquire()
        while not self.locks[dst].acquire(blocking=False):
            self.locks[src].release()
            self.locks[src].acquire()
        enough = self.balances[src] >= amount
        if enough:
            self.balances[src] -= amount
            self.balances[dst] += amount
        self.locks[dst].release()
        self.locks[src].release()
        return enough

    def total(self):
        with self.locks[min(self.locks)]:
            return sum(self.balances.values())


# mend: With one order for all, a thread can wait for the second lock.
