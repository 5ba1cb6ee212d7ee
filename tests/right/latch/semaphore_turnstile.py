# passes
"""One permit appears at 0, and everybody who takes it puts it back for the next."""

from threading import Lock, Semaphore


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError(f"{count} is below 0")
        self._left = count
        self._lock = Lock()
        self._turnstile = Semaphore(int(count == 0))

    def count_down(self):
        with self._lock:
            if not self._left:
                raise ValueError("nothing left to count")
            self._left -= 1
            last = not self._left
        if last:
            self._turnstile.release()

    def wait(self):
        with self._turnstile:
            pass
