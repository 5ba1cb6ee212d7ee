"""The clock of a stressed program: real time, less the waiting that nobody can shorten.

``sleep`` takes real time. A timeout in a watched lock does too, unless every thread waits and only
timeouts can end that: then the clock jumps to the first of them, because the program cannot tell
the difference, and thirty runs of a clause that waits five seconds would take minutes.
"""

from __future__ import annotations

import time


class Clock:
    """Seconds since some moment, never going back."""

    def __init__(self) -> None:
        self.ahead = 0.0
        """Seconds by which it has left real time behind."""
        self.readings = 0
        """So often the program has looked at it, or a little less where threads look at once."""

    def now(self) -> float:
        """The present, in seconds, as ``time.monotonic`` tells it to the program."""
        return time.monotonic() + self.ahead

    def jump(self, moment: float) -> None:
        """Go on to ``moment`` if it is still to come."""
        self.ahead += max(0.0, moment - self.now())
