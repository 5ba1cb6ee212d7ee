"""What a run came to, as the trace that the checks read."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any, cast

from harness.checks import judge
from harness.checks.words import at
from harness.result import Finding
from harness.stress.run import RunEnding
from harness.stress.thread import RealThread
from harness.stress.thread_registry import ThreadRegistry
from harness.trace import ACQUIRE, JOIN, BlockedThread, Place, SpinLoop, ThreadException, Trace
from harness.verdict import Verdict
from harness.world import World
from harness.world.diagnosis.exceptions import failure
from harness.world.recording.event_recorder import label
from harness.world.recording.object_names import labels

DEPTH = 4
"""So many of a thread's own frames are looked through for names."""


class TraceBuilder:
    """Reads the books of one run.

    Args:
        book: the threads; those that have not ended still stand where they stopped.
        world: knows the program's files, its policy, and how to speak of an exception.
    """

    def __init__(self, book: ThreadRegistry, world: World) -> None:
        self.book = book
        self.world = world
        self.frames = sys._current_frames()

    def place(self, thread: RealThread) -> Place | None:
        """The program's line that a thread stands in, or else the one that started it."""
        return self.world._place_of(self.frames.get(thread.ident)) or thread.home

    def ours(self, thread: RealThread) -> bool:
        """Started by the program itself and not by the code under test it calls."""
        return self.world.policy is None or thread.number == 0 or hasattr(thread.object, "_kata_ours")

    def outlived(self) -> list[BlockedThread]:
        """Threads that a kata which may start none has left when its test ends."""
        policy = self.world.policy
        if policy is None or policy.allow is None or "Thread" in policy.allow:
            return []
        left = [thread for thread in self.book.live() if not thread.over and not self.ours(thread)]
        return [BlockedThread(thread.name, _doing(thread)[0], "", self.place(thread), ours=False) for thread in left]

    def trace(self, seen: RunEnding, outlived: list[BlockedThread]) -> Trace:
        """Everything the run left behind."""
        book, policy = self.book, self.world.policy
        ending = "endless" if seen.ending == "late" else seen.ending
        names = [thread.name for thread in book.threads if not thread.foreign]
        trace = Trace(ending, names, sum(thread.points for thread in book.threads), [])
        trace.may_spin = policy is not None and policy.spin
        if seen.ending == "failed":
            thread, error = book.failures[0]
            # the world's words, which need of a thread only its name and home
            trace.failure = failure(
                cast(Any, thread), error, self.world.every, frozenset(self.world.loader.files), self.world.line
            )
        if policy is not None and policy.found:
            message, place = policy.found[0]
            who = book.failures[0][0].name if book.failures else "main"
            trace.failure = ThreadException(who, "ForbiddenPrimitive", message, place, verdict=Verdict.FORBIDDEN)
        described = self.waits(seen.waiting)
        if seen.ending != "done":
            trace.waiting = described
        if seen.ending == "late":
            trace.endless = [SpinLoop(thread.name, self.place(thread), True, writes) for thread, writes in seen.running]
            trace.settling = any(thread.settling for thread in book.threads)
        trace.spun = [SpinLoop(thread.name, place, True, False) for thread, place in book.polls.items()]
        if seen.ending in ("done", "blocked"):
            trace.left = outlived or [one for one in described if not one.ours and book.main.over]
        return trace

    def waits(self, threads: list[RealThread]) -> list[BlockedThread]:
        """What each of these waits for."""
        known = self._names(threads)
        return [self._waiting(thread, known) for thread in threads]

    def _waiting(self, thread: RealThread, known: dict[int, str]) -> BlockedThread:
        lock, place = thread.waiting, self.place(thread)
        kind, obj = _doing(thread)
        holders: list[RealThread] = []
        owned = False
        if lock is not None and not lock.hidden:
            owned = lock.owner is not None and not self._gate(thread, place)
            holders = [lock.owner] if owned and lock.owner is not None else []
        elif kind == JOIN:
            holders, owned = [one for one in self.book.threads if one.object is obj and not one.over], True
        return BlockedThread(
            thread.name,
            kind,
            label(known, obj, None),
            place,
            holders=[holder.name for holder in holders if not holder.over],
            gone=[holder.name for holder in holders if holder.over],
            owned=owned,
            daemon=thread.daemon,
            ours=self.ours(thread),
            holds=[known[id(one)] for one in self.book.locks if one.owner is thread and id(one) in known],
        )

    def _gate(self, thread: RealThread, place: Place | None) -> bool:
        """The lock is a hand-made signal: taken when it was made, or by a thread that parks on it."""
        lock = thread.waiting
        if lock is None or lock.crossed:
            return True
        home = lock.home
        if home is None:
            return False
        parks = lock.owner is thread and place is not None
        same = place is not None and (home.co_filename, home.co_name) == (place.file, place.function)
        return home.co_name == "__init__" or (parks and same)

    def _names(self, threads: list[RealThread]) -> dict[int, str]:
        """The program's names for objects, by ``id``, from where these threads stand."""
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
        # a field outlives a call, so its name says more than that of a local variable
        return labels([*others, *outer]) | labels(instances)

    def finding(self, seen: RunEnding, trace: Trace) -> Finding | None:
        """What is wrong with the run, or None."""
        if seen.ending != "late" or trace.failure is not None or (trace.endless and not seen.outside):
            return judge(trace)
        lines = [(thread, self.place(thread)) for thread in seen.outside or seen.waiting or [self.book.main]]
        first, place = lines[0]
        if first.asleep is not None:
            what = "is still asleep"
        elif first.waiting is not None:
            what = "is still waiting"
        else:
            what = "does not come back from a call outside threading"
        evidence = [f"{thread.name} stands still{at(where)}" for thread, where in lines]
        evidence += [f"{spin.thread} still runs{at(spin.place)}" for spin in trace.endless]
        evidence += [f"{one.thread} waits for {one.label}{at(one.place)}" for one in trace.waiting]
        return Finding(Verdict.HANG, f"{first.name} {what}{at(place)}.", place, tuple(evidence))


def _doing(thread: RealThread) -> tuple[str, Any]:
    """The operation that a thread is blocked in, and the object it does it to."""
    lock = thread.waiting
    if lock is None or not lock.hidden:
        return ACQUIRE, lock
    return thread.call or (ACQUIRE, lock)


def _variables(frame: FrameType) -> list[tuple[str, Any]]:
    """A frame's variables, but for those that only a rewritten or compiled text has."""
    return [(name, value) for name, value in list(frame.f_locals.items()) if not name.startswith((".", "_kata_"))]
