"""Peterson's lock: raise a hand, offer the turn, and wait while the other one has both."""


class Peterson:
    """A lock for two threads, made of plain variables."""

    def __init__(self) -> None:
        self._wants = [False, False]
        self._first = 0

    def acquire(self, me: int) -> None:
        """Go in as thread 0 or 1; check again and again until that is possible."""
        other = 1 - me
        # The hand goes up before the turn is offered. The other way round both can be inside: one
        # thread offers the turn and sees no hand; the other one, whose own offer was overwritten,
        # raises its hand only then, and finds that it has the turn.
        self._wants[me] = True
        # If both come here, the second one overwrites the first one's offer, so exactly one of
        # them goes first. And a thread that comes back for more offers the turn again: that is
        # why it passes the other one at most once.
        self._first = other
        while self._wants[other] and self._first == other:
            pass

    def release(self, me: int) -> None:
        """Come out."""
        self._wants[me] = False
