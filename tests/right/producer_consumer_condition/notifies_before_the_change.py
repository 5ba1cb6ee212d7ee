# passes
"""The wake-up comes first and the change after it: nobody gets the lock in between."""

from threading import Condition, RLock


class Mailbox:
    def __init__(self):
        self.letters = []
        lock = RLock()
        self.room = Condition(lock)
        self.post = Condition(lock)

    def send(self, item):
        with self.room:
            self.room.wait_for(lambda: not self.letters)
            self.post.notify()
            self.letters.append(item)

    def receive(self):
        with self.post:
            self.post.wait_for(lambda: self.letters)
            self.room.notify()
            return self.letters.pop()
