"""Rendezvous: each side says "I am here", and only then waits for the other to say so."""

from threading import Semaphore


class Rendezvous:
    """A place where two threads wait for each other."""

    def __init__(self) -> None:
        # One for each side, or a side could take its own signal for that of the other.
        self._is_here = (Semaphore(0), Semaphore(0))

    def meet(self, side: int) -> None:
        """Block until the other side has called too. `side` is 0 or 1."""
        # Speak first, listen then. If both listened first, nobody would ever speak.
        self._is_here[side].release()
        self._is_here[1 - side].acquire()
        # Nothing has to be put back for the next round: each meeting makes one permit for each
        # side and uses it up. A fast side that comes round again leaves a second permit, which
        # the slow one finds in its next round, where it belongs.
