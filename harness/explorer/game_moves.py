"""The description of a choice for a game: the moves that can be made there, and the state of each thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..answers.game import GameThread, Move, MoveKind, ThreadStatus
from ..strategies.protocol import Candidate
from ..trace import CHOOSE, FAIL, NOTIFY
from ..world.recording.event_recorder import label
from ..world.recording.values import shown
from ..world.scheduler.thread import BLOCKED, Thread
from .executor import Executor

ABLE = (ThreadStatus.READY, ThreadStatus.RUNS)


@dataclass(slots=True)
class SeenThread:
    """A thread at a choice, whose objects have no names yet: names are known best once the execution is over.

    Attributes:
        thread: without the name of the object.
        field: of the object of its pending operation or of its wait, or None.
        obj: that object.
    """

    thread: GameThread
    field: str | None
    obj: object

    def named(self, known: dict[int, str]) -> GameThread:
        """Return the thread with the name of its object.

        Args:
            known: names of objects, by identity.
        """
        thread = self.thread
        if not thread.kind:
            return thread
        return replace(thread, label=self.field or label(known, self.obj, None))


class GameMoves:
    """Describes the choices of the executions of one program.

    Args:
        executor: runs them.
    """

    def __init__(self, executor: Executor) -> None:
        self._scheduler = executor.world.scheduler
        self._positions = executor.world.positions

    def moves(
        self, current: Candidate | None, runnable: Sequence[Candidate], extras: Sequence[Candidate]
    ) -> tuple[Move, ...]:
        """Return what can be chosen now; the arguments are those of ``Strategy.choose``."""
        plain = current if current is not None else min(runnable, key=lambda one: one.number)
        moves = [self._move(one, current, plain) for one in (*runnable, *extras)]
        return tuple(sorted(moves, key=lambda move: (move.kind is MoveKind.FAULT, move.number)))

    def threads(self, current: Candidate | None, runnable: Sequence[Candidate]) -> list[SeenThread]:
        """Return the state of each thread at this choice."""
        able = {one.number for one in runnable if not one.decides}
        running = current.number if current is not None else None
        return [self._thread(thread, running, ready=thread.number in able) for thread in self._scheduler.threads]

    def ended(self) -> list[SeenThread]:
        """Return the state of each thread at the end of an execution."""
        return [self._thread(thread, None, ready=False) for thread in self._scheduler.threads]

    def _move(self, one: Candidate, current: Candidate | None, plain: Candidate) -> Move:
        thread = self._scheduler.threads[one.number].name if one.operation.kind != CHOOSE else shown(one.operation.obj)
        kind = MoveKind.THREAD
        if isinstance(one, Thread):
            kind = MoveKind.TIMEOUT if one.state is BLOCKED else MoveKind.THREAD
        elif one.operation.kind == CHOOSE:
            kind = MoveKind.INPUT
        elif one.operation.kind == FAIL:
            kind = MoveKind.FAULT
        elif one.operation.kind == NOTIFY:
            kind = MoveKind.ENOUGH if one.number == self._scheduler.current.number else MoveKind.WAKE
        return Move(one.choice, kind, one.number, thread, current is not None and one is not current, one is plain)

    def _thread(self, thread: Thread, running: int | None, *, ready: bool) -> SeenThread:
        failure = self._scheduler.failure
        status = ThreadStatus.READY if ready else ThreadStatus.WAITS
        if failure is not None and failure[0] is thread:
            status = ThreadStatus.FAILED
        elif thread.done:
            status = ThreadStatus.ENDED
        elif thread.number == running:
            status = ThreadStatus.RUNS
        kind = thread.kind if status in ABLE else ""
        place = None if thread.done else self._positions.place_of(self._positions.frame_of_thread(thread))
        return SeenThread(GameThread(thread.number, thread.name, status, kind, "", place), thread.field, thread.obj)
