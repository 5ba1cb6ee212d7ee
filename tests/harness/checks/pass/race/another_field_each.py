# contract: counter::test_two_count
"""Each thread counts in a field of its own, and they are added up after the end."""

from threading import Lock


class Counter:
    def __init__(self):
        self.left, self.right, self.taken, self.lock = 0, 0, False, Lock()

    def increment(self):
        with self.lock:
            first, self.taken = not self.taken, True
        if first:
            self.left += 1
        else:
            self.right += 1

    def value(self):
        return self.left + self.right
