"""The search: runs schedule after schedule of one program, until one fails or the budget is spent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, count
from random import Random

from ..checks.race import racy
from ..contract.workload import Workload
from ..facts import VanishedFailure
from ..part import Part
from ..program.clause import Clause
from ..program.program import Program
from ..result import Finding, Result
from ..strategies.bounded_dpor import BoundedDPOR
from ..strategies.deadlock_directed import DeadlockDirected
from ..strategies.dpor import DPOR
from ..strategies.happens_before import HappensBefore
from ..strategies.hold_before_access import HoldBeforeAccess
from ..strategies.hold_one_thread import HoldEachThread
from ..strategies.non_preemptive import NonPreemptive
from ..strategies.protocol import Profile, Strategy, systematic
from ..strategies.random_walk import FewPreemptions, RandomWalk
from ..strategies.replay import FollowChoices, Follower, Replay
from ..strategies.rff import ReadsFromFeedback
from ..token import Token
from ..trace import Trace
from ..verdict import Verdict
from ..world.outcome import Outcome
from ..world.recording.reads_from import ReadsFrom
from ..world.recording.sync_edges import SyncEdges
from ..world.scheduler.loops import RoundRobin
from .auto import AUTO
from .budget import Budget
from .executor import Executor
from .minimize import Minimizer
from .neighbours import difference
from .notes import NoteCollector
from .portfolio import Portfolio
from .race_consequences import FEW, FURTHER, RaceConsequences
from .starvation.result import search_starvation
from .summary import folded, summarize
from .unseen_classes import UnseenClasses

TRACED = (RandomWalk, FewPreemptions, DPOR, BoundedDPOR, DeadlockDirected)
"""The strategies of which all schedules are traced."""
WELL = ("done", "forever")
"""Endings of an execution after which the search continues: another schedule may fail harder."""
STARVATION_SHARE = 10
"""For threads that call forever, the beginning of the search has one tenth of the budget, then there is at most one
stretch, and the rest looks for starvation."""
PREFIXES = (0, 4, 8, 16, 32, 64)
"""Choices of an endless execution after which round robin is tried in place of all others: fewer are told sooner."""
WITNESS_TRIES = 500
"""The fewest schedules, whatever the budget, before something is reported to be never possible."""


class Search(Executor):
    """A search over the schedules of one program.

    Args:
        program: what to explore.
        seed: of everything left to chance.
        strict_races: report data races as failures, even if the program's marks do not say so.
    """

    def __init__(self, program: Program, seed: int, *, strict_races: bool = False) -> None:
        super().__init__(program, strict_races=strict_races)
        self.seed = seed
        self.rng = Random(seed)
        self.minimizes = True
        """Whether a failing schedule is minimised."""
        self._beginning_tried: int | None = None
        """Schedules tried in the beginning of the search; None until it is over."""
        self._forget()

    def _forget(self) -> None:
        self.profile = Profile()
        self.tried = 0
        self.fingerprints: set[int] = set()
        """Of the equivalence classes that were run."""
        self.unseen = UnseenClasses()
        self.directed = 0
        """Schedules that looked for what must be possible."""
        self.race = RaceConsequences()
        self.modelled = True
        """Whether the tracer models all operations of the random schedules, so that their classes are correct."""
        self.traced: SyncEdges | None = None
        """The trace of the last schedule's accesses, if it was traced."""

    def use_workload(self, workload: Workload) -> None:
        """Run this workload from now on, and forget what was learned of any other."""
        assert isinstance(self.program, Clause)
        self.program.workload = workload
        self.rng = Random(self.seed)
        self.contract_engine.seen.clear()
        self._forget()

    def clear_workload(self) -> None:
        """Leave the clause without a workload, as it was before ``use_workload``."""
        assert isinstance(self.program, Clause)
        self.program.workload = None

    def try_one(self, strategy: Strategy | None) -> Outcome:
        """Run one schedule of a strategy; None stands for fair round robin."""
        if strategy is None:
            self.traced = None
            return self.run(RoundRobin(self.world.scheduler))
        walks = type(strategy) is RandomWalk
        tracer = self.traced = self._sync_edges() if self._traces(strategy) else None
        if isinstance(strategy, ReadsFromFeedback):
            tracer = self._reads_from()
            self.traced = tracer if self.races else None
            strategy.trace(tracer)
        elif isinstance(strategy, DPOR | BoundedDPOR | DeadlockDirected | HoldBeforeAccess) and tracer is not None:
            strategy.trace(tracer)
        if tracer is not None and (walks or isinstance(strategy, DPOR)):
            tracer.keep_back()
        strategy.begin(self.rng, self.profile)
        outcome = self.run(strategy, tracer=tracer)
        self.profile.learn(len(self.world.scheduler.threads), len(outcome.choices))
        if systematic(strategy) or isinstance(strategy, ReadsFromFeedback):
            strategy.end()
        if isinstance(strategy, DPOR) and not strategy.redundant:
            self.fingerprints.add(strategy.fingerprint)
        if isinstance(strategy, FewPreemptions) and tracer is not None:
            self.portfolio.confirm(tracer)
        if walks and tracer is not None:
            scheduler = self.world.scheduler
            self.modelled = self.modelled and not (scheduler.unmodelled or scheduler.doubtful)
            self.unseen.add(HappensBefore(tracer.accesses, tracer.threads).fingerprint())
        return outcome

    def _traces(self, strategy: Strategy) -> bool:
        """Return whether the schedules of a strategy are traced, which takes time."""
        return self.races or isinstance(strategy, TRACED)

    def _sync_edges(self) -> SyncEdges:
        """Return the tracer of the next schedule."""
        return SyncEdges(self.world.scheduler)

    def _reads_from(self) -> ReadsFrom:
        """Return the tracer of the next schedule, for a strategy that needs the reads-from relation."""
        return ReadsFrom(self.world.scheduler, self.world.positions.site_of_thread)

    def _traced_walk(self) -> tuple[Outcome, bool]:
        """Run one random schedule; return its outcome and whether its equivalence class was run before."""
        tracer, walk = SyncEdges(self.world.scheduler), RandomWalk()
        self.traced = tracer
        tracer.keep_back()
        walk.begin(self.rng, self.profile)
        outcome = self.run(walk, tracer=tracer)
        return outcome, HappensBefore(tracer.accesses, tracer.threads).fingerprint() in self.fingerprints

    def search(self, budget: Budget, strategy: str = AUTO, first: Sequence[Token] = ()) -> Result:
        """Try schedules until one fails, all have been tried or the budget is spent.

        Args:
            budget: the bound of the search.
            strategy: how schedules are chosen (see ``harness.explorer.portfolio``).
            first: schedules that failed before; they are tried before all others.

        Raises:
            ValueError: there is no such strategy.
        """
        parts = [self.begin(budget, strategy, first)]
        for number in count():
            if parts[-1].over or parts[-1].found is not None:
                break
            parts = folded([*parts, self.stretch(number)])
        result = summarize(parts)
        if not result.passed or not self.contract_engine.bypasses.callers:
            return result
        found = search_starvation(self, self.seed, budget.schedules)
        return found or summarize(parts, starvation_schedules=self.tried - result.schedules)

    def begin(self, budget: Budget, strategy: str = AUTO, first: Sequence[Token] = ()) -> Part:
        """Run the beginning of a search, which comes before its stretches (see ``harness.explorer.portfolio``)."""
        self.budget, self.portfolio = budget, Portfolio(strategy, budget)
        self._beginning_tried = None
        before = (Replay(list(token.switches)) for token in first)
        part = self._part(chain(before, self._first(), self.portfolio.beginning()), 0)
        self._beginning_tried, self._beginning_profile = self.tried, self.profile.copy()
        return part

    def among(self, strategies: Iterator[Strategy], budget: Budget) -> Result:
        """Try one schedule of each of some strategies until one fails or the budget is spent; this proves nothing."""
        self.budget, self.portfolio = budget, Portfolio(RandomWalk.name, budget)
        self._beginning_tried = None
        return summarize([self._part(strategies, 0)])

    def _first(self) -> Iterator[Strategy]:
        """Yield the schedule without preemptions, and, if it is no witness of what must be possible, directed ones."""
        if self.portfolio.only is not None:
            return
        yield NonPreemptive()
        if self.contract_engine.missing() is None:
            return

        def operations_of(number: int) -> int:
            threads = self.world.scheduler.threads
            return threads[number].ops if number < len(threads) else 0

        for holding in HoldEachThread(self.profile.threads, WITNESS_TRIES, operations_of):
            yield holding
            self.directed += 1
            if self.contract_engine.missing() is None:
                return

    def stretch(self, number: int) -> Part:
        """Run one stretch after the beginning. Its result does not depend on which others were run before.

        Args:
            number: of the stretch, from 0.
        """
        self.rng, self.profile = Random(f"{self.seed}/{number}"), self._beginning_profile.copy()
        self.unseen = UnseenClasses()
        strategies = self.portfolio.stretch(number, patient=self.contract_engine.missing() is not None)
        return self._part(strategies, (self._beginning_tried or 0) + self.portfolio.before(number))

    def _part(self, strategies: Iterator[Strategy | None], tried: int) -> Part:
        self.tried = tried
        self.notes = NoteCollector(self)
        self.race = RaceConsequences(FURTHER if self.minimizes else FEW)
        found = soft = None
        for number, outcome in enumerate(self._outcomes(strategies), tried + 1):
            if number == 1 and outcome.ending != "endless":
                difference = self.differs(outcome)
                if difference is not None:
                    found = self.result(difference, number, None, None)
                    break
            if self.race.outcome is None and self._raced() and self._reports_race(outcome):
                self.race.begin(outcome, number)
            if not outcome.notable or (soft is not None and outcome.ending in WELL):
                continue
            found = self.examine(outcome, number, hard=True)
            if found is not None:
                break
            if outcome.ending in WELL:
                soft = self.examine(outcome, number, hard=False)
        if found is None and self.race.outcome is not None:
            found = self.examine(self.race.outcome, self.race.number, hard=False)
        portfolio = self.portfolio
        portfolio.forever = bool(self.contract_engine.bypasses.callers)
        # the search for witnesses continues after the last equivalence class: a state between two steps that commute
        # occurs only in some schedules of a class
        proved = found is None and portfolio.proved and self.contract_engine.missing() is None
        return Part(
            self.tried - tried,
            found,
            soft,
            over=proved or portfolio.only_spent or portfolio.quiet > 0 or not self._another_part(),
            classes=portfolio.classes if proved else None,
            threads=self.profile.threads,
            assumed=self.assumed,
            bounded=portfolio.bounded_proof(self.profile.threads, self.assumed) if found is None else None,
            quiet=portfolio.quiet,
            walks=self.unseen.counts() if self.modelled else None,
            unproved="" if proved else portfolio.unproved,
            missing=[what for what, seen in self.contract_engine.seen.items() if not seen],
            seen=[what for what, seen in self.contract_engine.seen.items() if seen],
            name=self.program.name,
            file=self.program.target,
            clause=self.program.clause,
            race=self.notes.race,
            lock_order=self.notes.lock_order,
            breakpoint=self.ignored_breakpoint(),
            directed=self.directed,
        )

    def _raced(self) -> bool:
        """Return whether the last schedule had a race that is a failure; which lines race is not known yet."""
        traced = self.traced
        return self.races and traced is not None and bool(racy(traced.accesses, traced.threads, traced.primitives))

    def _reports_race(self, outcome: Outcome) -> bool:
        """Return whether the race of a schedule is one to report: both its accesses are in the file under test."""
        chooser: Follower = FollowChoices(list(outcome.choices))
        _, _, finding = self.record(chooser, outcome.fair_from, outcome.ending == "endless")
        return finding is not None and (finding.race is not None or finding.verdict is Verdict.RACE)

    def _more(self) -> bool:
        """Return whether another schedule may be tried; one that must show something possible has a larger budget."""
        if self.race.outcome is not None:
            return not self.race.over(self.tried) and self.budget.in_time()
        beginning = self._beginning_tried is None
        if beginning and self.contract_engine.bypasses.callers:
            return self.tried < self.budget.schedules // STARVATION_SHARE
        missing = self.contract_engine.missing() is not None
        return self.budget.allows(self.tried) or (missing and self.tried < WITNESS_TRIES)

    def _another_part(self) -> bool:
        """Return whether a part follows this one."""
        if self.portfolio.forever:
            return self._beginning_tried is None and self.portfolio.bounds
        return self._more()

    def _outcomes(self, strategies: Iterator[Strategy | None]) -> Iterator[Outcome]:
        """Yield the outcome of one execution after another, to the end of the part or of the budget."""
        portfolio = self.portfolio
        for strategy in strategies:
            if not self._more():
                return
            outcome = self.try_one(strategy)
            if self.world.loader.warmed:  # it has executed installed packages, and later schedules do not
                self.world.loader.warmed = False
                outcome = self.try_one(strategy)
            if outcome.ending != "redundant":
                self.tried += 1
                traced = self.traced
                yield outcome
                if traced is not None and self.race.number == self.tried:
                    yield from self._after_race(traced)
                if traced is not None and outcome.ending == "done" and not self.races:
                    self.notes.look(traced, outcome.choices)
                    yield from self._lock_orders(traced, outcome)
            if isinstance(strategy, DPOR) and portfolio.proved and self.contract_engine.missing() is None:
                yield from self._confirm(portfolio)
                if portfolio.proved:
                    return

    def _after_race(self, traced: SyncEdges) -> Iterator[Outcome]:
        """Try to make the race of the last schedule do harm."""
        for holding in self.race.holding(traced):
            if not self._more():
                return
            outcome = self.try_one(holding)
            self.tried += 1
            yield outcome

    def _lock_orders(self, traced: SyncEdges, outcome: Outcome) -> Iterator[Outcome]:
        """Try to turn the lock orders of an execution into a deadlock; only in the beginning, not in a stretch.

        A stretch has a fixed number of schedules, by which the next one numbers its own.
        """
        if self._beginning_tried is None:
            for directed in self.notes.directed(traced, outcome.choices):
                self.tried += 1
                yield self.try_one(directed)

    def _confirm(self, portfolio: Portfolio) -> Iterator[Outcome]:
        """Run random schedules after the last equivalence class: each must be of a class that was run.

        One of another class shows that the program does something that the reduction does not model, so that nothing
        is proved.
        """
        for _ in range(portfolio.confirmations):
            outcome, known = self._traced_walk()
            self.tried += 1
            if not known and portfolio.dpor is not None:
                portfolio.dpor.diverged = True
            yield outcome
            if not known:
                return

    # -- from an execution to a result ---------------------------------------------------------------

    def examine(self, outcome: Outcome, number: int, *, hard: bool) -> Result | None:
        """Record a notable schedule and return the result of what is wrong with it; None if nothing is.

        Args:
            outcome: of the schedule.
            number: of the schedule, from 1.
            hard: ignore a soft finding, because there may be a harder one in another schedule.
        """
        chooser: Follower = FollowChoices(list(outcome.choices))
        again, trace, finding = self.record(chooser, outcome.fair_from, outcome.ending == "endless")
        if again.ending != outcome.ending:
            return self.result(Finding(Verdict.NONDETERMINISTIC, VanishedFailure()), number, None, None)
        if finding is None or (hard and finding.soft):
            return None
        if trace.ending == "endless":
            trace, finding, fair_from = self._simpler_loop(trace, finding, outcome)
            return self._compared(self.result(finding, number, trace, fair_from), finding, chooser)
        minimizer = Minimizer(self.run, lambda chooser: self.record(chooser, None), chooser, trace, finding, outcome)
        if self.minimizes:
            minimizer.minimize()
            self.run(FollowChoices(list(minimizer.trace.choices)))  # the output of the last execution is reported
        result = self.result(minimizer.finding, number, minimizer.trace, None)
        return self._compared(result, minimizer.finding, minimizer.chooser)

    def _compared(self, result: Result, finding: Finding, chooser: Follower) -> Result:
        """Add to a result how a passing schedule near the failing one differs, unless the time is over."""
        if self.minimizes and result.trace is not None and self.budget.in_time():
            result.difference = difference(self, chooser, result.trace, finding)
        return result

    def _simpler_loop(self, trace: Trace, finding: Finding, outcome: Outcome) -> tuple[Trace, Finding, int | None]:
        """Return an endless execution of which round robin chooses more, if that shows the same; else the given one."""
        for length in PREFIXES:
            first = list(outcome.choices[:length])
            if self.run(FollowChoices(first), length).ending == "endless":
                _, other, found = self.record(FollowChoices(first), length, endless=True)
                if found is not None and found.verdict is finding.verdict:
                    return other, found, length
        return trace, finding, outcome.fair_from
