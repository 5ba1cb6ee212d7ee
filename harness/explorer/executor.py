"""One program in its world: runs schedules of it, and makes results of what comes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from harness.checks import judge
from harness.checks.race import race
from harness.explorer.contract_engine import ExplorerContractEngine
from harness.explorer.determinism import divergence
from harness.program.clause import Clause
from harness.program.program import Program, fingerprint
from harness.result import Finding, Result
from harness.strategies.replay import FollowChoices, Follower
from harness.token import Token
from harness.trace import Place, Trace
from harness.verdict import Verdict
from harness.world import Outcome
from harness.world.recording.access_tracer import AccessTracer
from harness.world.recording.event_recorder import EventRecorder, label


class Executor:
    """One program, its world, and the schedules run in it.

    Attributes:
        races: accesses of the file under test that nothing orders are a failure, and come before all others.
        tried: schedules that the present search has tried.
        executions: schedules run for any reason: tried, recorded, shrunk.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.world = program.world()
        self.witnesses = ExplorerContractEngine(self.world)
        self.body = program.body(self.world, self.witnesses)
        self.races = isinstance(program, Clause) and program.rules().races
        self.tried = 0
        self.executions = 0

    def run(
        self,
        chooser: Any,
        fair_from: int | None = None,
        record: bool = False,
        known_endless: bool = False,
        tracer: AccessTracer | None = None,
    ) -> Outcome:
        """Run one schedule; see ``World.run``."""
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

    def record(
        self, chooser: Follower, fair_from: int | None, endless: bool = False
    ) -> tuple[Outcome, Trace, Finding | None]:
        """Run one schedule, write it down, and say what is wrong with it."""
        outcome = self.run(chooser, fair_from, record=True, known_endless=endless)
        trace = outcome.trace
        assert trace is not None
        trace.preemptions, trace.switches = chooser.preemptions, list(chooser.switches)
        if chooser.missed:
            trace.divergence = chooser.missed
        raced = race(trace, outcome.told, self.program.target) if self.races and outcome.told is not None else None
        return outcome, trace, raced or judge(trace)

    def differs(self, outcome: Outcome) -> Finding | None:
        """Run the first schedule again: the same schedule must give the same trace."""
        before = list(self.world.scheduler.log)
        again = self.run(FollowChoices(outcome.choices), outcome.fair_from)
        return divergence(self.world.scheduler, before, outcome.ending, again.ending)

    def result(self, finding: Finding, number: int, trace: Trace | None, fair_from: int | None) -> Result:
        """What was found, with the token of the execution that shows it.

        Args:
            finding: what is wrong.
            number: of the schedule that showed it.
            trace: that schedule's execution, if it is one.
            fair_from: choice from which on round robin chose, or None.
        """
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

    def lost(self, choice: int, wanted: int, instead: Any) -> str:
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
        known = recorder.names() if isinstance(recorder, EventRecorder) else {}
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
