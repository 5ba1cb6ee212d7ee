"""A barrier for one time: count the arrivals, then pass one ticket from hand to hand."""

from threading import Lock, Semaphore


class Barrier:
    """A meeting point for `parties` threads, for one use."""

    def __init__(self, parties: int) -> None:
        self._parties = parties
        self._mutex = Lock()
        self._arrived = 0
        # A turnstile: closed at first, because there is no ticket.
        self._turnstile = Semaphore(0)

    def wait(self) -> None:
        """Block until all threads have called."""
        # One at a time, or two who arrive at once may be counted as one, and then the count
        # never gets to the end.
        with self._mutex:
            self._arrived += 1
            if self._arrived == self._parties:
                self._turnstile.release()
        # Outside the mutex, or the others could never come in and be counted.
        self._turnstile.acquire()
        # There is only one ticket. Whoever has come through hands it to the next one.
        self._turnstile.release()
