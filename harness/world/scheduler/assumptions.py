"""What executions take for granted of the machine, and the program could notice: a proof has to say it."""

from __future__ import annotations

from .frames import program_asks
from .thread import Thread


class Assumptions:
    """Notes, over all executions of a program, what of the machine it has looked at that no schedule varies.

    Attributes:
        clock: it has read the clock twice in one execution. Between two readings a real machine may pause for any
            time; here the clock moves only when a wait times out or a sleep ends.
        identifiers: it has asked for the identifier of a thread, after having asked for that of one that has ended.
            "Thread identifiers may be recycled when a thread exits and another thread is created" (the manual, on
            ``threading.get_ident``); here they never are.
    """

    __slots__ = ("_asked", "_readings", "clock", "identifiers")

    def __init__(self) -> None:
        self.clock = self.identifiers = False
        self.begin()

    def begin(self) -> None:
        """Begin an execution."""
        self._readings = 0
        self._asked: set[Thread] = set()

    def clock_read(self) -> None:
        """Note that the clock is read, by the program or by the library for it."""
        self._readings += program_asks()
        self.clock = self.clock or self._readings > 1

    def identifier_read(self, thread: Thread) -> None:
        """Note that the identifier of a thread is read, by the program or by the library."""
        if not program_asks():
            return
        self.identifiers = self.identifiers or any(one.done for one in self._asked if one is not thread)
        self._asked.add(thread)
