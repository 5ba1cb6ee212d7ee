# fails: wrong
"""Sees that nobody has it and takes it, in two steps: two can see that at the same time."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.guard = Lock()
        self.owner = None
        self.gates = []

    def acquire(self):
        if self.owner is None:
            self.owner = get_ident()
            return
        gate = Lock()
        gate.acquire()
        with self.guard:
            if self.owner is None:
                self.owner = get_ident()
                return
            self.gates.append((gate, get_ident()))
        gate.acquire()

    def release(self):
        with self.guard:
            if self.owner != get_ident():
                raise RuntimeError("not yours")
            self.owner = None
            if self.gates:
                gate, self.owner = self.gates.pop(0)
                gate.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
