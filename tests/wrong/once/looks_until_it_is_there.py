# fails: busy_wait
"""One thread claims the work, and all others look again and again until it is done."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.lock = Lock()
        self.claimed = False
        self.made = []

    def get(self):
        while not self.made:
            if not self.claimed and self.claim():
                try:
                    self.made.append(self.factory())
                except BaseException:
                    self.claimed = False
                    raise
        return self.made[0]

    def claim(self):
        with self.lock:
            mine = not self.claimed
            self.claimed = True
        return mine


# mend: Let the others wait for the lock while one of them works.
