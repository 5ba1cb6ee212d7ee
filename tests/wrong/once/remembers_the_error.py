# fails: wrong
"""Keeps the first outcome whatever it is: one error, and every later call gets the same one."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.lock = Lock()
        self.done = False
        self.value = None
        self.error = None

    def get(self):
        with self.lock:
            if not self.done:
                try:
                    self.value = self.factory()
                except Exception as error:
                    self.error = error
                self.done = True
        if self.error is not None:
            raise self.error
        return self.value
