# fails: deadlock
"""Waits at its gate with the mutex in its hand, and without the mutex nobody can set the event."""

from threading import Lock


class Event:
    def __init__(self):
        self.mutex = Lock()
        self.flag = False
        self.gates = []

    def set(self):
        with self.mutex:
            self.flag = True
            for gate in self.gates:
                gate.release()
            self.gates.clear()

    def clear(self):
        with self.mutex:
            self.flag = False

    def is_set(self):
        return self.flag

    def wait(self, timeout=None):
        with self.mutex:
            if self.flag:
                return True
            gate = Lock()
            gate.acquire()
            self.gates.append(gate)
            if gate.acquire(timeout=-1 if timeout is None else timeout):
                return True
            self.gates.remove(gate)
            return False


# mend: Wait at the gate outside the mutex; a gate that is no longer in the list was opened.
