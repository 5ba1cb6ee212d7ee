# fails: deadlock
"""A condition gives back its own lock while it waits, but not the other one around it."""

from threading import Condition, Lock


class Event:
    def __init__(self):
        self.mutex = Lock()
        self.changed = Condition()
        self.flag = False
        self.sets = 0

    def set(self):
        with self.mutex, self.changed:
            self.flag = True
            self.sets += 1
            self.changed.notify_all()

    def clear(self):
        with self.mutex:
            self.flag = False

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        with self.mutex, self.changed:
            sets = self.sets
            return self.changed.wait_for(lambda: self.flag or self.sets > sets, timeout)


# mend: One lock is enough: let both names mean the condition.
