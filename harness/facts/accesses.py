"""Facts about accesses, results and schedules: races, wrong answers, what never happens, what differs between runs."""

from __future__ import annotations

from dataclasses import dataclass

from ..common.call_history import CallHistory
from ..trace import Place


@dataclass(frozen=True, slots=True)
class RaceAccess:
    """One of the two accesses of a data race.

    Attributes:
        thread: its name.
        writes: the access is a write.
        label: the field, variable or container; "" if it has no name that a learner knows.
        step: number of the event in the trace.
        place: its line.
        locks: labels of the locks that the thread holds meanwhile; "" for a lock without a known name.
    """

    thread: str
    writes: bool
    label: str
    step: int
    place: Place | None
    locks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataRace:
    """Two accesses to one location by different threads, one of them a write, that nothing orders.

    Attributes:
        container: the location is a whole list, dict, set, deque or iterator.
    """

    first: RaceAccess
    second: RaceAccess
    container: bool


@dataclass(frozen=True, slots=True)
class NotLinearizable:
    """No order of the calls, one at a time, explains what they returned."""

    history: CallHistory


@dataclass(frozen=True, slots=True)
class Overserialized:
    """An outcome that the contract wants to be possible happens in no schedule.

    Attributes:
        what: in the contract's words.
        schedules: tried.
        directed: of those, how many were chosen to make it happen.
    """

    what: str
    schedules: int
    directed: int


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """One step of an execution log: which thread did what to which field or variable."""

    thread: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class TwoExecutions:
    """Two different executions of one schedule.

    Attributes:
        step: the first that differs, from 1.
        first: what happened at it in the first run; None if the run had ended.
        second: the same of the second run.
    """

    step: int
    first: LoggedStep | None
    second: LoggedStep | None


@dataclass(frozen=True, slots=True)
class VanishedFailure:
    """A failing schedule did not fail when it was run again."""
