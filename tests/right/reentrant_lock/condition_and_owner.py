# passes
"""A Condition guards owner and depth; whoever finds another owner waits for it to change."""

from threading import Condition, get_ident


class ReentrantLock:
    def __init__(self):
        self._changed = Condition()
        self._owner = None
        self._depth = 0

    def acquire(self, blocking=True):
        me = get_ident()
        with self._changed:
            while self._owner not in (None, me):
                if not blocking:
                    return False
                self._changed.wait()
            self._owner = me
            self._depth += 1
            return True

    def release(self):
        with self._changed:
            if self._owner != get_ident():
                raise RuntimeError("cannot release what you do not own")
            self._depth -= 1
            if not self._depth:
                self._owner = None
                self._changed.notify()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
