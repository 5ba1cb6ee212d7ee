# fails: busy_wait
"""Sleeps a little and looks again: it polls instead of waiting to be woken."""

import time
from threading import Lock


class Mailbox:
    def __init__(self):
        self.items = []
        self.lock = Lock()

    def send(self, item):
        while True:
            with self.lock:
                if not self.items:
                    self.items.append(item)
                    return
            time.sleep(0.001)

    def receive(self):
        while True:
            with self.lock:
                if self.items:
                    return self.items.pop()
            time.sleep(0.001)


# mend: A Condition in place of the lock wakes those who wait.
