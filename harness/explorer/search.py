"""One program's search: schedule after schedule in a world, until one fails or the budget is spent."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from itertools import chain, count
from random import Random

from harness.checks.race import racy
from harness.contract.workload import Workload
from harness.explorer.budget import Budget
from harness.explorer.executor import Executor
from harness.explorer.minimize import Minimizer
from harness.explorer.notes import NoteCollector
from harness.explorer.portfolio import AUTO, STRETCH, Portfolio
from harness.explorer.starvation.result import starved
from harness.explorer.summary import summarize
from harness.explorer.unseen_classes import UnseenClasses
from harness.program.clause import Clause
from harness.program.program import Program
from harness.result import Finding, Part, Result
from harness.strategies.deadlock_directed import DeadlockDirected
from harness.strategies.dpor import DPOR
from harness.strategies.happens_before import HappensBefore
from harness.strategies.hold_one_thread import HoldEachThread
from harness.strategies.non_preemptive import NonPreemptive
from harness.strategies.protocol import Profile, Strategy, systematic
from harness.strategies.random_walk import RandomWalk
from harness.strategies.replay import FollowChoices, Follower, Replay
from harness.token import Token
from harness.trace import Trace
from harness.verdict import Verdict
from harness.world import Outcome
from harness.world.recording.sync_edges import SyncEdges
from harness.world.scheduler.loops import RoundRobin

DOUBTS = 20
"""Random schedules that must all be of known classes before all are said to be known."""
STARVING_SHARE = 10
"""Where threads call for ever, one part in so many of the schedules looks for everything but starvation."""
WITNESS_TRIES = 500
"""Schedules tried at least, whatever the budget, before something is said to be never possible."""


class Search(Executor):
    """The schedules tried on one program."""

    def __init__(self, program: Program, seed: int) -> None:
        super().__init__(program)
        self.seed = seed
        self.rng = Random(seed)
        self.reduces = True
        """A failure is shrunk."""
        self._begun: int | None = None
        """Schedules tried in the beginning of the search, when it is over."""
        self._forget()

    def _forget(self) -> None:
        self.profile = Profile()
        self.tried = 0
        self.fingerprints: set[int] = set()
        """Of the classes of schedules that were run."""
        self.unseen = UnseenClasses()
        self.directed = 0
        """Schedules that looked for what must be possible."""
        self.modelled = True
        """The classes of random schedules mean what they say."""
        self.traced: SyncEdges | None = None
        """What was traced of the last schedule, if anything was."""

    def draw(self, workload: Workload) -> None:
        """From now on the clause runs this workload; nothing is known of it yet."""
        assert isinstance(self.program, Clause)
        self.program.drawn = workload
        self.rng = Random(self.seed)
        self.witnesses.seen.clear()
        self._forget()

    def try_one(self, strategy: Strategy | None) -> Outcome:
        """Run one schedule; None stands for fair round robin."""
        if strategy is None:
            self.traced = None
            return self.run(RoundRobin(self.world.scheduler))
        walks = type(strategy) is RandomWalk
        tracer = self.traced = SyncEdges(self.world.scheduler) if self._traces(strategy) else None
        if isinstance(strategy, DPOR | DeadlockDirected) and tracer is not None:
            strategy.trace(tracer)
        strategy.begin(self.rng, self.profile)
        outcome = self.run(strategy, tracer=tracer)
        self.profile.learn(len(self.world.scheduler.threads), len(outcome.choices))
        if systematic(strategy):
            strategy.end()
        if isinstance(strategy, DPOR) and not strategy.redundant:
            self.fingerprints.add(strategy.fingerprint)
        if walks and tracer is not None:
            self.modelled = self.modelled and not self.world.scheduler.unmodelled
            self.unseen.add(HappensBefore(tracer.accesses, tracer.threads).fingerprint())
        return outcome

    def _traces(self, strategy: Strategy) -> bool:
        """It is worth the time to trace this schedule."""
        return self.races or type(strategy) is RandomWalk or isinstance(strategy, DPOR | DeadlockDirected)

    def _traced_walk(self) -> tuple[Outcome, bool]:
        """One random schedule, and whether it is of a class that was run before."""
        tracer, walk = SyncEdges(self.world.scheduler), RandomWalk()
        self.traced = tracer
        walk.begin(self.rng, self.profile)
        outcome = self.run(walk, tracer=tracer)
        return outcome, HappensBefore(tracer.accesses, tracer.threads).fingerprint() in self.fingerprints

    def search(self, budget: Budget, strategy: str = AUTO, first: Sequence[Token] = ()) -> Result:
        """Try schedules until one fails, all have been tried or the budget is spent.

        Args:
            budget: how long.
            strategy: which schedules (see ``harness.explorer.portfolio``).
            first: schedules that failed before, to be tried before all others.

        Raises:
            ValueError: there is no such strategy.
        """
        parts = [self.begin(budget, strategy, first)]
        for number in count():
            if parts[-1].over or parts[-1].found is not None:
                break
            parts.append(self.stretch(number))
        result = summarize(parts)
        if not result.passed or not self.witnesses.calls.callers:
            return result
        found = starved(self, self.seed, budget.schedules)
        return found or summarize(parts, starvation_schedules=self.tried - result.schedules)

    def begin(self, budget: Budget, strategy: str = AUTO, first: Sequence[Token] = ()) -> Part:
        """The part of a search that comes before its stretches, see ``harness.explorer.portfolio``."""
        self.budget, self.plan = budget, Portfolio(strategy, budget)
        self._begun = None
        before = (Replay(list(token.switches)) for token in first)
        part = self._part(chain(before, self._first(), self.plan.beginning()), 0)
        self._begun, self._begun_profile = self.tried, copy.copy(self.profile)
        return part

    def _first(self) -> Iterator[Strategy]:
        """The plainest schedule; and, where something must be possible that it does not show, all that look for it."""
        if self.plan.only is not None:
            return
        yield NonPreemptive()
        if self.witnesses.missing() is None:
            return

        def made(number: int) -> int:
            threads = self.world.scheduler.threads
            return threads[number].ops if number < len(threads) else 0

        for holding in HoldEachThread(self.profile.threads, WITNESS_TRIES, made):
            yield holding
            self.directed += 1
            if self.witnesses.missing() is None:
                return

    def stretch(self, number: int) -> Part:
        """One of the stretches after the beginning; which of them were run before makes no difference.

        Args:
            number: from 0.
        """
        self.rng, self.profile = Random(f"{self.seed}/{number}"), copy.copy(self._begun_profile)
        self.unseen = UnseenClasses()
        return self._part(self.plan.stretch(), (self._begun or 0) + number * STRETCH)

    def _part(self, strategies: Iterator[Strategy | None], tried: int) -> Part:
        self.tried = tried
        self.advice = NoteCollector(self)
        found = soft = None
        for number, outcome in enumerate(self._outcomes(strategies), tried + 1):
            if number == 1 and outcome.ending != "endless":
                difference = self.differs(outcome)
                if difference is not None:
                    found = self.result(difference, number, None, None)
                    break
            raced = self._raced()
            if not (outcome.notable or raced) or (soft is not None and outcome.ending == "done" and not raced):
                continue
            found = self._examine(outcome, number, hard=True)
            if found is not None:
                break
            if outcome.ending == "done":
                soft = self._examine(outcome, number, hard=False)
        plan = self.plan
        # a state between two steps that commute is in some schedules of a class and not in others
        proved = found is None and plan.proved and self.witnesses.missing() is None
        return Part(
            self.tried - tried,
            found,
            soft,
            over=proved or plan.only_spent or not self._more(),
            classes=plan.classes.classes if proved and plan.classes is not None else None,
            threads=self.profile.threads,
            walks=self.unseen.counts() if self.modelled else None,
            missing=[what for what, seen in self.witnesses.seen.items() if not seen],
            seen=[what for what, seen in self.witnesses.seen.items() if seen],
            name=self.program.name,
            file=self.program.target,
            clause=self.program.clause,
            race=self.advice.race,
            lock_order=self.advice.lock_order,
            directed=self.directed,
        )

    def _raced(self) -> bool:
        """The last schedule had a race, of which it is not yet known between which lines."""
        traced = self.traced
        return self.races and traced is not None and bool(racy(traced.accesses, traced.threads, traced.primitives))

    def _more(self) -> bool:
        """The budget allows another schedule; what must be possible is looked for a little longer."""
        if self.witnesses.calls.callers and self.tried >= self.budget.schedules // STARVING_SHARE:
            return False
        missing = self.witnesses.missing() is not None
        return self.budget.allows(self.tried) or (missing and self.tried < WITNESS_TRIES)

    def _outcomes(self, strategies: Iterator[Strategy | None]) -> Iterator[Outcome]:
        """One execution after another, to the end of the part or of the budget."""
        plan = self.plan
        for strategy in strategies:
            if not self._more():
                return
            outcome = self.try_one(strategy)
            if outcome.ending != "redundant":
                self.tried += 1
                traced = self.traced
                yield outcome
                if traced is not None and outcome.ending == "done" and not self.races:
                    self.advice.look(traced, outcome.choices)
                    yield from self._met(traced, outcome)
            if plan.proved and self.witnesses.missing() is None and isinstance(strategy, DPOR):
                yield from self._doubted(plan)
                if plan.proved:
                    return

    def _met(self, traced: SyncEdges, outcome: Outcome) -> Iterator[Outcome]:
        """Schedules that make the lock orders of an execution meet; only where no stretch has begun to count."""
        if self._begun is None:
            for directed in self.advice.directed(traced, outcome.choices):
                self.tried += 1
                yield self.try_one(directed)

    def _doubted(self, plan: Portfolio) -> Iterator[Outcome]:
        """Random schedules after the last class: each must be of a class that was run.

        One that is not comes of something that the reduction does not see, and then nothing is proved.
        """
        for _ in range(DOUBTS):
            outcome, known = self._traced_walk()
            self.tried += 1
            if not known and plan.classes is not None:
                plan.classes.diverged = True
            yield outcome
            if not known:
                return

    # -- from an execution to a result ---------------------------------------------------------------

    def _examine(self, outcome: Outcome, number: int, *, hard: bool) -> Result | None:
        """Run a notable schedule again, recorded, and name what is wrong with it; None if nothing is.

        Args:
            outcome: of the schedule.
            number: of the schedule.
            hard: leave a soft finding for later, in case there is a harder one.
        """
        chooser: Follower = FollowChoices(list(outcome.choices))
        again, trace, finding = self.record(chooser, outcome.fair_from, outcome.ending == "endless")
        if again.ending != outcome.ending:
            message = (
                "A failing schedule, run a second time, did not fail. Something outside the schedule steers the code."
            )
            return self.result(Finding(Verdict.NONDETERMINISTIC, message), number, None, None)
        if finding is None or (hard and finding.soft):
            return None
        if trace.ending == "endless":
            trace, finding, fair_from = self._plainer_loop(trace, finding, outcome)
            return self.result(finding, number, trace, fair_from)
        reduction = Minimizer(self.run, lambda chooser: self.record(chooser, None), chooser, trace, finding, outcome)
        if self.reduces:
            reduction.reduce()
        return self.result(reduction.finding, number, reduction.trace, None)

    def _plainer_loop(self, trace: Trace, finding: Finding, outcome: Outcome) -> tuple[Trace, Finding, int | None]:
        """An endless execution under as little steering as shows it: round robin from the start, if that does."""
        if self.run(FollowChoices([]), 0).ending == "endless":
            _, other, found = self.record(FollowChoices([]), 0, endless=True)
            if found is not None and found.verdict is finding.verdict:
                return other, found, 0
        return trace, finding, outcome.fair_from
