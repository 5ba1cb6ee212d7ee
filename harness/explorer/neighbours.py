"""The search for a passing schedule near a failing one.

A schedule is a list of deviations from the plainest one (``strategies/replay.py``). Its neighbours differ from it in
one deviation: it happens an operation later or earlier, or not at all, or another thread is chosen; or there is one
more. Those that share more choices with the failing schedule come first.

To compare a failing execution with the most similar passing one is the idea of Groce and Visser, "What went wrong:
explaining counterexamples", SPIN 2003, section 2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..facts.difference import Difference
from ..result import Finding
from ..strategies.protocol import Candidate, T
from ..strategies.replay import FollowChoices, Follower, Spot, Spots
from ..trace import CHOOSE, Choice, Trace
from ..verdict import Verdict
from .difference import compare
from .executor import Executor

MOST_TRIES = 50
"""Schedules that are run for one failure."""
MOST_STEPS = 50_000
"""Steps of those schedules, after which no other one is run."""
MOST_CHOICES = 1_000
"""Choices of a schedule that is compared with an endless one."""
DISTANCES = (1, 2, 3, 5, 8)
"""Operations by which a preemption is moved."""
COMPARED = (Verdict.WRONG, Verdict.DEADLOCK, Verdict.STUCK, Verdict.LIVELOCK)
"""Verdicts on one execution of which another one may pass.

A race is no fault of the schedule, and where a thread starves or polls, or something leaks, there is no one step that
makes the difference."""

Deviation = tuple[Spot, Choice]


def difference(executor: Executor, found: Follower, trace: Trace, finding: Finding) -> Difference | None:
    """Return the difference between a failing execution and the first passing one of a schedule near it.

    Args:
        executor: of the program.
        found: the follower of the failing schedule, which has followed it.
        trace: of that schedule.
        finding: what is wrong with it.

    Returns:
        None where no schedule near it was run; without a step if none of them passes.
    """
    if finding.verdict not in COMPARED or len(trace.threads) < 2:
        return None
    endless = trace.ending == "endless"
    candidates = _ending(executor) if endless else _neighbours(executor, found, trace)
    tried, steps = 0, 0
    known = {tuple(trace.choices)} if not endless else set[tuple[Choice, ...]]()
    for candidate in candidates:
        if tried >= MOST_TRIES or steps > MOST_STEPS:
            break
        outcome = executor.run(candidate)
        steps += outcome.steps
        choices = tuple(outcome.choices)
        if choices in known:
            continue
        known.add(choices)
        tried += 1
        if outcome.ending != "done":
            continue
        again, passing, wrong = executor.record(FollowChoices(outcome.choices), None)
        if wrong is None and again.ending == "done" and _inputs(passing) == _inputs(trace):
            return compare(trace, passing, tried, not endless)
    return Difference(tried) if tried and not endless else None


def _inputs(trace: Trace) -> list[tuple[str, str | None]]:
    """Return the inputs that an execution has chosen: with others, the schedule makes no difference."""
    return [(event.thread, event.value) for event in trace.events if event.kind == CHOOSE]


def _neighbours(executor: Executor, found: Follower, trace: Trace) -> Iterator[Follower]:
    spots = found.spots
    for distance in DISTANCES:
        yield from _moved(spots, distance)
        if distance == 1:
            for index in reversed(range(len(spots))):
                yield Spots(spots[:index] + spots[index + 1 :])
    survey = _Survey(trace.choices)
    executor.run(survey)
    yield from _with_one_more(spots, survey.points)


def _ending(executor: Executor) -> Iterator[Follower]:
    """Yield schedules without preemptions, which may end where a fair one does not."""
    for youngest in (False, True):
        yield _Short(youngest, lambda: executor.world.scheduler.stop("cut"))


def _moved(spots: Sequence[Deviation], distance: int) -> Iterator[Follower]:
    """Yield the schedules in which one preemption, the last one first, is a number of operations later or earlier."""
    for index in reversed(range(len(spots))):
        spot, choice = spots[index]
        if spot[0] == -1:  # the thread before could not continue
            continue
        thread, operations = spot
        for moved in (operations + distance, operations - distance):
            if moved >= 0:
                yield Spots([*spots[:index], ((thread, moved), choice), *spots[index + 1 :]])


def _with_one_more(
    spots: Sequence[Deviation], points: Sequence[tuple[Spot, Choice, tuple[Choice, ...]]]
) -> Iterator[Follower]:
    """Yield the schedules in which another thread is chosen at one choice, the last one first."""
    chosen = dict(spots)
    for spot, taken, others in reversed(points):
        for other in others:
            if other != taken:
                yield Spots(list({**chosen, spot: other}.items()))


class _Short(Spots):
    """Follows a schedule without preemptions, and stops one that does not end soon.

    Args:
        youngest: as in ``Spots``.
        stop: ends the execution.
    """

    def __init__(self, youngest: bool, stop: Callable[[], None]) -> None:
        super().__init__([], youngest)
        self._stop = stop

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the plainest candidate."""
        if self.step >= MOST_CHOICES:
            self._stop()
        return super().choose(current, runnable, extras)


class _Survey(FollowChoices):
    """Follows a schedule, and notes what else could have been chosen at each choice.

    Attributes:
        points: for each choice its spot, what was chosen, and all that could have been.
    """

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__(choices)
        self.points: list[tuple[Spot, Choice, tuple[Choice, ...]]] = []
        self._here: Spot = ()

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the next choice of the list, and remember the spot."""
        self._here = spot
        return super().wanted(spot, available)

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate that the list says, and note the others."""
        others = tuple(thread.choice for thread in (*runnable, *extras))
        chosen = super().choose(current, runnable, extras)
        self.points.append((self._here, chosen.choice, others))
        return chosen
