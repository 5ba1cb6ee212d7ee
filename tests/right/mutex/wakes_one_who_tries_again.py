# passes
"""The gates only wake: whoever was woken looks again, and may find that somebody was quicker."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.guard = Lock()
        self.owner = None
        self.sleeping = []

    def acquire(self):
        while (gate := self._take_or_queue()) is not None:
            gate.acquire()

    def _take_or_queue(self):
        with self.guard:
            if self.owner is None:
                self.owner = get_ident()
                return None
            gate = Lock()
            gate.acquire()
            self.sleeping.append(gate)
            return gate

    def release(self):
        with self.guard:
            if self.owner is None:
                raise RuntimeError("nobody has it")
            if self.owner != get_ident():
                raise RuntimeError("somebody else has it")
            self.owner = None
            if self.sleeping:
                self.sleeping.pop().release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
