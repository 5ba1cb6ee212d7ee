"""The facts of each kind of finding: what is wrong with an execution, as data and not yet as a sentence.

A check answers with facts, and ``harness.report.sentences`` is the only place where they become English. Facts are
plain and frozen, so they can be compared, sent between processes and asserted in tests. Text in them is text of the
program: names of threads and objects, ``repr`` of values, messages of exceptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from .accesses import (
    DataRace,
    LoggedStep,
    NotLinearizable,
    Overserialized,
    RaceAccess,
    TwoExecutions,
    VanishedFailure,
)
from .exceptions import (
    ExitCall,
    ExplorerFailure,
    FailedAssertion,
    ForbiddenUse,
    LoadFailure,
    NotBegun,
    NotImplementedYet,
    UncaughtException,
)
from .processes import (
    BlockedOutside,
    ChangedHarness,
    DeadWorker,
    Doing,
    ForbiddenAct,
    ForbiddenConstruct,
    ForgedResult,
    Hang,
    MemoryLimit,
    TimeLimit,
)
from .waits import (
    AbandonedLock,
    BusyWait,
    CycleEdge,
    DeadlockCycle,
    LeakedLocks,
    LeakedThread,
    Livelock,
    LostWakeup,
    RunsForever,
    Starvation,
    ThreadAt,
    Through,
    Wait,
)

__all__ = [
    "KINDS",
    "AbandonedLock",
    "BlockedOutside",
    "BusyWait",
    "ChangedHarness",
    "CycleEdge",
    "DataRace",
    "DeadWorker",
    "DeadlockCycle",
    "Doing",
    "ExitCall",
    "ExplorerFailure",
    "Facts",
    "FailedAssertion",
    "ForbiddenAct",
    "ForbiddenConstruct",
    "ForbiddenUse",
    "ForgedResult",
    "Hang",
    "LeakedLocks",
    "LeakedThread",
    "Livelock",
    "LoadFailure",
    "LoggedStep",
    "LostWakeup",
    "MemoryLimit",
    "NotBegun",
    "NotImplementedYet",
    "NotLinearizable",
    "Overserialized",
    "RaceAccess",
    "RunsForever",
    "Starvation",
    "ThreadAt",
    "Through",
    "TimeLimit",
    "TwoExecutions",
    "UncaughtException",
    "VanishedFailure",
    "Wait",
]

Facts = (
    DeadlockCycle
    | AbandonedLock
    | LostWakeup
    | Livelock
    | RunsForever
    | BusyWait
    | Starvation
    | Hang
    | LeakedThread
    | LeakedLocks
    | DataRace
    | NotLinearizable
    | Overserialized
    | FailedAssertion
    | UncaughtException
    | ExitCall
    | NotImplementedYet
    | NotBegun
    | LoadFailure
    | ExplorerFailure
    | ForbiddenUse
    | TwoExecutions
    | VanishedFailure
    | BlockedOutside
    | TimeLimit
    | MemoryLimit
    | DeadWorker
    | ForgedResult
    | ForbiddenConstruct
    | ForbiddenAct
    | ChangedHarness
)
"""The facts of a finding, of one kind or another."""

KINDS: Mapping[str, type[Facts]] = MappingProxyType({kind.__name__: kind for kind in get_args(Facts)})
"""Every kind of facts by its name, to send facts from one process to another."""
