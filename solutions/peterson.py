"""Peterson's lock: raise a hand, let the other one go first, and wait while it wants to and may."""


class Peterson:
    """A lock for two threads, made of plain variables."""

    def __init__(self) -> None:
        self._wants = [False, False]
        self._first = 0

    def acquire(self, me: int) -> None:
        """Go in as thread 0 or 1; check again and again until that is possible."""
        other = 1 - me
        # The hand goes up before the turn is given away. The other way round both can be inside:
        # one gives the turn away and sees no hand, and the other one, whose gift was overwritten,
        # raises its hand only then and finds that it is its own turn.
        self._wants[me] = True
        # If both come here, the second one overwrites the first one's gift, so exactly one of
        # them goes first. And who comes back for more has to give way: that is the one bypass.
        self._first = other
        while self._wants[other] and self._first == other:
            pass

    def release(self, me: int) -> None:
        """Come out."""
        self._wants[me] = False
