"""Explore a program: schedule after schedule in a world, until one fails or the budget is spent."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from harness.checks import judge
from harness.program import Program, fingerprint, of_function
from harness.search.budget import DEFAULT_SCHEDULES, Budget, plan
from harness.search.protocol import Profile, Strategy
from harness.search.replay import Follow, Following, Replay
from harness.search.shrink import Cost, shrink
from harness.token import Token, TokenError
from harness.trace import END, READ, WRITE, Finding, Place, Result, Trace, Verdict
from harness.world import Outcome, World
from harness.world.fairness import RoundRobin
from harness.world.loader import LoadError, StopLoading

_exploring = 0

WITNESS_TRIES = 500
"""Schedules tried at least, whatever the budget, before something is said to be never possible."""


class Witnesses:
    """What must be possible in some schedule, and what of it has been seen."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: dict[str, bool] = {}
        self._asked: list[tuple[str, Callable[[], bool]]] = []

    @property
    def threading(self) -> Any:
        """The world's ``threading``, for the fixtures."""
        return self.world.library.threading

    def begin(self) -> None:
        """A new schedule: what was asked about in the last one is gone."""
        self._asked.clear()

    def settle(self) -> None:
        """Suspend the calling thread until everybody else rests."""
        self.world.scheduler.settle()

    def waits(self, thread: Any) -> bool:
        """The thread is neither over nor able to go on."""
        return any(one.object is thread and not one.done for one in self.world.scheduler.threads)

    def witness(self, description: str, predicate: Callable[[], bool]) -> None:
        """Ask for a schedule in which ``predicate`` is true at some point."""
        if not self.seen.setdefault(description, False):
            self._asked.append((description, predicate))

    def look(self) -> None:
        """Called before each choice."""
        scheduler = self.world.scheduler
        for description, predicate in self._asked:
            if not self.seen[description]:
                scheduler.silent = True
                try:
                    self.seen[description] = bool(predicate())
                finally:
                    scheduler.silent = False

    def missing(self) -> str | None:
        """The first thing asked for that no schedule showed."""
        return next((description for description, seen in self.seen.items() if not seen), None)


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
        self.executions = 0
        """Schedules run for any reason: tried, recorded, shrunk."""

    def _run(
        self, chooser: Any, fair_from: int | None = None, record: bool = False, known_endless: bool = False
    ) -> Outcome:
        self.witnesses.begin()
        self.executions += 1
        watch = self.witnesses.look if self.tried == 0 or self.witnesses.missing() is not None else None
        return self.world.run(
            self.body, chooser, fair_from=fair_from, record=record, known_endless=known_endless, watch=watch
        )

    def try_one(self, strategy: Strategy | None) -> Outcome:
        """Run one schedule; None stands for fair round robin."""
        if strategy is None:
            return self._run(RoundRobin(self.world.scheduler))
        strategy.begin(self.rng, self.profile)
        outcome = self._run(strategy)
        self.profile.learn(len(self.world.scheduler.threads), len(outcome.choices))
        return outcome

    def search(self, budget: Budget) -> Result:
        """Try schedules until one fails or the budget is spent."""
        soft: tuple[Outcome, int] | None = None
        for number, strategy in enumerate(plan(), 1):
            if not budget.allows(self.tried) and (self.witnesses.missing() is None or self.tried >= WITNESS_TRIES):
                break
            outcome = self.try_one(strategy)
            self.tried = number
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
        return self._passed()

    def _passed(self) -> Result:
        message = f"{self.tried:,} schedule{'s' if self.tried != 1 else ''} tried, no failure."
        return Result(Verdict.PASS, message, self.program.name, self.program.target, schedules=self.tried)

    def _never(self, description: str) -> Finding:
        message = (
            f"Never possible: {description}. No failure otherwise, but none of {self.tried:,} schedules showed it."
        )
        return Finding(Verdict.OVERSERIALIZED, message, None, (f"{self.tried:,} schedules tried",))

    # -- from an execution to a result ---------------------------------------------------------------

    def _differs(self, outcome: Outcome) -> Finding | None:
        """Run the first schedule again: the same schedule must give the same trace."""
        before = self._log()
        again = self._run(Follow(outcome.choices), outcome.fair_from)
        after = self._log()
        if before == after and again.ending == outcome.ending:
            return None
        step = next(
            (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
        )
        first, second = self._said(before, step), self._said(after, step)
        message = (
            f"The same schedule did not give the same execution twice: at step {step + 1}"
            f" they part, where {first} the first time and {second} the second."
            " Something outside the schedule (the clock, random numbers, memory addresses, a file) steers the code."
        )
        return Finding(Verdict.NONDETERMINISTIC, message)

    def _said(self, log: list[tuple[int, str, str | None]], step: int) -> str:
        if step >= len(log):
            return "all is over"
        thread, kind, field = log[step]
        word = {READ: "reads", WRITE: "writes", END: "ends"}.get(kind, f"comes to {kind}")
        return f"{self.world.scheduler.threads[thread].name} {word}{f' {field}' if field else ''}"

    def _log(self) -> list[tuple[int, str, str | None]]:
        return list(self.world.scheduler.log)

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
        chooser, trace, finding = self._shrunk(chooser, trace, finding, outcome)
        return self._found(finding, number, trace, None)

    def _plainer_loop(self, trace: Trace, finding: Finding, outcome: Outcome) -> tuple[Trace, Finding, int | None]:
        """An endless execution under as little steering as shows it: round robin from the start, if that does."""
        if self._run(Follow([]), 0).ending == "endless":
            _, other, found = self._record(Follow([]), 0, endless=True)
            if found is not None and found.verdict is finding.verdict:
                return other, found, 0
        return trace, finding, outcome.fair_from

    def _shrunk(
        self, chooser: Following, trace: Trace, finding: Finding, outcome: Outcome
    ) -> tuple[Following, Trace, Finding]:
        best = chooser, trace, finding
        least: Cost = (chooser.preemptions, len(chooser.switches), outcome.steps)

        def attempt(tried: Following) -> tuple[Cost, Following, list[int]] | None:
            nonlocal best, least
            result = self._run(tried)
            cost = (tried.preemptions, len(tried.switches), result.steps)
            if result.ending != outcome.ending or cost >= least:
                return None
            followed = Follow(list(result.choices))
            _, other, found = self._record(followed, None)
            if found is None or not _alike(found, finding, other, trace):
                return None
            best, least = (followed, other, found), cost
            return cost, followed, result.choices

        shrink(chooser, list(outcome.choices), attempt)
        return best

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


def _alike(found: Finding, finding: Finding, other: Trace, trace: Trace) -> bool:
    """Two failures are the same bug: one verdict, and where an exception ended it, at one line."""
    if found.verdict is not finding.verdict or found.soft is not finding.soft:
        return False
    if trace.failure is None or other.failure is None:
        return trace.failure is other.failure
    return (trace.failure.kind, trace.failure.place) == (other.failure.kind, other.failure.place)


def shown_path(path: str) -> str:
    """Relative to the working directory where that is shorter and inside it."""
    try:
        return Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return Path(path).as_posix()


def run(program: Program, budget: Budget, seed: int = 0, replay: Token | None = None) -> Result:
    """Explore a program; a file that does not load is a result too.

    Args:
        program: what to explore.
        budget: how long.
        seed: of everything that is left to chance.
        replay: run only this schedule.
    """
    global _exploring
    began = time.monotonic()
    _exploring += 1
    try:
        search = Search(program, seed)
        try:
            result = search.replay(replay) if replay is not None else search.search(budget)
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
    return run(program, budget, seed, Token.parse(replay) if replay is not None else None)
