# fails: stuck
"""set() only hangs out the flag before it opens the gates; a clear() in between throws the gates away."""

from threading import Lock


class Event:
    def __init__(self):
        self.mutex = Lock()
        self.gates = []
        self.flag = False

    def set(self):
        with self.mutex:
            self.flag = True
        with self.mutex:
            for gate in self.gates:
                gate.release()
            self.gates = []

    def clear(self):
        with self.mutex:
            if self.flag:
                self.flag = False
                self.gates = []

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        gate = Lock()
        gate.acquire()
        with self.mutex:
            if self.flag:
                return True
            self.gates.append(gate)
        if gate.acquire(timeout=-1 if timeout is None else timeout):
            return True
        with self.mutex:
            if gate in self.gates:
                self.gates.remove(gate)
                return False
            return True
