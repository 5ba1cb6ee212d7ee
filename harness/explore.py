"""Explore a program: schedule after schedule in a world, until one fails or the budget is spent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from harness.checks import judge
from harness.program import Program, fingerprint, of_function
from harness.reduction import Reduction
from harness.repetition import parted
from harness.search.budget import DEFAULT_SCHEDULES, Budget
from harness.search.dpor import DPOR
from harness.search.happens_before import History
from harness.search.plan import AUTO, Plan
from harness.search.protocol import Profile, Strategy, Systematic
from harness.search.random_walk import RandomWalk
from harness.search.replay import Follow, Following, Replay
from harness.search.unseen import Unseen
from harness.token import Token, TokenError
from harness.trace import Finding, Place, Result, Trace, Verdict
from harness.witnesses import Witnesses
from harness.world import Outcome
from harness.world.fairness import RoundRobin
from harness.world.loader import LoadError, StopLoading
from harness.world.tracer import Tracer

_exploring = 0

DOUBTS = 20
"""Random schedules that must all be of known classes before all are said to be known."""
WITNESS_TRIES = 500
"""Schedules tried at least, whatever the budget, before something is said to be never possible."""


class Search:
    """One program, its world, and the schedules tried on it."""

    def __init__(self, program: Program, seed: int) -> None:
        self.program = program
        self.rng = Random(seed)
        self.world = program.world()
        self.witnesses = Witnesses(self.world)
        self.body = program.body(self.world, self.witnesses)
        self.profile = Profile()
        self.tried = 0
        self.fingerprints: set[int] = set()
        """Of the classes of schedules that were run."""
        self.unseen = Unseen()
        self.modelled = True
        """The classes of random schedules mean what they say."""
        self.executions = 0
        """Schedules run for any reason: tried, recorded, shrunk."""

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

    def search(self, budget: Budget, strategy: str = AUTO) -> Result:
        """Try schedules until one fails, all have been tried or the budget is spent.

        Args:
            budget: how long.
            strategy: which schedules (see ``harness.search.plan``).

        Raises:
            ValueError: there is no such strategy.
        """
        soft: tuple[Outcome, int] | None = None
        plan = Plan(strategy, budget)
        for number, outcome in enumerate(self._outcomes(plan, budget), 1):
            if number == 1 and outcome.ending != "endless":
                parted = self._differs(outcome)
                if parted is not None:
                    return self._found(parted, number, None, None)
            if not outcome.notable or (soft is not None and outcome.ending == "done"):
                continue
            result = self._examine(outcome, number, hard=True)
            if result is not None:
                return result
            if outcome.ending == "done":
                soft = (outcome, number)
        if soft is not None:
            result = self._examine(*soft, hard=False)
            if result is not None:
                return result
        missing = self.witnesses.missing()
        if missing is not None:
            return self._found(self._never(missing), self.tried, None, None)
        return self._passed(plan)

    def _outcomes(self, plan: Plan, budget: Budget) -> Iterator[Outcome]:
        """One execution after another, to the end of the plan or of the budget."""
        for strategy in plan:
            missing = self.witnesses.missing() is not None
            if not budget.allows(self.tried) and not (missing and self.tried < WITNESS_TRIES):
                return
            outcome = self.try_one(strategy)
            if outcome.ending != "redundant":
                self.tried += 1
                yield outcome
            if plan.proved and not missing and isinstance(strategy, DPOR):
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

    def _passed(self, plan: Plan | None = None) -> Result:
        result = Result(Verdict.PASS, "", self.program.name, self.program.target, schedules=self.tried)
        threads = self.profile.threads
        if plan is not None and plan.proved and plan.classes is not None:
            result.exhaustive, count = True, plan.classes.classes
            result.message = (
                f"Every schedule of {threads} thread{'s' if threads != 1 else ''}"
                f" ({count:,} class{'es' if count != 1 else ''}) passes."
            )
        else:
            unseen = self.unseen.sentence() if self.modelled else ""
            result.message = f"{self.tried:,} schedule{'s' if self.tried != 1 else ''} tried, no failure{unseen}."
        return result

    def _never(self, description: str) -> Finding:
        message = (
            f"Never possible: {description}. No failure otherwise, but none of {self.tried:,} schedules showed it."
        )
        return Finding(Verdict.OVERSERIALIZED, message, None, (f"{self.tried:,} schedules tried",))

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
        if chooser.missed >= 0:
            trace.divergence = f"choice {chooser.missed + 1}"
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
        return f"{self.program.name}/{self.program.clause}@{target}"

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
            files = " or ".join(Path(file).name for file in self.program.files)
            raise TokenError(f"this schedule was recorded for another version of {files}")
        chooser = Replay(list(token.switches))
        self.tried = 1
        endless = (
            token.fair_from is not None and self._run(Replay(list(token.switches)), token.fair_from).ending == "endless"
        )
        _, trace, finding = self._record(chooser, token.fair_from, endless)
        if trace.divergence:
            raise TokenError(f"the program does not follow this schedule: it parts from it at {trace.divergence}")
        if finding is None:
            return self._passed()
        result = self._found(finding, 1, trace, token.fair_from)
        result.found = None  # it was not searched for
        return result


def shown_path(path: str) -> str:
    """Relative to the working directory where that is shorter and inside it."""
    try:
        return Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return Path(path).as_posix()


def run(program: Program, budget: Budget, seed: int = 0, replay: Token | None = None, strategy: str = AUTO) -> Result:
    """Explore a program; a file that does not load is a result too.

    Args:
        program: what to explore.
        budget: how long.
        seed: of everything that is left to chance.
        replay: run only this schedule.
        strategy: which schedules (see ``harness.search.plan``).
    """
    global _exploring
    began = time.monotonic()
    _exploring += 1
    try:
        search = Search(program, seed)
        try:
            result = search.replay(replay) if replay is not None else search.search(budget, strategy)
        finally:
            search.world.loader.leave()
    except LoadError as error:
        place = error.place
        line = place.line if place is not None else None
        result = Result(
            Verdict.ERROR, f"{error}.", program.name, program.target, program.clause, line, place=place, schedules=0
        )
    finally:
        _exploring -= 1
    result.seconds = time.monotonic() - began
    return result


def explore(
    function: Callable[[], object],
    *,
    schedules: int = DEFAULT_SCHEDULES,
    seconds: float | None = None,
    seed: int = 0,
    replay: str | None = None,
    strategy: str = AUTO,
) -> Result:
    """Run a function under many schedules and say what is wrong with it, if anything.

    The function's file is loaded anew, with ``threading``, ``queue``, ``time`` and
    ``concurrent.futures`` simulated; nothing of the calling process is patched.

    Args:
        function: takes no arguments; starts and joins threads as it likes.
        schedules: at most so many schedules, at least 1.
        seconds: stop after so many seconds of wall-clock time; None for no limit.
        seed: of everything that is left to chance. The same seed gives the same result.
        replay: a token; runs only the schedule it names.
        strategy: "auto", or one alone: "random", "pct1" to "pct3", "pos", "surw", "ipb", "idb", "dfs", "dpor".

    Returns:
        A result whose ``verdict``, ``message``, ``schedules``, ``exhaustive``, ``replay`` and
        ``trace`` say what was found (see ``harness.trace.Result``).

    Raises:
        TypeError: ``function`` is not a plain function without arguments.
        ValueError: a bound that makes no sense, or a token for other source.
    """
    if _exploring:  # the file calls explore() at its top level, and is being loaded to be explored
        raise StopLoading
    budget = Budget(schedules, seconds)
    try:
        program = of_function(function)
    except LoadError as error:
        return Result(Verdict.ERROR, f"{error}.", getattr(function, "__qualname__", ""))
    return run(program, budget, seed, Token.parse(replay) if replay is not None else None, strategy)
