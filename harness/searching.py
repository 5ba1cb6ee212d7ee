"""One program's search: schedule after schedule in a world, until one fails or the budget is spent."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from random import Random
from typing import Any

from harness.checks import judge
from harness.conclusion import conclude
from harness.program import Clause, Program, fingerprint
from harness.reduction import Reduction
from harness.repetition import parted
from harness.search.budget import Budget
from harness.search.dpor import DPOR
from harness.search.happens_before import History
from harness.search.plan import AUTO, STRETCH, Plan
from harness.search.protocol import Profile, Strategy, Systematic
from harness.search.random_walk import RandomWalk
from harness.search.replay import Follow, Following, Replay
from harness.search.unseen import Unseen
from harness.store import other_source
from harness.token import Token, TokenError
from harness.trace import Finding, Part, Place, Result, Trace, Verdict
from harness.witnesses import Witnesses
from harness.workload import Workload
from harness.world import Outcome
from harness.world.fairness import RoundRobin
from harness.world.loader import LoadError
from harness.world.recorder import Recorder, label
from harness.world.tracer import Tracer

DOUBTS = 20
"""Random schedules that must all be of known classes before all are said to be known."""
WITNESS_TRIES = 500
"""Schedules tried at least, whatever the budget, before something is said to be never possible."""


class Search:
    """One program, its world, and the schedules tried on it."""

    def __init__(self, program: Program, seed: int) -> None:
        self.program = program
        self.seed = seed
        self.rng = Random(seed)
        self.world = program.world()
        self.witnesses = Witnesses(self.world)
        self.body = program.body(self.world, self.witnesses)
        self.reduces = True
        """A failure is shrunk."""
        self.executions = 0
        """Schedules run for any reason: tried, recorded, shrunk."""
        self._forget()

    def _forget(self) -> None:
        self.profile = Profile()
        self.tried = 0
        self.fingerprints: set[int] = set()
        """Of the classes of schedules that were run."""
        self.unseen = Unseen()
        self.modelled = True
        """The classes of random schedules mean what they say."""

    def draw(self, workload: Workload) -> None:
        """From now on the clause runs this workload; nothing is known of it yet."""
        assert isinstance(self.program, Clause)
        self.program.drawn = workload
        self.rng = Random(self.seed)
        self.witnesses.seen.clear()
        self._forget()

    def _run(
        self,
        chooser: Any,
        fair_from: int | None = None,
        record: bool = False,
        known_endless: bool = False,
        tracer: Tracer | None = None,
    ) -> Outcome:
        self.witnesses.begin()
        self.executions += 1
        watch = self.witnesses.look if self.tried == 0 or self.witnesses.missing() is not None else None
        return self.world.run(
            self.body,
            chooser,
            fair_from=fair_from,
            record=record,
            known_endless=known_endless,
            watch=watch,
            tracer=tracer,
        )

    def try_one(self, strategy: Strategy | None) -> Outcome:
        """Run one schedule; None stands for fair round robin."""
        if strategy is None:
            return self._run(RoundRobin(self.world.scheduler))
        walks = type(strategy) is RandomWalk
        tracer = Tracer(self.world.scheduler) if walks or isinstance(strategy, DPOR) else None
        if isinstance(strategy, DPOR) and tracer is not None:
            strategy.trace(tracer)
        strategy.begin(self.rng, self.profile)
        outcome = self._run(strategy, tracer=tracer)
        self.profile.learn(len(self.world.scheduler.threads), len(outcome.choices))
        if isinstance(strategy, Systematic):
            strategy.end()
        if isinstance(strategy, DPOR) and not strategy.redundant:
            self.fingerprints.add(strategy.fingerprint)
        if walks and tracer is not None:
            self.modelled = self.modelled and not self.world.scheduler.unmodelled
            self.unseen.add(History(tracer.accesses, tracer.threads).fingerprint())
        return outcome

    def _traced_walk(self) -> tuple[Outcome, bool]:
        """One random schedule, and whether it is of a class that was run before."""
        tracer, walk = Tracer(self.world.scheduler), RandomWalk()
        walk.begin(self.rng, self.profile)
        outcome = self._run(walk, tracer=tracer)
        return outcome, History(tracer.accesses, tracer.threads).fingerprint() in self.fingerprints

    def search(self, budget: Budget, strategy: str = AUTO, first: Sequence[Token] = ()) -> Result:
        """Try schedules until one fails, all have been tried or the budget is spent.

        Args:
            budget: how long.
            strategy: which schedules (see ``harness.search.plan``).
            first: schedules that failed before, to be tried before all others.

        Raises:
            ValueError: there is no such strategy.
        """
        parts = [self.begin(budget, strategy, first)]
        for number in count():
            if parts[-1].over or parts[-1].found is not None:
                break
            parts.append(self.stretch(number))
        return conclude(parts)

    def begin(self, budget: Budget, strategy: str = AUTO, first: Sequence[Token] = ()) -> Part:
        """The part of a search that comes before its stretches, see ``harness.search.plan``."""
        self.budget, self.plan = budget, Plan(strategy, budget)
        before = (Replay(list(token.switches)) for token in first)
        part = self._part(chain(before, self.plan.beginning()), 0)
        self._begun, self._begun_profile = self.tried, copy.copy(self.profile)
        return part

    def stretch(self, number: int) -> Part:
        """One of the stretches after the beginning; which of them were run before makes no difference.

        Args:
            number: from 0.
        """
        self.rng, self.profile = Random(f"{self.seed}/{number}"), copy.copy(self._begun_profile)
        self.unseen = Unseen()
        return self._part(self.plan.stretch(), self._begun + number * STRETCH)

    def _part(self, strategies: Iterator[Strategy | None], tried: int) -> Part:
        self.tried = tried
        found = soft = None
        for number, outcome in enumerate(self._outcomes(strategies), tried + 1):
            if number == 1 and outcome.ending != "endless":
                difference = self._differs(outcome)
                if difference is not None:
                    found = self._found(difference, number, None, None)
                    break
            if not outcome.notable or (soft is not None and outcome.ending == "done"):
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
        )

    def _more(self) -> bool:
        """The budget allows another schedule; what must be possible is looked for a little longer."""
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
                yield outcome
            if plan.proved and self.witnesses.missing() is None and isinstance(strategy, DPOR):
                yield from self._doubted(plan)
                if plan.proved:
                    return

    def _doubted(self, plan: Plan) -> Iterator[Outcome]:
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

    def _differs(self, outcome: Outcome) -> Finding | None:
        """Run the first schedule again: the same schedule must give the same trace."""
        before = list(self.world.scheduler.log)
        again = self._run(Follow(outcome.choices), outcome.fair_from)
        return parted(self.world.scheduler, before, outcome.ending, again.ending)

    def _record(
        self, chooser: Following, fair_from: int | None, endless: bool = False
    ) -> tuple[Outcome, Trace, Finding | None]:
        outcome = self._run(chooser, fair_from, record=True, known_endless=endless)
        trace = outcome.trace
        assert trace is not None
        trace.preemptions, trace.switches = chooser.preemptions, list(chooser.switches)
        if chooser.missed:
            trace.divergence = chooser.missed
        return outcome, trace, judge(trace)

    def _examine(self, outcome: Outcome, number: int, *, hard: bool) -> Result | None:
        """Run a notable schedule again, recorded, and name what is wrong with it; None if nothing is.

        Args:
            outcome: of the schedule.
            number: of the schedule.
            hard: leave a soft finding for later, in case there is a harder one.
        """
        chooser: Following = Follow(list(outcome.choices))
        again, trace, finding = self._record(chooser, outcome.fair_from, outcome.ending == "endless")
        if again.ending != outcome.ending:
            message = (
                "A failing schedule, run a second time, did not fail. Something outside the schedule steers the code."
            )
            return self._found(Finding(Verdict.NONDETERMINISTIC, message), number, None, None)
        if finding is None or (hard and finding.soft):
            return None
        if trace.ending == "endless":
            trace, finding, fair_from = self._plainer_loop(trace, finding, outcome)
            return self._found(finding, number, trace, fair_from)
        reduction = Reduction(self._run, lambda chooser: self._record(chooser, None), chooser, trace, finding, outcome)
        if self.reduces:
            reduction.reduce()
        return self._found(reduction.finding, number, reduction.trace, None)

    def _plainer_loop(self, trace: Trace, finding: Finding, outcome: Outcome) -> tuple[Trace, Finding, int | None]:
        """An endless execution under as little steering as shows it: round robin from the start, if that does."""
        if self._run(Follow([]), 0).ending == "endless":
            _, other, found = self._record(Follow([]), 0, endless=True)
            if found is not None and found.verdict is finding.verdict:
                return other, found, 0
        return trace, finding, outcome.fair_from

    def _found(self, finding: Finding, number: int, trace: Trace | None, fair_from: int | None) -> Result:
        place = finding.place
        result = Result(
            finding.verdict,
            finding.message,
            self.program.name,
            self.program.target,
            test=self.program.clause,
            line=self._line(place, trace),
            schedules=self.tried,
            found=number,
            evidence=finding.evidence,
            place=place,
            trace=trace,
            output=self.world.output.text if trace is not None else "",
        )
        if trace is not None and trace.failure is not None and trace.failure.verdict is Verdict.ERROR:
            return result
        if trace is not None:
            result.preemptions = trace.preemptions
            token = Token(self._what(), fingerprint(self.program), tuple(trace.switches), fair_from)
            result.replay = str(token)
        return result

    def _what(self) -> str:
        target = shown_path(self.program.target)
        if self.program.clause is None:
            return f"{target}{self.program.name[len(self.program.target) :]}"
        drawn = str(self.program.drawn or "") if isinstance(self.program, Clause) else ""
        return f"{self.program.name}/{self.program.clause}{drawn}@{target}"

    def _line(self, place: Place | None, trace: Trace | None) -> int | None:
        """The line of the file under test to look at first."""
        if place is not None and place.file == self.program.target:
            return place.line
        if trace is not None:
            for event in reversed(trace.events):
                if event.place is not None and event.place.file == self.program.target:
                    return event.place.line
        return None

    def replay(self, token: Token) -> Result:
        """Run one schedule and say what comes of it.

        Raises:
            TokenError: the token was made for other source, or the program does not follow it.
        """
        if token.source != fingerprint(self.program):
            raise TokenError(other_source(token.source, self.program.files))
        chooser = Replay(list(token.switches))
        chooser.lost = self._lost
        self.tried = 1
        endless = (
            token.fair_from is not None and self._run(Replay(list(token.switches)), token.fair_from).ending == "endless"
        )
        _, trace, finding = self._record(chooser, token.fair_from, endless)
        left = [choice for choice, _ in token.switches if choice >= chooser.step]
        if left and not trace.divergence:
            trace.divergence = (
                f"it is over after {chooser.step} choices, and the schedule has one more at {left[0] + 1}"
            )
        if trace.divergence:
            raise TokenError(f"the program does not follow this schedule: {trace.divergence}")
        if finding is None:
            return conclude([Part(1, threads=self.profile.threads, name=self.program.name, file=self.program.target)])
        result = self._found(finding, 1, trace, token.fair_from)
        result.found = None  # it was not searched for
        return result

    def _lost(self, choice: int, wanted: int, instead: Any) -> str:
        """In words: a schedule that is followed lets a thread go on that cannot."""
        scheduler = self.world.scheduler
        threads = {thread.number: thread for thread in scheduler.threads}
        if wanted not in threads:
            should = f"thread {wanted} should go on, which has not been started"
        elif threads[wanted].done:
            should = f"{threads[wanted].name} should go on, which has ended"
        else:
            should = f"{threads[wanted].name} should go on, but waits {self._about(threads[wanted])}"
        next_one = f"{instead.name} can go on instead, to {self._about(instead)}"
        return f"at step {scheduler.steps + 1} (choice {choice + 1}) {should}; {next_one}"

    def _about(self, thread: Any) -> str:
        """A thread's next operation, in words."""
        recorder = self.world.scheduler.recorder
        known = recorder.names() if isinstance(recorder, Recorder) else {}
        what = thread.field or label(known, thread.obj, None)
        frame = thread.greenlet.gr_frame if thread.greenlet is not None else None  # none while it runs
        place = self.world._place_of(frame) if frame is not None else self.world.place()
        where = f" at {Path(place.file).name} line {place.line}" if place is not None else ""
        return f"{thread.kind} {what}{where}"


def shown_path(path: str) -> str:
    """Relative to the working directory where that is shorter and inside it."""
    try:
        return Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return Path(path).as_posix()


_active = 0


def active() -> bool:
    """A search is going on in this process: a file that asks for one at its top level is being loaded for it."""
    return _active > 0


@contextmanager
def opened(program: Program, seed: int) -> Iterator[Search]:
    """A search over a program, and the end of its world.

    Raises:
        LoadError: a file of the program cannot be loaded.
    """
    global _active
    _active += 1
    try:
        search = Search(program, seed)
        try:
            yield search
        finally:
            search.world.loader.leave()
    finally:
        _active -= 1


def unloaded(program: Program, error: LoadError) -> Result:
    """The result of a program that does not load."""
    place = error.place
    line = place.line if place is not None else None
    return Result(Verdict.ERROR, f"{error}.", program.name, program.target, program.clause, line, place=place)


def run(
    program: Program,
    budget: Budget,
    seed: int = 0,
    replay: Token | None = None,
    strategy: str = AUTO,
    first: Sequence[Token] = (),
) -> Result:
    """Explore a program; a file that does not load is a result too.

    Args:
        program: what to explore.
        budget: how long.
        seed: of everything that is left to chance.
        replay: run only this schedule.
        strategy: which schedules (see ``harness.search.plan``).
        first: schedules that failed before, to be tried before all others.
    """
    began = time.monotonic()
    try:
        with opened(program, seed) as search:
            result = search.replay(replay) if replay is not None else search.search(budget, strategy, first)
    except LoadError as error:
        result = unloaded(program, error)
    result.seconds = time.monotonic() - began
    return result
