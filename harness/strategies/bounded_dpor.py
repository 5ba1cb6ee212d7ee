"""Bounded dynamic partial order reduction: schedules with few preemptions, one or more of each equivalence class.

Coons, Musuvathi, McKinley: "Bounded partial-order reduction", OOPSLA 2013, algorithm BPOR, by running the program
anew for each schedule. For each equivalence class that has a schedule within the bound, one within the bound is run.

It may be that of a class the schedule that leads through the choice before a race costs more preemptions than the
bound allows, and another one does not. So the other order of a race is tried at two choices: before its first step,
and where the block of that step began, which is the last switch to its thread. Sleep sets (see
``harness.strategies.dpor``) would cut off schedules whose equivalent ones the bound forbids, so there are none here,
and some classes are run more than once.

After a step of the clock no thread has been running, so that whichever runs then interrupts none. The step itself costs
a preemption if a thread could have continued. It is tried at every choice.

Nothing is run twice for a higher bound: what costs more is put aside, and all schedules of cost 0 come before those
of cost 1, and so on. What a dearer schedule shows to be missing among the cheaper ones is run at once.
"""

from __future__ import annotations

from bisect import bisect_right
from math import inf
from random import Random

from ..trace import CLOCK, Choice
from .pending_races import Pair, PendingRaces
from .protocol import AccessSource, Profile, T


class Point:
    """A state in which there is a choice: of the thread to run, or of an outcome of its step (a decision).

    Attributes:
        enabled: what could be chosen.
        free: the thread that has been running, if it can continue: any other costs a preemption. Else None, and
            nothing costs any.
        cost: the preemptions up to here.
        decision: the choice is an outcome of the step that has begun.
        early: the thread that times out next, if time may pass here: to choose it is a step of the clock. Else None.
        planned: what has been or will be tried here, as a set of bits, one for each place in ``enabled``.
    """

    __slots__ = ("cost", "decision", "early", "enabled", "free", "planned")

    def __init__(
        self,
        enabled: tuple[Choice, ...],
        free: Choice | None,
        cost: int,
        early: Choice | None = None,
        *,
        decision: bool,
    ) -> None:
        self.enabled = enabled
        self.free = free
        self.cost = cost
        self.early = early
        self.decision = decision
        self.planned = 0

    def price(self, choice: Choice) -> int:
        """Return the preemptions up to here and including a choice."""
        return self.cost + (self.free is not None and choice != self.free)

    def plan(self, choice: Choice) -> bool:
        """Note that a choice will be tried; False if that was noted before."""
        bit = 1 << self.enabled.index(choice)
        new = not self.planned & bit
        self.planned |= bit
        return new


ENOUGH = 40
"""Schedules with as many preemptions from which it is estimated how many are left."""

Path = tuple[list[Point], list[Choice]]
"""The points of an execution, and what was chosen at each."""


class BoundedDPOR:
    """Explores the equivalence classes of all schedules with no preemption, then with one, with two, and so on.

    A preemption is what it is for ``PreemptionBounding``: a switch to another thread, or to a timeout that comes early,
    although the running thread could continue. An outcome of a step costs nothing, and all outcomes are tried.

    Attributes:
        spent: every class has been run, with whatever preemptions.
        bound: the preemptions of the schedules that are run now.
        complete: of each class that has a schedule with at most this many preemptions, one was run; -1 at first.
        schedules: how many schedules were run until that was so.
        classes: how many classes they are of.
        diverged: the program did not repeat itself, so that nothing can be said of all schedules.
        unmodelled: what of the program the reduction does not model; "" if there was nothing.
        doubtful: what it may model incompletely; "" if there was nothing.
        runs: how many schedules were run.
        depth: how many choices the present execution has made.
    """

    name = "bpor"

    def __init__(self) -> None:
        self.spent = False
        self.bound = 0
        self.complete = -1
        self.schedules = self.classes = 0
        self.diverged = False
        self.unmodelled = self.doubtful = ""
        self.runs = self.depth = 0
        self.tracer: AccessSource | None = None
        self._seen: dict[tuple[int, tuple[str, ...]], int] = {}
        """By class: the fewest preemptions with which it was run."""
        self._left: list[list[tuple[Path, int, Choice]]] = [[]]
        """By their preemptions: schedules to run, each a path up to a choice, and what is chosen there instead."""
        self._highest = 0
        """The highest bound so far; the present one is lower while a cheaper schedule that was missing is run."""
        self._before = 0
        """The schedules that had been run when that bound began."""
        self._began_with = 0
        """The schedules that were left to run then."""
        self._points: list[Point] = []
        self._chosen: list[Choice] = []
        self._given = 0
        """So many choices of the present execution are given."""
        self._begins: list[int] = []
        """For each of its choices: how many accesses came before it."""
        self._shared: dict[tuple[Choice, ...], tuple[Choice, ...]] = {}

    # -- one execution ---------------------------------------------------------------------------------------

    def trace(self, tracer: AccessSource) -> None:
        """Read the accesses of the next execution from this."""
        self.tracer = tracer

    def begin(self, rng: Random, profile: Profile) -> None:
        """Go back to the first choice; chance plays no part."""
        self.depth = 0
        self._points, self._chosen, self._begins = [], [], []
        if self.runs:
            (points, chosen), place, instead = self._left[self.bound].pop()
            self._points, self._chosen = points[: place + 1], [*chosen[:place], instead]
        self._given = len(self._points)

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate of the path; after its end the running thread if it can continue, else the oldest."""
        assert self.tracer is not None
        self._begins.append(len(self.tracer.accesses))
        candidates = [*runnable, *extras] if extras else runnable
        keys = tuple([one.choice for one in candidates])
        depth, self.depth = self.depth, self.depth + 1
        if depth < self._given:
            if self._points[depth].enabled != keys:
                self.diverged = True
            choice, chosen = self._chosen[depth], candidates[0]
            if chosen.choice != choice:
                chosen = next((one for one in candidates if one.choice == choice), chosen)
        else:
            chosen = self._extend(current, runnable, extras, self._shared.setdefault(keys, keys))
        if not self._points[depth].decision:
            self.tracer.chosen(depth, CLOCK if extras and chosen in extras else chosen.number)
        return chosen

    def _extend(self, current: T | None, runnable: list[T], extras: list[T], keys: tuple[Choice, ...]) -> T:
        """Choose where nothing is given, at no cost."""
        decision = runnable[0].decides or bool(extras and extras[0].decides)
        if current is not None:
            chosen = current
        else:
            chosen = runnable[0] if decision else min(runnable, key=lambda thread: thread.number)
        cost = self._points[-1].price(self._chosen[-1]) if self._points else 0
        early = extras[0].choice if extras and not decision else None
        point = Point(keys, None if current is None else current.choice, cost, early, decision=decision)
        point.plan(chosen.choice)
        self._points.append(point)
        self._chosen.append(chosen.choice)
        for choice in keys if decision else [] if early is None else [early]:
            self._plan(len(self._points) - 1, choice)
        return chosen

    def end(self) -> None:
        """Learn from the execution which orders to try, and prepare the next."""
        assert self.tracer is not None
        if self.depth < self._given:
            self.diverged = True
        self.runs += 1
        self.unmodelled = self.unmodelled or self.tracer.unmodelled
        self.doubtful = self.doubtful or self.tracer.doubtful
        fresh = self._begins[self._given - 1] if 0 < self._given <= self.depth else 0
        history = self._history(self.tracer, fresh)
        seen = history.fingerprint(), self._outcomes()
        self._seen[seen] = min(self._seen.get(seen, self.bound), self.bound)
        for pair in history.pairs:
            self._reverse(pair)
        self._advance()

    # -- the next executions ---------------------------------------------------------------------------------

    def _reverse(self, pair: Pair) -> None:
        """Plan the other order of a pair, before its step and where the block of that step began."""
        at, node, stepping, thread, waits = pair
        if node >= len(self._points):
            return
        owner: Choice = stepping
        if owner == CLOCK:
            if node < 0:
                return  # time passed because no thread could run
            owner = self._chosen[node]
        block = bisect_right(self._begins, at) - 1
        if node >= 0:
            if waits and thread not in self._points[node].enabled:
                return
            self._try(node, thread)
            block = node
        elif waits:
            return
        while block >= 0:
            point = self._points[block]
            if not point.decision:
                if self._chosen[block] != owner:
                    return  # where the block began, no other thread could run
                if point.free != owner:
                    self._try(block, thread)
                    return
            block -= 1

    def _try(self, place: int, thread: int) -> None:
        """Plan to run a thread at a choice; if it cannot run there, all those that can, as one may make it able to."""
        point = self._points[place]
        wanted = point.early if thread == CLOCK else thread
        for choice in [wanted] if wanted is not None and wanted in point.enabled else point.enabled:
            self._plan(place, choice)

    def _plan(self, place: int, choice: Choice) -> None:
        """Put a schedule aside until it is the cheapest that is left."""
        point = self._points[place]
        if point.plan(choice):
            price = point.price(choice)
            while len(self._left) <= price:
                self._left.append([])
            self._left[price].append(((self._points, self._chosen), place, choice))

    def _advance(self) -> None:
        """Note which bounds are complete, and set the bound for the next execution."""
        following = next((bound for bound, left in enumerate(self._left) if left), None)
        self.spent = following is None
        bound = len(self._left) if following is None else following
        if bound - 1 > self.complete:
            self.complete = bound - 1
            self.schedules, self.classes = self.runs, len(self._seen)
        self.bound = bound
        if bound > self._highest:
            self._highest, self._before = bound, self.runs
            self._began_with = self.left()

    # -- what is known ---------------------------------------------------------------------------------------

    def left(self) -> int:
        """Return how many schedules at least are left to run before the next bound is complete."""
        return 0 if self.spent else len(self._left[self.bound])

    def expected(self) -> float:
        """Estimate how many schedules are left to run before the next bound is complete.

        Each that is run can add others, but on the whole they become fewer, and they do so evenly. Of the schedules
        without preemptions, all that are left are counted, because they are added as the search goes.
        """
        left, run = sum(map(len, self._left[: self._highest + 1])), self.runs - self._before
        if run < ENOUGH or not self._highest:
            return left
        gone = self._began_with - left
        return left * run / gone if gone > 0 else inf

    def known(self, tracer: AccessSource) -> bool:
        """Return whether an execution could be of a class that was run within the bound that is complete."""
        fingerprint = self._history(tracer, 0).fingerprint()
        return any(
            seen == fingerprint and preemptions <= self.complete for (seen, _), preemptions in self._seen.items()
        )

    def _outcomes(self) -> tuple[str, ...]:
        """Return the outcomes of all steps that had several; in another order they could be of the same class."""
        if not any(point.decision for point in self._points):
            return ()
        pairs = zip(self._points, self._chosen, strict=True)
        return tuple(sorted(str(choice) for point, choice in pairs if point.decision))

    @staticmethod
    def _history(tracer: AccessSource, fresh: int) -> PendingRaces:
        history = PendingRaces(tracer.accesses, tracer.threads, fresh)
        for thread, lock in tracer.waiting():
            history.add_wait(thread, lock)
        if tracer.ended_early() is not None:
            history.add_deadlines()
        return history
