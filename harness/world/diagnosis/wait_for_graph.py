"""Who waits for whom when nobody can go on.

Locks have owners, so a cycle of owners is read off. A signal (a semaphore's permit, a notify, an
event) has none; who would give it is found by going on from the blocked state as if each thread
that holds something had let go of it: if that makes somebody give the holder what it waits for,
then each waits for something that only the other can give, and that is a cycle too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from harness.trace import JOIN, RELEASE, WAIT, Place
from harness.world.recording.event_recorder import EventRecorder
from harness.world.scheduler.loops import RoundRobin
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import Thread

PROBE_STEPS = 3_000
PROBE_ROUNDS = 12


@dataclass
class WaitForEdge:
    """What one blocked thread waits for."""

    thread: Thread
    kind: str
    obj: Any
    holders: list[Thread]
    owned: bool


IsSignalLock = Callable[[WaitForEdge], bool]
"""The lock is a hand-made signal: whoever took it need not be the one to give it back."""


class SignalLocks:
    """Tells waits for a hand-made signal from those for a mutex; asked once, before anything is tried out.

    Args:
        recorder: saw the execution.
        frame_of: the program's innermost frame at or below a frame.
        line: the text of a line of the program.
    """

    def __init__(
        self,
        recorder: EventRecorder | None,
        frame_of: Callable[[FrameType | None], FrameType | None],
        line: Callable[[Place | None], str],
    ) -> None:
        self.recorder = recorder
        self.frame_of = frame_of
        self.line = line
        self.known: dict[tuple[int, int], bool] = {}

    def is_one(self, wait: WaitForEdge) -> bool:
        """The lock it waits for was taken when it was made, or by a thread that parks on it."""
        key = wait.thread.number, id(wait.thread.pending[-1])
        if key not in self.known:
            self.known[key] = self._is_one(wait, wait.thread.pending[-1])
        return self.known[key]

    def _is_one(self, wait: WaitForEdge, lock: Any) -> bool:
        home: FrameType | None = lock._kata_home
        if lock._kata_crossed or home is None:
            return bool(lock._kata_crossed)
        return home.f_code.co_name == "__init__" or (wait.holders == [wait.thread] and self._parks(wait.thread, lock))

    def _parks(self, thread: Thread, lock: Any) -> bool:
        running = self.frame_of(thread.greenlet.gr_frame if thread.greenlet is not None else None)
        if running is None or running is not lock._kata_home:
            return False
        place = Place(running.f_code.co_filename, running.f_lineno, running.f_code.co_name)
        # who waits by `with` for a lock it holds has forgotten that; who parks calls acquire()
        if self.line(place).startswith("with "):
            return False
        return self.recorder is None or not guards(self.recorder, lock, thread, place)


def guards(recorder: EventRecorder, lock: Any, taker: Thread, place: Place) -> bool:
    """Used as a mutex so far: taken by several, given back by its taker, or taken again by the same line.

    Who parks takes its lock on one line and waits for it on another, and leaves its release to others.
    """
    key = recorder.sight.key(lock)
    events = [event for event, about, _ in recorder.raw if about == key]
    if len(events) > 1 and events[-1].kind == WAIT:
        events.pop()  # the present one; a wait that is alone was written over the taking
    if any(event.kind == RELEASE or event.thread != taker.name for event in events):
        return True
    last = events[-1].place if events else None
    return last is not None and last.line == place.line


def waits(scheduler: Scheduler, gate: IsSignalLock) -> list[WaitForEdge]:
    """Every thread that has not ended and cannot go on."""
    found = []
    for thread in scheduler.threads:
        if thread.done or thread.runnable:
            continue
        holders: list[Thread] = []
        owned = False
        lock = thread.pending[-1] if thread.pending else None
        if lock is not None and not lock._kata_hidden:
            holders, owned = ([lock.owner] if lock.owner is not None else []), True
        elif thread.kind == JOIN and lock is not None and lock.owner is not None:
            holders, owned = [lock.owner], True
        elif thread.obj is not None:
            holders = [] if thread.kind == JOIN else semaphore_holders(scheduler, thread.obj)
        wait = WaitForEdge(thread, thread.kind, thread.obj, holders, owned)
        if owned and thread.kind != JOIN and gate(wait):
            wait.holders, wait.owned = [], False
        found.append(wait)
    return found


def last_signal(recorder: EventRecorder, obj: Any) -> str:
    """The last notify that somebody who waits for ``obj`` could have had, in words."""
    signal = recorder.signals.get(id(obj))
    if signal is None:
        return ""
    step, thread, waiting = signal
    who = "nobody" if waiting == 0 else f"{waiting} waiting"
    return f"the last notify() was {thread}'s at step {step}; it found {who}"


def semaphore_holders(scheduler: Scheduler, obj: Any) -> list[Thread]:
    """Who holds permits of a semaphore as one holds a lock.

    Only one that was given back by takers alone so far, and only those threads whose call that took
    the permit is still going on: a permit taken in a call that has returned need not be given back
    by its taker (the places of a buffer).
    """
    held = getattr(obj, "_kata_held", None)
    if held is None or getattr(obj, "_kata_signal", True):
        return []
    return [scheduler.threads[number] for number, frames in held.items() if _inside(scheduler.threads[number], frames)]


def _inside(thread: Thread, frames: list[FrameType | None]) -> bool:
    running = thread.greenlet.gr_frame if thread.greenlet is not None else None
    while running is not None:
        if running in frames:
            return True
        running = running.f_back
    return False


def unblockers(scheduler: Scheduler, found: list[WaitForEdge], gate: IsSignalLock) -> dict[int, set[int]]:
    """By thread number: who would give it what it waits for, were its own holdings let go of.

    Robs one holder after another, each time going on with everybody but the robbed. The execution
    is over for every other purpose.
    """
    gives: dict[int, set[int]] = {}
    waiting = {wait.thread.number for wait in found if not wait.owned}
    robbed: set[int] = set()
    with probing(scheduler, None):
        while len(robbed) < PROBE_ROUNDS and not gives:
            current = sorted(waits(scheduler, gate), key=lambda wait: not wait.owned)  # owners are sure to be holders
            holder = next((one for wait in current for one in wait.holders if _can_rob(one, wait, robbed)), None)
            if holder is None:
                break
            robbed.add(holder.number)
            held = {id(wait.obj): wait for wait in current if holder in wait.holders and wait.kind != JOIN}
            for wait in held.values():
                _let_go(scheduler, wait, holder)
            _without(scheduler, waiting & robbed, gives, robbed)
    return gives


@contextmanager
def probing(scheduler: Scheduler, recorder: Any) -> Iterator[None]:
    """Let an execution that is over go on for a while, to see what would be; nothing of it is kept."""
    kept = dict(vars(scheduler))
    scheduler.chooser, scheduler.recorder, scheduler.spurious_left = RoundRobin(scheduler), recorder, 0
    scheduler.fair, scheduler.fair_from = True, None
    scheduler.log, scheduler.watch = [], None
    try:
        yield
    finally:
        kept["interrupt"] = scheduler.interrupt
        vars(scheduler).update(kept)


def _can_rob(holder: Thread, wait: WaitForEdge, robbed: set[int]) -> bool:
    blocked = not holder.done and not holder.runnable and holder.number not in robbed
    return blocked and holder is not wait.thread and wait.kind != JOIN


def _let_go(scheduler: Scheduler, wait: WaitForEdge, holder: Thread) -> None:
    if wait.owned and wait.thread.pending:
        lock = wait.thread.pending[-1]
        if lock.owner is holder and wait.kind != JOIN:
            lock.free()
    elif not wait.owned:
        wait.obj._kata_held[holder.number].pop()
        scheduler.current = holder
        scheduler.silent = True
        try:
            _plain_release(wait.obj)
        finally:
            scheduler.silent = False


def _plain_release(semaphore: Any) -> None:
    with semaphore._cond:
        semaphore._value += 1
        semaphore._cond.notify()


def _without(scheduler: Scheduler, victims: set[int], gives: dict[int, set[int]], robbed: set[int]) -> None:
    """Let all but the robbed run; note who makes a victim able to go on."""

    def watch() -> None:
        for thread in scheduler.runnable:
            if thread.number in victims:
                gives.setdefault(thread.number, set()).add(scheduler.current.number)
                scheduler.stop("blocked")
        for thread in list(scheduler.runnable):
            if thread.number in robbed:
                scheduler.suspend(thread)

    scheduler.watch = watch
    go_on(scheduler)


def go_on(scheduler: Scheduler) -> None:
    """Run until nobody can go on any more, but not for long."""
    scheduler.steps, scheduler.limit = 0, PROBE_STEPS
    scheduler.known_endless, scheduler.fair_since = True, 0  # the first time the steps are used up is the last
    scheduler.ending = ""
    while not scheduler.ending:
        scheduler.silent = False
        following = scheduler.starting.pop() if scheduler.starting else scheduler._next(None)
        if following is not None and not scheduler.ending:
            scheduler._resume(following)
