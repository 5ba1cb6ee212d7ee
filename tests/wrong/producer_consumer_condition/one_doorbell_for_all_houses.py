# fails: stuck
"""The conditions belong to the class, and notify() wakes one: it may be somebody in another house."""

from threading import Condition, Lock


class Mailbox:
    lock = Lock()
    filled = Condition(lock)
    emptied = Condition(lock)

    def __init__(self):
        self.inside = []

    def send(self, item):
        with self.lock:
            while self.inside:
                self.emptied.wait()
            self.inside.append(item)
            self.filled.notify()

    def receive(self):
        with self.lock:
            while not self.inside:
                self.filled.wait()
            item = self.inside.pop()
            self.emptied.notify()
            return item
