# passes
"""set() opens the gate for good; clear() does not close it but puts up a new one."""

from threading import Lock


class _Gate:
    def __init__(self):
        self.lock = Lock()
        self.lock.acquire()
        self.open = False

    def pass_through(self, timeout):
        if not self.lock.acquire(timeout=timeout):
            return False
        self.lock.release()
        return True


class Event:
    def __init__(self):
        self.changing = Lock()
        self.gate = _Gate()

    def set(self):
        with self.changing:
            if not self.gate.open:
                self.gate.open = True
                self.gate.lock.release()

    def clear(self):
        with self.changing:
            if self.gate.open:
                self.gate = _Gate()

    def is_set(self):
        return self.gate.open

    def wait(self, timeout=None):
        gate = self.gate
        if gate.open:
            return True
        return gate.pass_through(-1 if timeout is None else timeout)
