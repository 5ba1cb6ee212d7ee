# contract: scaffold::test_who_falls_leaves_it_free
# facts: AbandonedLock ben rope anna :13
"""Whoever falls takes the rope along, and the next one waits for it."""

from threading import Lock


class Scaffold:
    def __init__(self):
        self.rope = Lock()

    def climb(self, work):
        self.rope.acquire()
        work()
        self.rope.release()
