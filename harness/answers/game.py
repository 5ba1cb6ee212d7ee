"""Positions of the game in which a person is the scheduler (``kata play``), and what can be chosen there."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ..result import Result
from ..trace import Choice, Event, Place, Trace
from ..verdict import Verdict

UNPLAYABLE = frozenset({Verdict.OVERSERIALIZED, Verdict.STARVATION, Verdict.NONDETERMINISTIC})
"""Verdicts that no single schedule with an end shows."""


class MoveKind(StrEnum):
    """The kinds of what can be chosen at a position."""

    THREAD = "thread"
    """A thread performs its pending operation."""
    TIMEOUT = "timeout"
    """The wait of a thread times out, although threads can run."""
    FAULT = "fault"
    """A callback raises an exception."""
    WAKE = "wake"
    """A notify wakes this waiter."""
    ENOUGH = "enough"
    """A notify wakes no further waiter."""
    INPUT = "input"
    """The program has this input."""


class ThreadStatus(StrEnum):
    """The states in which a thread can be at a position."""

    RUNS = "runs"
    """It has been running, and can continue."""
    READY = "ready"
    """It can run."""
    WAITS = "waits"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class GameThread:
    """A thread at a position.

    Attributes:
        number: 0 for the main thread, then in order of starting.
        name: of the thread.
        status: whether it can run.
        kind: the kind of its pending operation or of its wait; "" if it has none.
        label: the object of that.
        place: the line of the program at which it is, or None.
        holders: names of the threads that hold what it waits for.
    """

    number: int
    name: str
    status: ThreadStatus
    kind: str = ""
    label: str = ""
    place: Place | None = None
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A choice that the player has at a position.

    Attributes:
        choice: what is written into the schedule.
        kind: of the move.
        number: of the thread, or of the input.
        thread: name of the thread; of an input, its text.
        preempts: it costs a preemption: the thread that has been running could continue.
        plain: it is what a schedule without preemptions would choose.
        forced: it is the only one: no other thread can run, so the schedule says nothing of it.
    """

    choice: Choice
    kind: MoveKind
    number: int
    thread: str
    preempts: bool = False
    plain: bool = False
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """The outcome of a move: what happens up to the next choice.

    Attributes:
        move: the move.
        events: the operations that are performed.
        thread: the state of the moved thread after it; None for a move that is no thread's.
        over: the execution ends with it.
    """

    move: Move
    events: tuple[Event, ...]
    thread: GameThread | None
    over: bool = False


@dataclass(slots=True)
class Position:
    """The state of a program after some choices.

    Attributes:
        choices: all choices so far.
        moves: what can be chosen now; empty where the execution has ended.
        threads: all threads that have been started.
        trace: of the execution up to here.
        preemptions: so far.
        result: of an execution that has ended; None before.
        replay: the token of the schedule so far; "" if no token can name it.
        decides: it is no thread that is chosen here, but an outcome of the step of a thread.
        fair: the threads have taken turns since the last of the choices, to the end.
        forced: the number of this step among those, after the last of the choices, that only one thread can take; 0
            where there is a choice.
    """

    choices: tuple[Choice, ...]
    moves: tuple[Move, ...]
    threads: tuple[GameThread, ...]
    trace: Trace
    preemptions: int = 0
    result: Result | None = None
    replay: str = ""
    decides: bool = False
    fair: bool = False
    forced: int = 0

    @property
    def over(self) -> bool:
        """True if the execution has ended."""
        return self.result is not None


@dataclass(frozen=True, slots=True)
class GameRequest:
    """A question to the worker that plays a program.

    Attributes:
        choices: the position.
        forced: the same number as that of a position: stop before that step, unless there is a choice before.
        ahead: what each move of the position leads to, and not the position itself.
        go_on: let the thread that runs there go on until another one must be chosen.
        finish: go on from there to the end, without preemptions.
        turns: go on from there to the end, or to the step bound, with all threads taking turns.
        from_token: the position is that of the job's token, after its last switch.
        record: the schedules around that of the job's token, for a game without the program.
    """

    choices: tuple[Choice, ...] = ()
    forced: int = 0
    ahead: bool = False
    go_on: bool = False
    finish: bool = False
    turns: bool = False
    from_token: bool = False
    record: bool = False


@dataclass(frozen=True, slots=True)
class RecordedChoice:
    """A choice of a recorded schedule.

    Attributes:
        events: the number of events before it.
        moves: what can be chosen.
        threads: all threads that have been started.
        decides: it is no thread that is chosen here, but an outcome of the step of a thread.
    """

    events: int
    moves: tuple[Move, ...]
    threads: tuple[GameThread, ...]
    decides: bool = False


@dataclass(slots=True)
class RecordedRun:
    """One schedule of a recording: a chain of positions.

    Attributes:
        made: all choices up to the last of the positions, or to the end.
        positions: before each choice from number ``first`` on.
        first: the number of choices that an earlier run has in common with this one.
        trace: of the execution, as far as it was run.
        over: the execution has ended; otherwise it was stopped at the last position.
        verdict: of its failure; None if nothing failed.
        message: of that failure, or "".
        turns: from the last position on, the schedule of the failure lets all threads take turns, to the end.
    """

    made: tuple[Choice, ...]
    positions: list[RecordedChoice]
    first: int
    trace: Trace
    over: bool = True
    verdict: Verdict | None = None
    message: str = ""
    turns: bool = False


@dataclass(slots=True)
class GameAnswer:
    """The answer of the worker: a position, what each of its moves leads to, or recorded schedules.

    Attributes:
        position: the position; None in the answer to a look-ahead.
        ahead: for each move of the position, its outcome.
        calls: for a generated workload, the calls of each thread.
        runs: the recorded schedules, the failure first.
    """

    position: Position | None = None
    ahead: tuple[Ahead, ...] = ()
    calls: tuple[str, ...] = ()
    runs: list[RecordedRun] = field(default_factory=list)


@dataclass(slots=True)
class Recording:
    """A game that can be played without the program: the schedules around a failure.

    Attributes:
        runs: the schedules, the failure first.
        token: of the schedule without preemptions; the choices that differ from it are added at its end.
        par: the failure with the fewest preemptions known; None for the recorded failure itself.
    """

    runs: list[RecordedRun]
    token: str
    par: Result | None = None


def playable(result: Result) -> bool:
    """True if a failure is that of one schedule, which a player can find."""
    return not result.passed and result.trace is not None and result.verdict not in UNPLAYABLE
