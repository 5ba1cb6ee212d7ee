"""The executor: runs schedules of one program in its world, and turns findings into results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..anchor import Anchor
from ..checks import judge
from ..checks.race import race
from ..common.timeout_rules import HOUR
from ..facts import DataRace
from ..part import Assumed
from ..program.clause import Clause
from ..program.program import Program, fingerprint
from ..program.pytest_test import PytestTest
from ..report.sentences import fill
from ..report.terminal.source_marks import first_line
from ..report.text.phrases import shown
from ..result import Finding, Note, NotedOperation, NoteKind, Result
from ..strategies.protocol import Candidate
from ..strategies.replay import FollowChoices, Follower
from ..token import PYTEST, Token
from ..trace import Choice, Fault, Place, Trace
from ..verdict import Verdict
from ..world.outcome import Outcome
from ..world.recording.access_tracer import AccessTracer
from ..world.recording.event_recorder import EventRecorder, label
from ..world.recording.named_operations import Heard, NamedOperations
from ..world.scheduler.thread import Chooser, Thread
from .contract_engine import ExplorerContractEngine
from .determinism import divergence
from .race_consequences import race_beside


class Executor:
    """Runs schedules of one program in its world.

    Args:
        program: what to run.
        strict_races: report data races as failures, even if the program's marks do not say so.

    Attributes:
        world: the program's world.
        contract_engine: serves the fixtures, if the program is a clause.
        body: the main thread's function.
        races: data races in the file under test are failures, reported where an execution fails no harder.
        tried: schedules that the present search has tried.
        executions: schedules run for any reason, such as to search, to record and to minimise.
        recorded: the trace of the last schedule that was recorded.
    """

    def __init__(self, program: Program, *, strict_races: bool = False) -> None:
        self.program = program
        self.world = program.world()
        self.world.scheduler.assumptions.forget()  # a world may have run another program before
        self.contract_engine = ExplorerContractEngine(self.world)
        self.body = program.body(self.world, self.contract_engine)
        self.races = strict_races or (isinstance(program, Clause) and program.marks.races)
        self.tried = 0
        self.executions = 0
        self.recorded: Trace | None = None

    @property
    def assumed(self) -> Assumed:
        """The properties of a machine that a proof takes for granted, as all executions so far show."""
        noted = self.world.scheduler.assumptions
        return self.world.library.draws, noted.clock, noted.identifiers

    def run(
        self,
        chooser: Chooser,
        fair_from: int | None = None,
        record: bool = False,
        known_endless: bool = False,
        tracer: AccessTracer | None = None,
        heard: Heard | None = None,
    ) -> Outcome:
        """Run one schedule; see ``World.run``."""
        self.contract_engine.begin()
        self.executions += 1
        watch = self.contract_engine.look if self.tried == 0 or self.contract_engine.missing() is not None else None
        return self.world.run(
            self.body,
            chooser,
            fair_from=fair_from,
            record=record,
            known_endless=known_endless,
            watch=watch,
            tracer=tracer,
            heard=heard,
        )

    def record(
        self, chooser: Follower, fair_from: int | None, endless: bool = False
    ) -> tuple[Outcome, Trace, Finding | None]:
        """Run one schedule, record it, and return its outcome, its trace and the finding of the checks.

        Args:
            chooser: follows a known schedule.
            fair_from: number of the choice from which round robin chooses, or None.
            endless: the schedule is known to reach the step bound.
        """
        chooser.here, chooser.choosing = self._here, lambda: self.operations().choosing()
        outcome = self.run(chooser, fair_from, record=True, known_endless=endless, heard=chooser.heard)
        chooser.here = chooser.choosing = None
        trace = self.recorded = outcome.trace
        assert trace is not None
        trace.preemptions, trace.switches = chooser.preemptions, list(chooser.switches)
        trace.anchors = list(chooser.anchors)
        if chooser.missed:
            trace.divergence = chooser.missed
        raced = race(trace, outcome.told, self.program.target) if self.races and outcome.told is not None else None
        return outcome, trace, harder(judge(trace), raced)

    def differs(self, outcome: Outcome) -> Finding | None:
        """Run a schedule a second time; return a finding if the execution is not the same."""
        before = list(self.world.scheduler.log)
        again = self.run(FollowChoices(outcome.choices), outcome.fair_from)
        return divergence(self.world.scheduler, before, outcome.ending, again.ending)

    def result(self, finding: Finding, number: int, trace: Trace | None, fair_from: int | None) -> Result:
        """Return the result of a finding, with the token that replays it.

        Args:
            finding: what is wrong.
            number: of the schedule that showed it, from 1.
            trace: of that schedule's execution; None if no execution shows it.
            fair_from: number of the choice from which round robin chose, or None.
        """
        result = Result(
            finding.verdict,
            "",
            self.program.name,
            self.program.target,
            test=self.program.clause,
            schedules=self.tried,
            found=number,
            trace=trace,
            output=self.world.output.shown() if trace is not None else "",
        )
        ignored = self.ignored_breakpoint()
        notes = (None if finding.race is None else race_beside(finding.race), ignored)
        result.notes = tuple(note for note in notes if note is not None)
        fill(result, finding)
        marked = first_line(result)
        result.line = marked if marked is not None else self._line(finding.place, trace)
        if trace is not None and trace.failure is not None and trace.failure.verdict is Verdict.ERROR:
            return result
        if trace is not None:
            result.preemptions = trace.preemptions
            result.replay = str(self.token(trace, fair_from))
        return result

    def token(self, trace: Trace, fair_from: int | None) -> Token:
        """Return the token of a recorded schedule.

        Args:
            trace: of its execution.
            fair_from: number of the choice from which round robin chose, or None.
        """
        anchors = tuple(trace.anchors)
        return Token(self._what(), fingerprint(self.program), tuple(trace.switches), fair_from, anchors=anchors)

    def operations(self) -> NamedOperations:
        """Return the named operations of the recorded execution that is under way."""
        recorder = self.world.scheduler.recorder
        assert isinstance(recorder, EventRecorder)
        return recorder.operations

    def _here(self, chosen: Candidate) -> Anchor:
        return self.operations().here(chosen)

    def ignored_breakpoint(self) -> Note | None:
        """Return a note on the first breakpoint of the program that was ignored; None if it has reached none."""
        ignored = self.world.breakpoints.ignored
        if ignored is None:
            return None
        return Note(NoteKind.BREAKPOINT, (NotedOperation(ignored.thread, "calls", ignored.call, ignored.place),))

    def _what(self) -> str:
        target = shown(self.program.target)
        if self.program.clause is None:
            inside = "".join(f"+{package}" for package in sorted(getattr(self.program, "inside", ())))
            timeouts = getattr(self.program, "timeouts", HOUR)
            inside += f"+timeouts={timeouts}" * (timeouts != HOUR) + f"+{PYTEST}" * isinstance(self.program, PytestTest)
            return f"{target}{self.program.name[len(self.program.target) :]}{inside}"
        workload = str(self.program.workload or "") if isinstance(self.program, Clause) else ""
        return f"{self.program.name}/{self.program.clause}{workload}@{target}"

    def _line(self, place: Place | None, trace: Trace | None) -> int | None:
        """Return the line of the file under test to look at first where the report marks none, or None."""
        if place is not None and place.file == self.program.target:
            return place.line
        if trace is not None:
            for event in reversed(trace.events):
                if event.place is not None and event.place.file == self.program.target:
                    return event.place.line
        return None

    def not_followed(self, choice: int, wanted: Choice, instead: Thread) -> str:
        """Describe where the program does not follow a schedule.

        Args:
            choice: number of the choice, from 0.
            wanted: what the schedule chooses there: a thread that cannot run, or a fault that cannot be injected.
            instead: the thread that runs instead.
        """
        scheduler = self.world.scheduler
        threads = {thread.number: thread for thread in scheduler.threads}
        if isinstance(wanted, Fault):
            problem = f"the schedule makes a callback raise in thread {wanted.thread}, which calls none"
        elif wanted not in threads:
            problem = f"the schedule runs thread {wanted}, which has not been started"
        elif threads[wanted].done:
            problem = f"the schedule runs {threads[wanted].name}, which has ended"
        else:
            blocked = threads[wanted]
            problem = f"the schedule runs {blocked.name}, which is blocked before its {self._operation(blocked)}"
        next_one = f"{instead.name} can run instead, with its {self._operation(instead)}"
        return f"at step {scheduler.steps + 1} (choice {choice + 1}) {problem}; {next_one}"

    def _operation(self, thread: Thread) -> str:
        """Return a thread's pending operation with its line, such as ``join Anna at program.py line 16``."""
        recorder, positions = self.world.scheduler.recorder, self.world.positions
        known = recorder.names() if isinstance(recorder, EventRecorder) else {}
        what = thread.field or label(known, thread.obj, None)
        frame = thread.suspended_frame()  # none while it runs
        place = positions.place_of(frame) if frame is not None else positions.place()
        where = f" at {Path(place.file).name} line {place.line}" if place is not None else ""
        return f"{thread.kind} {what}{where}"


def harder(finding: Finding | None, raced: Finding | None) -> Finding | None:
    """Return the finding to report of an execution: any failure but a soft one is reported before a race.

    Args:
        finding: of the checks.
        raced: a race that is a failure.
    """
    if raced is None or finding is None or finding.soft:
        return raced or finding
    return replace(finding, race=raced.facts if isinstance(raced.facts, DataRace) else None)
