"""The trace of a run on real threads, in the form that the checks read."""

from __future__ import annotations

import sys
from types import FrameType, SimpleNamespace
from typing import Any, cast

from ..checks import judge
from ..common.kinds import has
from ..facts import Doing, Hang, ThreadAt, Wait
from ..result import Finding
from ..trace import ACQUIRE, JOIN, BlockedThread, Place, SpinLoop, ThreadException, Trace
from ..verdict import Verdict
from ..world.diagnosis.exceptions import failure
from ..world.recording.event_recorder import label
from ..world.recording.object_names import labels
from ..world.world import World
from .run_ending import RunEnding
from .thread import RealThread
from .thread_registry import ThreadRegistry

DEPTH = 4
"""How many of a thread's own frames are searched for names."""


class TraceBuilder:
    """Builds the trace of one run from its thread registry.

    Args:
        registry: the threads; those that have not ended are still where they stopped.
        world: of the program; knows its files and its policy.
    """

    def __init__(self, registry: ThreadRegistry, world: World) -> None:
        self.registry = registry
        self.world = world
        self.frames = sys._current_frames()

    def place(self, thread: RealThread) -> Place | None:
        """Return the program's line that a thread is in, or else the one that started it."""
        return self.world.positions.place_of(self.frames.get(thread.ident)) or thread.started_at

    def ours(self, thread: RealThread) -> bool:
        """True when the program itself started the thread, and not the code under test that it calls."""
        return self.world.policy is None or thread.number == 0 or has(thread.object, "_kata_ours")

    def outlived(self) -> list[BlockedThread]:
        """Return the threads that are alive when the test ends, of a kata that may start none."""
        policy = self.world.policy
        if policy is None or policy.allow is None or "Thread" in policy.allow:
            return []
        left = [thread for thread in self.registry.live() if not thread.returned and not self.ours(thread)]
        return [BlockedThread(thread.name, _doing(thread)[0], "", self.place(thread), ours=False) for thread in left]

    def trace(self, seen: RunEnding, outlived: list[BlockedThread]) -> Trace:
        """Return the trace of the run."""
        registry, policy = self.registry, self.world.policy
        ending = "endless" if seen.ending == "late" else seen.ending
        names = [thread.name for thread in registry.threads if not thread.foreign]
        trace = Trace(ending, names, sum(thread.points for thread in registry.threads), [])
        trace.may_spin = policy is not None and policy.spin
        if seen.ending == "failed":
            thread, error = registry.failures[0]
            # the explorer's function, which reads of a thread only its name and the line that started it
            trace.failure = failure(
                cast(Any, SimpleNamespace(name=thread.name, home=thread.started_at)),
                error,
                self.world.every,
                frozenset(self.world.loader.files),
                self.world.positions.line,
            )
        if policy is not None and policy.found:
            message, place = policy.found[0]
            who = registry.failures[0][0].name if registry.failures else "main"
            trace.failure = ThreadException(who, "ForbiddenPrimitive", message, place, verdict=Verdict.FORBIDDEN)
        described = self.waits(seen.waiting)
        if seen.ending != "done":
            trace.waiting = described
        if seen.ending == "late":
            trace.endless = [SpinLoop(thread.name, self.place(thread), True, writes) for thread, writes in seen.running]
            trace.settling = any(thread.settling for thread in registry.threads)
        trace.spun = [SpinLoop(thread.name, place, True, False) for thread, place in registry.polling.found.items()]
        if seen.ending in ("done", "blocked"):
            trace.left = outlived or [one for one in described if not one.ours and registry.main.returned]
        return trace

    def waits(self, threads: list[RealThread]) -> list[BlockedThread]:
        """Return what each of these threads waits for."""
        known = self._names(threads)
        return [self._waiting(thread, known) for thread in threads]

    def _waiting(self, thread: RealThread, known: dict[int, str]) -> BlockedThread:
        lock, place = thread.waiting, self.place(thread)
        kind, obj = _doing(thread)
        holders: list[RealThread] = []
        owned = False
        if lock is not None and not lock.hidden:
            owned = lock.owner is not None and not self._is_signal(thread, place)
            holders = [lock.owner] if owned and lock.owner is not None else []
        elif kind == JOIN:
            holders, owned = [one for one in self.registry.threads if one.object is obj and not one.returned], True
        return BlockedThread(
            thread.name,
            kind,
            label(known, obj, None),
            place,
            holders=[holder.name for holder in holders if not holder.returned],
            gone=[holder.name for holder in holders if holder.returned],
            owned=owned,
            daemon=thread.daemon,
            ours=self.ours(thread),
            holds=[known[id(one)] for one in self.registry.locks if one.owner is thread and id(one) in known],
        )

    def _is_signal(self, thread: RealThread, place: Place | None) -> bool:
        """True when the lock is a one-shot signal: acquired when it was made, or by the thread that waits on it."""
        lock = thread.waiting
        if lock is None or lock.released_by_other:
            return True
        function = lock.acquired_in
        if function is None:
            return False
        waits_on_own_lock = lock.owner is thread and place is not None
        same = place is not None and (function.co_filename, function.co_name) == (place.file, place.function)
        return function.co_name == "__init__" or (waits_on_own_lock and same)

    def _names(self, threads: list[RealThread]) -> dict[int, str]:
        """Return the program's names for objects, by ``id``, as found in the frames of these threads."""
        instances: list[tuple[str, Any]] = []
        others: list[tuple[str, Any]] = []
        outer: list[tuple[str, Any]] = []
        for thread in threads:
            depth, frame = 0, self.frames.get(thread.ident)
            while frame is not None and depth < DEPTH:
                if frame.f_code.co_filename in self.world.loader.files:
                    depth += 1
                    for name, value in _variables(frame):
                        (instances if name == "self" else others).append(("" if name == "self" else name, value))
                    outer.extend((name, frame.f_globals.get(name)) for name in frame.f_code.co_names)
                frame = frame.f_back
        # a field outlives a call, so its name tells more than that of a local variable
        return labels([*others, *outer]) | labels(instances)

    def finding(self, seen: RunEnding, trace: Trace) -> Finding | None:
        """Return what is wrong with the run, or None."""
        if seen.ending != "late" or trace.failure is not None or (trace.endless and not seen.outside):
            return judge(trace)
        lines = [(thread, self.place(thread)) for thread in seen.outside or seen.waiting or [self.registry.main]]
        first, place = lines[0]
        blocked = Doing.WAITS if first.waiting is not None else Doing.OUTSIDE
        facts = Hang(
            Doing.SLEEPS if first.asleep_since is not None else blocked,
            tuple(ThreadAt(thread.name, where) for thread, where in lines),
            tuple(ThreadAt(spin.thread, spin.place) for spin in trace.endless),
            tuple(Wait(one.thread, one.label, one.place) for one in trace.waiting),
        )
        return Finding(Verdict.HANG, facts, place)


def _doing(thread: RealThread) -> tuple[str, Any]:
    """Return the operation that a thread is blocked in, and the object of that operation."""
    lock = thread.waiting
    if lock is None or not lock.hidden:
        return ACQUIRE, lock
    return thread.call or (ACQUIRE, lock)


def _variables(frame: FrameType) -> list[tuple[str, Any]]:
    """Return a frame's variables, except for those that only rewritten or compiled code has."""
    return [(name, value) for name, value in list(frame.f_locals.items()) if not name.startswith((".", "_kata_"))]
