"""Barrier: two gates, one of which is always closed."""

from threading import Lock, Semaphore


class Barrier:
    """A meeting point for `parties` threads, round after round."""

    def __init__(self, parties: int) -> None:
        if parties < 1:
            raise ValueError("a barrier needs at least one party")
        self._parties = parties
        self._mutex = Lock()
        self._inside = 0
        self._entrance_done = Semaphore(0)
        self._exit_done = Semaphore(0)

    def wait(self) -> None:
        """Block until all threads of this round have called."""
        # First gate: it opens when all have arrived.
        with self._mutex:
            self._inside += 1
            if self._inside == self._parties:
                # One permit for each thread, this one included. Exactly as many as there are
                # threads, so that none is left over for the next round.
                self._entrance_done.release(self._parties)
        # Outside the mutex, or the others could never get in to be counted.
        self._entrance_done.acquire()

        # Second gate: it opens when all have passed the first one. Without it a fast thread could
        # come round again and take the permit of a slow thread that is still waiting above.
        with self._mutex:
            self._inside -= 1
            if self._inside == 0:
                self._exit_done.release(self._parties)
        self._exit_done.acquire()
