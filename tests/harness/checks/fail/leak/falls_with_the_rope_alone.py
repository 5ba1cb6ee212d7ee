# contract: scaffold::test_nobody_comes_after
# facts: LeakedLocks [(rope anna :13 :14 raise)]
"""Whoever falls takes the rope along, and there is no next one."""

from threading import Lock


class Scaffold:
    def __init__(self):
        self.rope = Lock()

    def climb(self, work):
        self.rope.acquire()
        work()
        self.rope.release()
