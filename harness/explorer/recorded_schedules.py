"""The recorded schedules around a failure: a game is played against them where there is no engine, as on a page.

One execution gives a chain of positions, from the choice at which it leaves an earlier schedule to its end. The failing
schedule comes first, then the schedules that deviate from it by one choice, then those that deviate from these, and so
on: nearest first, and of those equally near the ones with fewer preemptions.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..answers.game import GameThread, Move, RecordedChoice, RecordedRun
from ..program.program import fingerprint
from ..strategies.noted import FollowAndNote
from ..strategies.protocol import Candidate
from ..strategies.replay import ReplayUntil
from ..token import Token
from ..trace import Choice
from ..world.diagnosis.wait_for_graph import SignalLocks, WaitForEdge, waits
from ..world.recording.event_recorder import EventRecorder, label
from .executor import Executor
from .game_moves import GameMoves, SeenThread

MOST_RUNS = 200
MOST_POSITIONS = 1_800
MOST_STEPS = 15_000
"""Bounds of a recording, about two seconds together. They are counts, so that a busy machine records the same."""
LONGEST = 400
"""Choices of the failing schedule: of a longer one nothing is recorded."""
AFTERWARDS = 80
"""Choices after a deviation: a thread that polls may have no last one."""
MOST_EVENTS = 1_000
"""Events of a schedule: threads that poll in turn may have no choice left, and no end."""


def record_schedules(
    executor: Executor,
    token: Token,
    *,
    runs: int = MOST_RUNS,
    positions: int = MOST_POSITIONS,
    steps: int = MOST_STEPS,
) -> list[RecordedRun]:
    """Return the schedules around that of a token, this one first; none if it is too long, or not of this source.

    Args:
        executor: of the program, which has been run once.
        token: of a failing schedule.
        runs: the most schedules to record.
        positions: the most positions in all.
        steps: executed in all, after which no further schedule is run.
    """
    if token.lasso is not None or token.source != fingerprint(executor.program):
        return []
    found, recorded, executed = list[RecordedRun](), 0, 0
    for run in _Recording(executor).around(token):
        found.append(run)
        recorded += len(run.positions)
        executed += len(run.trace.events)
        if len(found) >= runs or recorded >= positions or executed >= steps:
            break
    return found


@dataclass(slots=True)
class _Noted:
    """A choice, while the names of objects are not yet known."""

    events: int
    moves: tuple[Move, ...]
    threads: list[SeenThread]
    waits: list[WaitForEdge]
    decides: bool


class _Recording:
    """Runs schedules, and describes each of their choices."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._scheduler = executor.world.scheduler
        self._described = GameMoves(executor)
        self._noted: list[_Noted] = []
        self._names: dict[int, str] = {}
        self._first = self._end = 0
        self._stopped = False

    def around(self, token: Token) -> Iterator[RecordedRun]:
        """Yield the schedule of a token, then those around it, nearest first, without end if the program has none."""
        made = self._choices(token)
        if made is None:
            return
        run = self._run(made, 0, LONGEST + 1 if token.fair_from is None else len(made))
        run.made, run.turns = made, token.fair_from is not None
        queue, number, deviations, preempted = list[tuple[int, int, int, tuple[Choice, ...]]](), 0, 0, 0
        while True:
            if run.positions or run.over:
                yield run
                for costs, choices in _deviations(run, preempted):
                    number += 1
                    heapq.heappush(queue, (deviations + 1, costs, number, choices))
            if not queue:
                return
            deviations, preempted, _, made = heapq.heappop(queue)
            run = self._run(made, len(made), len(made) + AFTERWARDS)

    def _choices(self, token: Token) -> tuple[Choice, ...] | None:
        """Return all choices of a schedule, or those before the threads take turns; None if it cannot be recorded."""
        end = LONGEST + 1 if token.fair_from is None else token.fair_from
        chooser = ReplayUntil(list(token.switches), end, lambda: self._scheduler.stop("cut"))
        outcome = self._executor.run(chooser)
        return None if chooser.missed or len(outcome.choices) > LONGEST else tuple(outcome.choices[:end])

    def _run(self, choices: Sequence[Choice], first: int, end: int) -> RecordedRun:
        """Run the schedule that continues some choices without preemptions.

        Args:
            choices: the choices.
            first: the number of the first choice to describe.
            end: the number of the choice at which the execution is stopped.
        """
        executor, world = self._executor, self._executor.world
        self._noted, self._first, self._end = [], first, end
        self._stopped = False
        chooser = FollowAndNote(choices, self._note)
        chooser.heard = self._heard
        before, world.when_stopped = world.when_stopped, self._name
        try:
            outcome, trace, finding = executor.record(chooser, None)
        finally:
            world.when_stopped = before
        positions = list(map(self._position, self._noted))
        if self._stopped:
            return RecordedRun(
                tuple(outcome.choices[: first + len(positions) - 1]), positions, first, trace, over=False
            )
        run = RecordedRun(tuple(outcome.choices), positions, first, trace)
        if finding is not None:
            result = executor.result(finding, 1, trace, outcome.fair_from)
            run.verdict, run.message = result.verdict, result.message
        return run

    def _note(self, current: Candidate | None, runnable: Sequence[Candidate], extras: Sequence[Candidate]) -> None:
        """Note what can be chosen now; end the execution if it is long enough."""
        scheduler, world = self._scheduler, self._executor.world
        recorder = scheduler.recorder
        number = len(scheduler.choices)
        if number == self._first + len(self._noted) and isinstance(recorder, EventRecorder):
            signals = SignalLocks(recorder, world.positions.frame_of, world.positions.in_with_header)
            self._noted.append(
                _Noted(
                    len(recorder.raw),
                    self._described.moves(current, runnable, extras),
                    self._described.threads(current, runnable),
                    waits(scheduler, signals.is_one),
                    any(one.decides for one in (*runnable, *extras)),
                )
            )
        if number >= self._end:
            self._stop()

    def _heard(self, thread: object, operation: object, pointed: bool) -> None:
        """End an execution that has run for too long."""
        recorder = self._scheduler.recorder
        if isinstance(recorder, EventRecorder) and recorder.count > MOST_EVENTS:
            self._stop()

    def _stop(self) -> None:
        self._stopped = True
        self._scheduler.stop("cut")

    def _name(self) -> None:
        """Take the names of all objects, at the end of an execution."""
        recorder = self._scheduler.recorder
        self._names = recorder.names() if isinstance(recorder, EventRecorder) else {}

    def _position(self, noted: _Noted) -> RecordedChoice:
        edges = {edge.thread.number: edge for edge in noted.waits}
        threads = tuple(self._thread(one, edges.get(one.thread.number)) for one in noted.threads)
        return RecordedChoice(noted.events, noted.moves, threads, noted.decides)

    def _thread(self, seen: SeenThread, edge: WaitForEdge | None) -> GameThread:
        if edge is None:
            return seen.named(self._names)
        holders = tuple(holder.name for holder in edge.holders)
        return replace(seen.thread, kind=edge.kind, label=label(self._names, edge.obj, None), holders=holders)


def _deviations(run: RecordedRun, preempted: int) -> Iterator[tuple[int, tuple[Choice, ...]]]:
    """Yield the schedules that leave a run at one of its positions, each with the number of its preemptions.

    Args:
        run: the run.
        preempted: the number of preemptions before its first position.
    """
    for number, position in enumerate(run.positions, run.first):
        made = run.made[number] if number < len(run.made) else None
        for move in position.moves if made is not None or run.turns else ():
            if move.choice != made:
                yield preempted + move.preempts, (*run.made[:number], move.choice)
        preempted += any(move.choice == made and move.preempts for move in position.moves)
