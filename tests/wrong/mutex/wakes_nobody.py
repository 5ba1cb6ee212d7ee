# fails: stuck
"""The mutex is marked free when it is given back, and whoever sleeps before it is not told."""

from threading import Lock, get_ident


class Mutex:
    def __init__(self):
        self.guard = Lock()
        self.owner = None
        self.gates = []

    def acquire(self):
        while True:
            with self.guard:
                if self.owner is None:
                    self.owner = get_ident()
                    return
                gate = Lock()
                gate.acquire()
                self.gates.append(gate)
            gate.acquire()

    def release(self):
        with self.guard:
            if self.owner != get_ident():
                raise RuntimeError("not yours")
            self.owner = None
        if len(self.gates) > 1:
            self.gates.pop(0).release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()


# mend: Who releases opens the gate of one who waits, and it may be the only one.
