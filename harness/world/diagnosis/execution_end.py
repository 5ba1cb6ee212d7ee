"""The end of an execution, read while its threads are where they stopped: its trace, and whether it is notable."""

from __future__ import annotations

import ast
from collections.abc import Container
from typing import Any

from ...common.kinds import held_by
from ...trace import BlockedThread, SpinLoop, ThreadException, Trace
from ...verdict import Verdict
from ..positions import Positions
from ..recording.event_recorder import EventRecorder, label
from ..restrictions.policy import Policy
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread
from . import wait_for_graph as blocked
from .endless_loops import ProgramProgress
from .exceptions import failure
from .unreleased_locks import UnreleasedLocks


class ExecutionEnd:
    """Describes how executions of one world end.

    Args:
        scheduler: runs the executions.
        positions: finds the program's own code.
        files: the file under test and its contract.
        unreleased: the locks and permits that were acquired and not released.

    Attributes:
        policy: what the file under test may use, if there is a policy.
        outliving: threads that outlive the test although the kata may not start any.
        blocked: the threads that wait at the end of a recorded execution, by number.
    """

    def __init__(
        self, scheduler: Scheduler, positions: Positions, files: Container[str], unreleased: UnreleasedLocks
    ) -> None:
        self.policy: Policy | None = None
        self.outliving: list[BlockedThread] = []
        self.blocked: dict[int, BlockedThread] = {}
        self._scheduler = scheduler
        self._positions = positions
        self._files = files
        self._unreleased = unreleased
        self._progress = ProgramProgress(scheduler, positions)
        scheduler.loops.sight = self._progress.sight
        scheduler.loops.loop_sight = self._progress.loop_sight
        scheduler.loops.serving = self._progress.serving

    def begin(self) -> None:
        """Begin an execution: there is nothing to report of it."""
        self.outliving = []
        self.blocked = {}
        self._unreleased.begin()
        if self.policy is not None:
            self.policy.found.clear()

    def note_outliving(self) -> None:
        """Note the threads of a kata that may not start any, when the main thread has ended before them."""
        if self.policy is None or self.policy.allow is None or "Thread" in self.policy.allow:
            return
        for thread in self._scheduler.threads:
            if not thread.done and not self._is_ours(thread):
                place = self._positions.place_of_thread(thread)
                self.outliving.append(BlockedThread(thread.name, thread.kind, "", place, ours=False))

    def is_notable(self) -> bool:
        """True when a check should look at the execution."""
        scheduler, policy = self._scheduler, self.policy
        return bool(
            scheduler.ending != "done"
            or (scheduler.loops.spun and not scheduler.rules.may_spin)
            or (policy is not None and policy.found)
            or self.outliving
            or self._unreleased.unreleased()
            or (policy is not None and any(_outlives(thread) for thread in scheduler.threads))
        )

    def trace(self, recorder: EventRecorder) -> Trace:
        """Make the trace of a recorded execution."""
        scheduler = self._scheduler
        trace = Trace(
            ending=scheduler.ending,
            threads=[thread.name for thread in scheduler.threads],
            steps=scheduler.steps,
            choices=list(scheduler.choices),
            settling=bool(scheduler.queue.resting),
            may_spin=self.policy is not None and self.policy.spin,
            failure=self._failure(),
        )
        trace.spun = [SpinLoop(thread.name, place, True, False) for thread, place in scheduler.loops.spun]
        if scheduler.ending == "endless":
            trace.endless = [self._loop(thread) for thread in scheduler.threads if thread.runnable]
        elif scheduler.ending == "forever":
            trace.endless = [self._loop(thread) for thread in self._progress.servers()]
        if scheduler.ending in ("blocked", "done", "endless", "cut"):
            tested = scheduler.main.done  # before anything is tried out
            described = self._describe_blocked(recorder)
            if scheduler.ending in ("blocked", "cut"):
                trace.waiting = described
            trace.left = self.outliving or [one for one in described if not one.ours and tested]
        trace.events = recorder.finished()
        if scheduler.ending == "done":
            every = self._unreleased.unreleased()
            trace.unreleased = [one.described(one.label(trace.events), self._tree) for one in every]
        return trace

    def _failure(self) -> ThreadException | None:
        scheduler, files = self._scheduler, frozenset(self._positions.files)
        if self.policy is not None and self.policy.found:
            message, place = self.policy.found[0]
            return ThreadException(
                scheduler.current.name, "ForbiddenPrimitive", message, place, verdict=Verdict.FORBIDDEN
            )
        if scheduler.failure is not None:
            return failure(*scheduler.failure, self._files, files, self._positions.line)
        return None

    def _loop(self, thread: Thread) -> SpinLoop:
        place = self._positions.place_of_thread(thread)
        return SpinLoop(thread.name, place, bool(thread.polled), bool(thread.writes))

    def _describe_blocked(self, recorder: EventRecorder) -> list[BlockedThread]:
        scheduler, known = self._scheduler, recorder.names()
        positions = self._positions
        is_signal_lock = blocked.SignalLocks(recorder, positions.frame_of, positions.in_with_header).is_one
        found = blocked.waits(scheduler, is_signal_lock)
        described = [self._blocked(wait, known, recorder) for wait in found]
        if scheduler.ending == "blocked":
            self.blocked = {wait.thread.number: one for wait, one in zip(found, described, strict=True)}
            for number, givers in blocked.unblockers(scheduler, found, is_signal_lock).items():
                self.blocked[number].gives = sorted(scheduler.threads[giver].name for giver in givers)
        return described

    def _blocked(self, wait: blocked.WaitForEdge, known: dict[int, str], recorder: EventRecorder) -> BlockedThread:
        thread = wait.thread
        # in acquire(), and at the end of a wait on a condition, the lock is among the pending ones
        wanted = thread.pending[-1] if thread.pending else wait.obj
        left = self._unreleased.left_behind(wanted)
        objects: dict[int, Any] = {id(obj): obj for obj in recorder.registry.objects()}
        return BlockedThread(
            thread.name,
            wait.kind,
            label(known, wait.obj, None),
            self._positions.place_of_thread(thread) or thread.home,
            holders=[holder.name for holder in wait.holders if not holder.done],
            gone=[holder.name for holder in wait.holders if holder.done],
            owned=wait.owned,
            daemon=thread.daemon,
            ours=self._is_ours(thread),
            notify=blocked.last_notify(recorder, wait.obj),
            holds=[
                name
                for key, name in known.items()
                if (root := objects.get(key)) is not None and held_by(root, "owner") is thread
            ],
            left=left.described(label(known, wanted, None), self._tree) if left is not None else None,
        )

    def _tree(self, file: str) -> ast.Module | None:
        source = self._positions.files.get(file)
        return source.tree if source is not None else None

    def _is_ours(self, thread: Thread) -> bool:
        """True when the program itself started it, and not the code under test it calls."""
        return self.policy is None or thread.is_ours()


def _outlives(thread: Thread) -> bool:
    """True when the test has ended and the thread has not, though the contract does not let it run on."""
    return not thread.done and not (thread.daemon and thread.is_ours())
