# passes
"""A line of tickets, each with a condition over the common lock; whoever leaves serves the first."""

from threading import Condition, Lock
from time import monotonic


class Ticket:
    def __init__(self, lock):
        self.called = Condition(lock)
        self.served = False


class Semaphore:
    def __init__(self, permits):
        self._lock = Lock()
        self._free = permits
        self._tickets = []

    def acquire(self, blocking=True, timeout=None):
        end = None if timeout is None else monotonic() + timeout
        with self._lock:
            if self._free > 0:
                self._free -= 1
                return True
            if not blocking or timeout == 0:
                return False
            ticket = Ticket(self._lock)
            self._tickets.append(ticket)
            while not ticket.served:
                left = None if end is None else end - monotonic()
                if left is not None and left <= 0:
                    self._tickets.remove(ticket)
                    return False
                ticket.called.wait(left)
            return True

    def release(self):
        with self._lock:
            if self._tickets:
                ticket = self._tickets.pop(0)
                ticket.served = True
                ticket.called.notify()
            else:
                self._free += 1
