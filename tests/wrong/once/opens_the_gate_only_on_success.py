# fails: stuck
"""Others wait at a gate for the one who makes it; if the factory raises, nobody opens the gate."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.mutex = Lock()
        self.gate = Lock()
        self.gate.acquire()
        self.busy = False
        self.made = []

    def get(self):
        with self.mutex:
            mine = not self.busy
            self.busy = True
        if mine:
            self.made.append(self.factory())
            self.gate.release()
        with self.gate:
            return self.made[0]


# mend: Let the others wait for the mutex itself: it is released whatever the factory does.
