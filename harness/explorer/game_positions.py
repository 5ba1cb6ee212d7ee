"""The positions of a game: a program is run up to a choice, and what could be chosen there is described.

Each position is a run from the beginning, so that to undo a choice is to run one choice less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ..answers.game import Ahead, GameAnswer, GameRequest, GameThread, Move, MoveKind, Position, ThreadStatus
from ..contract.workload import Workload, WorkloadSpec
from ..part import Part
from ..program.clause import Clause
from ..program.program import fingerprint
from ..strategies.pause import PauseAfterChoices
from ..strategies.protocol import Candidate
from ..strategies.replay import FollowChoices, Follower, Replay
from ..token import Token, TokenError
from ..trace import Choice, Trace
from ..world.recording.event_recorder import EventRecorder
from .game_moves import GameMoves
from .generated import workload_of
from .recorded_schedules import record_schedules
from .search import Search
from .summary import summarize


class GamePositions:
    """The positions of the game over one program.

    Args:
        search: over the program.
        token: names the generated workload of a clause that has one, and the position to begin at; None for the
            beginning, and for the simplest workload.

    Raises:
        TokenError: the token has a workload that is none of the clause.
        LoadError: a file of the program cannot be loaded.
    """

    def __init__(self, search: Search, token: Token | None) -> None:
        self._executor = search
        self._token = token
        self._scheduler = search.world.scheduler
        self._moves: tuple[Move, ...] = ()
        self._threads: tuple[GameThread, ...] = ()
        self._described = GameMoves(search)
        self._decides = False
        self._made = self._forced = 0
        """Choices made up to the present pause; and the number of the step if only one thread can take it, else 0."""
        self._calls: tuple[str, ...] = ()
        spec = search.program.marks.workload_spec if isinstance(search.program, Clause) else None
        if spec is not None:
            workload = workload_of(token, spec) if token is not None else simplest(spec)
            search.use_workload(workload)
            self._calls = workload.lines(spec)
        search.tried = 1
        search.run(FollowChoices([]))  # what its first execution imports must not change a later one
        search.world.loader.warmed = False

    def answer(self, request: GameRequest) -> GameAnswer:
        """Return the answer to a request.

        Raises:
            TokenError: the program does not follow the choices.
        """
        if request.ahead:
            return GameAnswer(ahead=self.ahead(request.choices, request.forced))
        if request.record:
            runs = record_schedules(self._executor, self._token) if self._token is not None else []
            return GameAnswer(runs=runs, calls=self._calls)
        if request.from_token and self._token is not None:
            position = self.of_token(self._token)
        elif request.go_on:
            position = self.position(request.choices, go_on=True)
        elif request.finish or request.turns:
            position = self.finished(request.choices, fair=request.turns)
        else:
            position = self.position(request.choices, forced=request.forced)
        return GameAnswer(position, calls=self._calls)

    def of_token(self, token: Token) -> Position:
        """Return the position after the last switch of a token, or where round robin begins in it.

        Raises:
            TokenError: the program does not follow its schedule.
        """
        if token.source != fingerprint(self._executor.program):
            raise TokenError(
                "the source has changed since this token was printed; kata replay follows it in the new one"
            )
        if token.lasso is not None:
            raise TokenError("in this schedule a thread starves: it repeats for ever, and has no last choice to play")
        chooser = Replay(list(token.switches))
        chooser.describe_missed = self._executor.not_followed
        outcome = self._executor.run(chooser, token.fair_from)
        if chooser.missed:
            raise TokenError(f"the program does not follow this schedule: {chooser.missed}")
        last = token.switches[-1][0] + 1 if token.switches else 0
        if token.fair_from is not None:  # round robin shows the same only from there on
            last = max(last, token.fair_from)
        return self.position(outcome.choices[:last])

    def finished(self, choices: Sequence[Choice], *, fair: bool = False) -> Position:
        """Return the end of the schedule that continues after some choices without preemptions.

        Args:
            choices: the choices.
            fair: the threads take turns from there on, which shows whether they ever come to an end.
        """
        outcome = self._executor.run(FollowChoices(choices), len(choices) if fair else None)
        return self._end(tuple(outcome.choices), outcome.fair_from, outcome.ending == "endless")

    def after(self, choices: Sequence[Choice], forced: int, move: Move) -> Position:
        """Return the position after a move of a position: at the next step, whether or not there is a choice.

        Args:
            choices: of the position.
            forced: of the position.
            move: the move.
        """
        if move.forced:
            return self.position(choices, forced=forced + 1)
        return self.position((*choices, move.choice), forced=1)

    def position(self, choices: Sequence[Choice], *, go_on: bool = False, forced: int = 0) -> Position:
        """Return the position after some choices.

        Args:
            choices: the choices.
            go_on: let the thread that runs after them go on until another one must be chosen.
            forced: stop before this step of those, after the last choice, that only one thread can take, unless there
                is a choice before; 0 to stop only where there is a choice.

        Raises:
            TokenError: the program does not follow them.
        """
        self._moves, self._threads, self._forced = (), (), 0
        followed = partial(self._stop_at, forced) if forced else None
        chooser = PauseAfterChoices(choices, self._paused, go_on=go_on, followed=followed)
        chooser.describe_missed = self._executor.not_followed
        outcome, trace, _ = self._executor.record(chooser, None)
        if chooser.missed:
            raise TokenError(f"the program does not follow these choices: {chooser.missed}")
        if not chooser.paused and not self._forced:
            return self._end(tuple(outcome.choices), outcome.fair_from, outcome.ending == "endless")
        return Position(
            tuple(outcome.choices[: self._made]), self._moves, self._waiting(self._threads, trace), trace,
            chooser.preemptions,
            replay=str(self._executor.token(trace, None)), decides=self._decides, forced=self._forced,
        )  # fmt: skip

    def ahead(self, choices: Sequence[Choice], forced: int = 0) -> tuple[Ahead, ...]:
        """Return the outcome of each move of a position; the arguments are those of ``after``."""
        here = self.position(choices, forced=forced)
        before = len(here.trace.events)
        found = []
        for move in here.moves:
            there = self.after(here.choices, here.forced, move)
            moved = next((one for one in there.threads if one.number == move.number), None)
            thread = moved if move.kind in (MoveKind.THREAD, MoveKind.TIMEOUT) else None
            found.append(Ahead(move, tuple(there.trace.events[before:]), thread, there.over))
        return tuple(found)

    def _end(self, choices: tuple[Choice, ...], fair_from: int | None, endless: bool) -> Position:
        """Return the position at the end of an execution, with its result."""
        executor = self._executor
        chooser: Follower = FollowChoices(choices)
        outcome, trace, finding = executor.record(chooser, fair_from, endless)
        if finding is not None:
            result = executor.result(finding, 1, trace, outcome.fair_from)
        else:
            result = summarize([Part(1, name=executor.program.name, file=executor.program.target)])
            result.test = executor.program.clause
        result.found = None
        threads = tuple(one.thread for one in self._described.ended())
        replay = str(executor.token(trace, outcome.fair_from))
        return Position(
            choices, (), self._waiting(threads, trace), trace, chooser.preemptions, result, replay,
            fair=outcome.fair_from == len(choices),
        )  # fmt: skip

    # -- a position ------------------------------------------------------------------------------------------

    def _paused(self, current: Candidate | None, runnable: Sequence[Candidate], extras: Sequence[Candidate]) -> None:
        """Note what can be chosen, and end the execution."""
        recorder = self._scheduler.recorder
        known = recorder.names_now() if isinstance(recorder, EventRecorder) else {}
        moves = self._described.moves(current, runnable, extras)
        self._moves = tuple(replace(move, forced=bool(self._forced)) for move in moves)
        self._decides = any(one.decides for one in (*runnable, *extras))
        self._threads = tuple(one.named(known) for one in self._described.threads(current, runnable))
        self._made = len(self._scheduler.choices)
        self._scheduler.stop("cut")

    def _stop_at(self, number: int) -> None:
        """Stop the execution before a step that only one thread can take; called when the last choice was made.

        Args:
            number: of the step, from 1.
        """
        scheduler, queue, before = self._scheduler, self._scheduler.queue, self._scheduler.watch
        left = number

        def look() -> None:
            nonlocal left
            if before is not None:
                before()
            if len(queue.runnable) == 1 and not queue.timed and not scheduler.ending:
                left -= 1
                if left == 0:
                    self._forced = number
                    only = queue.runnable[0]
                    self._paused(only if only is scheduler.current else None, queue.runnable, [])

        scheduler.watch, queue.watched = look, True

    @staticmethod
    def _waiting(threads: tuple[GameThread, ...], trace: Trace) -> tuple[GameThread, ...]:
        """Return the threads, with what each waits for as the trace names it."""
        waits = {one.thread: one for one in trace.waiting}

        def known(thread: GameThread) -> GameThread:
            wait = waits.get(thread.name)
            if wait is None or thread.status is not ThreadStatus.WAITS:
                return thread
            holders = (*wait.holders, *wait.gone)
            place = wait.place or thread.place
            return replace(thread, kind=wait.kind, label=wait.label, place=place, holders=holders)

        return tuple(map(known, threads))


def simplest(spec: WorkloadSpec) -> Workload:
    """Return a workload of two threads in which each call is made once, as far as there is room."""
    choices = spec.choices()
    most = min(spec.calls, max(len(choices), 1))
    return Workload(
        tuple(tuple(choices[(thread + step) % len(choices)] for step in range(most)) for thread in range(2))
    )
