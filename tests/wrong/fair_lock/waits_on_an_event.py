# fails: forbidden
"""A line of events; they are gates that need no lock, and this kata does not allow them."""

from collections import deque
from threading import Event, Lock


class FairLock:
    def __init__(self):
        self.mutex = Lock()
        self.taken = False
        self.line = deque()

    def acquire(self):
        with self.mutex:
            if not self.taken:
                self.taken = True
                return
            turn = Event()
            self.line.append(turn)
        turn.wait()

    def release(self):
        with self.mutex:
            if self.line:
                self.line.popleft().set()
            else:
                self.taken = False


# mend: A semaphore that begins at 0 does what the event does.
