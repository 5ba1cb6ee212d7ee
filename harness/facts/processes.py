"""Facts about real threads and processes: hangs, limits, and acts that no kata may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..trace import Place
from .waits import ThreadAt, Wait


class Doing(StrEnum):
    """The state of a stopped thread in a hanging run."""

    SLEEPS = "sleeps"
    WAITS = "waits"
    OUTSIDE = "outside"
    """It is in a call that the harness does not control."""


@dataclass(frozen=True, slots=True)
class Hang:
    """A run on real threads that did not end in time, for no reason that the harness can name.

    Attributes:
        doing: what the first of the stopped threads does.
        stopped: threads that have stopped, the most telling first.
        running: threads that still run.
        waits: threads that wait for others.
    """

    doing: Doing
    stopped: tuple[ThreadAt, ...]
    running: tuple[ThreadAt, ...] = ()
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockedOutside:
    """A worker's main thread makes no step any more."""

    place: Place | None


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The code was stopped because its time was up.

    Attributes:
        file: name of the file.
        seconds: that it may take.
        of_test: the limit is that of the test, and not of the clause.
    """

    file: str
    seconds: float
    of_test: bool = False


@dataclass(frozen=True, slots=True)
class MemoryLimit:
    """The code used more memory than it may."""

    file: str
    megabytes: int


@dataclass(frozen=True, slots=True)
class DeadWorker:
    """The process in which the code ran has ended."""

    file: str
    code: int | None


@dataclass(frozen=True, slots=True)
class ForgedResult:
    """The code wrote to the pipe of the worker."""

    file: str


@dataclass(frozen=True, slots=True)
class ForbiddenConstruct:
    """The text of the file has a construct that no kata may have.

    Attributes:
        what: the construct.
        why: the reason, as the end of a sentence.
    """

    what: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class ForbiddenAct:
    """The code did something to the process that no kata may do.

    Attributes:
        file: name of the file.
        act: as the end of a sentence that begins with the file.
        place: the line, if it is known.
    """

    file: str
    act: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class ChangedHarness:
    """The code replaced something that the harness runs on; ``what`` names it."""

    file: str
    what: str
