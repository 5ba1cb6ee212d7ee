"""A barrier for one use: count the arrivals, then pass one permit from thread to thread."""

from threading import Lock, Semaphore


class Barrier:
    """A meeting point for `parties` threads, for one use."""

    def __init__(self, parties: int) -> None:
        self._parties = parties
        self._mutex = Lock()
        self._arrived = 0
        # A turnstile: closed at first, because it has no permit.
        self._turnstile = Semaphore(0)

    def wait(self) -> None:
        """Block until all threads have called."""
        # One at a time. Otherwise two threads that arrive at once may be counted as one, and the
        # count never reaches the end.
        with self._mutex:
            self._arrived += 1
            if self._arrived == self._parties:
                self._turnstile.release()
        # Outside the mutex, or the others could never get in to be counted.
        self._turnstile.acquire()
        # There is only one permit. A thread that has come through passes it to the next one.
        self._turnstile.release()
