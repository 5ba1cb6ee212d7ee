"""The clock of a stressed program: real time, plus the waits that were skipped because nothing could shorten them.

``time.sleep`` takes real time. A timeout in a watched lock does too, unless every thread waits and only timeouts can
end that. Then the clock jumps to the first of them: the program cannot tell the difference, and thirty runs of a clause
that waits five seconds would take minutes.
"""

from __future__ import annotations

import time


class Clock:
    """A monotonic clock, in seconds, that can be set forward."""

    def __init__(self) -> None:
        self.ahead = 0.0
        """Seconds by which the clock is ahead of real time."""
        self.readings = 0
        """How often the program has read the clock; a little too low where threads read it at the same time."""

    def now(self) -> float:
        """Return the present, in seconds, as ``time.monotonic`` reports it to the program."""
        return time.monotonic() + self.ahead

    def jump(self, moment: float) -> None:
        """Set the clock forward to ``moment``; does nothing when that has passed."""
        self.ahead += max(0.0, moment - self.now())
