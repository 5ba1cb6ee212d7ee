"""The minimiser: looks for the simplest schedule that fails the same way, and proves that no simpler one does."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from ..result import Finding
from ..strategies.bounded import PreemptionBounding
from ..strategies.protocol import Profile
from ..strategies.replay import FollowChoices, Follower
from ..trace import Choice, Trace
from ..verdict import Verdict
from ..world.outcome import Outcome
from .shrink_passes import Cost, shrink

MOST_STEPS = 500_000
"""Steps after which the minimiser stops: seconds, where an execution has ten thousand of them."""
MOST_CERTIFYING = 400
"""The most schedules with fewer preemptions that are tried for the proof."""

Run = Callable[[Follower | PreemptionBounding], Outcome]
Record = Callable[[Follower], "tuple[Outcome, Trace, Finding | None]"]


class Minimizer:
    """Looks for simpler schedules that fail the same way.

    Args:
        run: runs a schedule.
        record: runs a known schedule, and returns its outcome, its trace and what is wrong with it.
        found: the follower of the failing schedule.
        trace: of that schedule.
        finding: what is wrong with it.
        outcome: of that schedule.

    Attributes:
        chooser, trace, finding: of the simplest schedule so far.
    """

    def __init__(
        self, run: Run, record: Record, found: Follower, trace: Trace, finding: Finding, outcome: Outcome
    ) -> None:
        self._run = run
        self._record = record
        self._outcome = outcome
        self.chooser = found
        self.trace = trace
        self.finding = finding
        self._steps = 0
        """In all executions of the minimiser so far."""
        self._least: Cost = (found.preemptions, len(found.switches), found.inputs, outcome.steps)

    def minimize(self) -> None:
        """Leave the simplest schedule in ``trace`` and ``finding``, with ``trace.fewest`` if that is proved."""
        shrink(self.chooser, list(self._outcome.choices), self._attempt)
        while self._certify():
            shrink(self.chooser, list(self.trace.choices), self._attempt)

    def _attempt(self, tried: Follower) -> tuple[Cost, Follower, list[Choice]] | None:
        if self._steps > MOST_STEPS:
            return None
        result = self._run(tried)
        self._steps += result.steps
        cost = (tried.preemptions, len(tried.switches), tried.inputs, result.steps)
        if result.ending != self._outcome.ending or cost >= self._least:
            return None
        return self._accepted(result, cost)

    def _accepted(self, result: Outcome, cost: Cost) -> tuple[Cost, Follower, list[Choice]] | None:
        followed = FollowChoices(list(result.choices))
        _, trace, finding = self._record(followed)
        if finding is None or not alike(finding, self.finding, trace, self.trace):
            return None
        self.chooser, self.trace, self.finding, self._least = followed, trace, finding, cost
        return cost, followed, result.choices

    def _certify(self) -> bool:
        """Try all schedules with fewer preemptions; return whether one failed, too, and is now the simplest."""
        wanted = self.trace.preemptions - 1
        self.trace.fewest = wanted < 0
        if self.finding.verdict is Verdict.RACE:
            return False  # executions that end well are not checked for races below
        bounding = PreemptionBounding()
        for _ in range(MOST_CERTIFYING):
            if bounding.diverged or bounding.complete >= wanted or bounding.spent:
                break
            if self._steps > MOST_STEPS:
                return False
            bounding.begin(Random(0), Profile())
            result = self._run(bounding)
            self._steps += result.steps
            cost = bounding.bound
            bounding.end()
            if result.fair_from is not None:
                return False  # the schedules after the step bound were not searched
            if result.ending == self._outcome.ending and result.notable and cost <= wanted:
                followed = FollowChoices(list(result.choices))
                self._run(followed)
                if self._accepted(
                    result, (followed.preemptions, len(followed.switches), followed.inputs, result.steps)
                ):
                    return followed.preemptions <= wanted
        self.trace.fewest = not bounding.diverged and (bounding.spent or bounding.complete >= wanted)
        return False


def alike(found: Finding, finding: Finding, other: Trace, trace: Trace) -> bool:
    """Return whether two failures are the same bug: the same verdict, and an exception of the same class and line."""
    if found.verdict is not finding.verdict or found.soft is not finding.soft:
        return False
    if trace.failure is None or other.failure is None:
        return trace.failure is other.failure
    return (trace.failure.kind, trace.failure.place) == (other.failure.kind, other.failure.place)
