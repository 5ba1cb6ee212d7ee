"""Rendezvous: each side first signals "I am here", and only then waits for the other side's signal."""

from threading import Semaphore


class Rendezvous:
    """A place where two threads wait for each other."""

    def __init__(self) -> None:
        # One for each side, or a side could take its own signal for the other one's.
        self._is_here = (Semaphore(0), Semaphore(0))

    def meet(self, side: int) -> None:
        """Block until the other side has called too. `side` is 0 or 1."""
        # Signal first, then wait. If both waited first, neither would ever signal.
        self._is_here[side].release()
        self._is_here[1 - side].acquire()
        # Nothing has to be reset for the next round: each meeting makes one permit for each side
        # and uses it up. A fast side that comes round again leaves a second permit, and the slow
        # side takes it in its next round, where it belongs.
