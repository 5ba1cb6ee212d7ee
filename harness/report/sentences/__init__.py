"""Sentences: the one place where the facts of a finding become English.

One module for each verdict or kind of facts. The engines call this package last, to fill a ``Result``; no code reads
a sentence back.
"""

from __future__ import annotations

from ... import facts as kinds
from ...facts import Facts
from ...result import Finding, Result
from . import (
    busy_wait,
    deadlock,
    exceptions,
    hang,
    leak,
    limits,
    linearizability,
    livelock,
    nondeterministic,
    overserialized,
    race,
    refusals,
    starvation,
    stuck,
)
from .wording import Wording

__all__ = ["evidence", "fill", "message"]


def message(finding: Finding) -> str:
    """Return the sentence for a finding."""
    return _wording(finding.facts).message


def evidence(finding: Finding) -> tuple[str, ...]:
    """Return the lines that show a finding, ready to print."""
    return _wording(finding.facts).evidence


def fill(result: Result, finding: Finding) -> Result:
    """Put a finding into a result, as facts and in words; return the result."""
    result.verdict, result.place = finding.verdict, finding.place
    result.facts, result.steps = finding.facts, finding.steps
    result.message, result.evidence = _wording(finding.facts)
    return result


def _wording(facts: Facts) -> Wording:
    match facts:
        case kinds.DeadlockCycle():
            return deadlock.cycle(facts)
        case kinds.AbandonedLock():
            return deadlock.abandoned(facts)
        case kinds.LostWakeup():
            return stuck.lost_wakeup(facts)
        case kinds.Livelock():
            return livelock.livelock(facts)
        case kinds.RunsForever():
            return livelock.runs_forever(facts)
        case kinds.BusyWait():
            return busy_wait.busy_wait(facts)
        case kinds.Starvation():
            return starvation.starvation(facts)
        case kinds.Hang():
            return hang.hang(facts)
        case kinds.BlockedOutside():
            return hang.outside(facts)
        case kinds.LeakedThread():
            return leak.thread(facts)
        case kinds.LeakedLocks():
            return leak.locks(facts)
        case kinds.DataRace():
            return race.race(facts)
        case kinds.NotLinearizable():
            return linearizability.unexplained(facts)
        case kinds.Overserialized():
            return overserialized.overserialized(facts)
        case kinds.TwoExecutions():
            return nondeterministic.differs(facts)
        case kinds.VanishedFailure():
            return nondeterministic.vanished()
        case kinds.FailedAssertion() | kinds.UncaughtException() | kinds.ExitCall():
            return exceptions.wording(facts)
        case kinds.NotImplementedYet() | kinds.NotBegun():
            return exceptions.wording(facts)
        case kinds.TimeLimit() | kinds.MemoryLimit() | kinds.DeadWorker():
            return limits.wording(facts)
        case _:
            return refusals.wording(facts)
