# fails: wrong
"""Takes a free lock at once, without asking whether somebody is on the way from the line to the counter."""

from collections import deque
from threading import Condition


class FairLock:
    def __init__(self):
        self.changed = Condition()
        self.taken = False
        self.line = deque()

    def acquire(self):
        with self.changed:
            if not self.taken:
                self.taken = True
                return
            me = object()
            self.line.append(me)
            while self.taken or self.line[0] is not me:
                self.changed.wait()
            self.line.popleft()
            self.taken = True

    def release(self):
        with self.changed:
            self.taken = False
            self.changed.notify_all()
