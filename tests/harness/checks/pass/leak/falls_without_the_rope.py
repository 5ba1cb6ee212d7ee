# contract: scaffold::test_who_falls_leaves_it_free
"""The rope is given back whatever happens up there."""

from threading import Lock


class Scaffold:
    def __init__(self):
        self.rope = Lock()

    def climb(self, work):
        self.rope.acquire()
        try:
            work()
        finally:
            self.rope.release()
