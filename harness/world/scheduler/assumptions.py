"""The properties of a machine that no schedule varies although a program could notice them: a proof has to say so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from ...trace import END
from .frames import program_asks
from .object_numbers import ObjectNumbers
from .thread import Thread

RECENT = 32
"""How many objects, those whose ``id`` the program has read last, are checked for one that is no more."""


class Assumptions:
    """Notes, over all executions of a program, which of these properties it could have noticed.

    Attributes:
        clock: it has read the clock twice in one execution. Between two readings a real machine may pause for any
            time; here the clock moves only when a wait times out or a sleep ends.
        identifiers: it has asked for the identifier of a thread, and before for that of one that ended sooner than this
            one did anything; or for the ``id`` of an object, and before for that of one that is no more. "Thread
            identifiers may be recycled when a thread exits and another thread is created" (the manual, on
            ``threading.get_ident``), and so may those of objects; here they never are.
    """

    __slots__ = ("_asked", "_numbered", "_numbers", "_readings", "clock", "identifiers")

    def __init__(self, numbers: ObjectNumbers) -> None:
        self._numbers = numbers
        self.forget()

    def forget(self) -> None:
        """Begin with another program."""
        self.clock = self.identifiers = False
        self.begin()

    def begin(self) -> None:
        """Begin an execution."""
        self._readings = 0
        self._asked: set[Thread] = set()
        self._numbered: dict[int, int] = {}

    def clock_read(self) -> None:
        """Note that the clock is read, by the program or by the library for it."""
        if not self.clock:
            self._readings += program_asks()
            self.clock = self._readings > 1

    def identifier_read(self, thread: Thread, log: Sequence[tuple[int, str, str | None]]) -> None:
        """Note that the identifier of a thread is read, by the program or by the library.

        Args:
            thread: the thread.
            log: the operations of the execution so far.
        """
        if self.identifiers or not program_asks():
            return
        ended = {one.number for one in self._asked if one.done}
        if ended:
            first = next(
                (one for one, kind, _ in log if one == thread.number or (kind == END and one in ended)), thread.number
            )
            self.identifiers = first in ended
        self._asked.add(thread)

    def identity(self, obj: object) -> int:
        """Return what ``id`` returns for an object, and note that it is read."""
        number, address = self._numbers.of(obj), id(obj)
        if not self.identifiers and self._numbered.get(address) != number:
            recent = list(islice(reversed(self._numbered.items()), RECENT))
            self.identifiers = any(self._numbers.is_gone(*one) for one in recent)
            self._numbered[address] = number
        return number
