# fails: deadlock
"""Waits for a permit without letting go of the lock that release() needs to give it back."""

from threading import Lock


class Semaphore:
    def __init__(self, permits):
        self.mutex = Lock()
        self.free = permits
        self.gate = Lock()
        if permits == 0:
            self.gate.acquire()

    def acquire(self, blocking=True, timeout=None):
        with self.mutex:
            seconds = -1 if timeout is None else timeout
            if not self.gate.acquire(blocking, seconds if blocking else -1):
                return False
            self.free -= 1
            if self.free > 0:
                self.gate.release()
            return True

    def release(self):
        with self.mutex:
            self.free += 1
            if self.free == 1:
                self.gate.release()


# mend: Wait for the gate first, and take the mutex then.
