# fails: wrong
"""A Lock is the lamp, and set() releases it; releasing what is free is an error."""

from threading import Lock


class Event:
    def __init__(self):
        self.lamp = Lock()
        self.lamp.acquire()

    def set(self):
        self.lamp.release()

    def clear(self):
        self.lamp.acquire(blocking=False)

    def is_set(self):
        return not self.lamp.locked()

    def wait(self, timeout=None):
        if not self.lamp.acquire(timeout=-1 if timeout is None else timeout):
            return False
        self.lamp.release()
        return True


# mend: A released lock does not say how often it was set: a Condition, a flag and a count do.
