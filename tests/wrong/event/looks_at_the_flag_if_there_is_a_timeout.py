# fails: wrong
"""With a timeout it waits until the flag is set, and a clear() right after the set() makes it wait on."""

from threading import Condition


class Event:
    def __init__(self):
        self.changed = Condition()
        self.flag = False
        self.times_set = 0

    def set(self):
        with self.changed:
            self.flag = True
            self.times_set += 1
            self.changed.notify_all()

    def clear(self):
        with self.changed:
            self.flag = False

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        with self.changed:
            if self.flag:
                return True
            before = self.times_set
            if timeout is not None:
                return self.changed.wait_for(lambda: self.flag, timeout)
            return self.changed.wait_for(lambda: self.times_set != before)
