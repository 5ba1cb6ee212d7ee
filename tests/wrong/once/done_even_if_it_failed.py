# fails: wrong
"""The flag goes up in a finally: after an error everybody is given a value that was never made."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.lock = Lock()
        self.done = False
        self.value = None

    def get(self):
        with self.lock:
            if not self.done:
                try:
                    self.value = self.factory()
                finally:
                    self.done = True
            return self.value
