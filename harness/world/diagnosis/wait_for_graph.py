"""The wait-for graph of a blocked execution: which thread waits for what, and which threads hold it.

A lock has an owner, so its edges can be read off. A signal (a semaphore's permit, a notify, an event) has no owner.
Which thread would send it is found by continuing the blocked execution as if a thread had released all that it holds:
if another thread then sends that thread its signal, each of the two waits for something that only the other can
provide, and that is a cycle too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from ...common.kinds import held_by
from ...trace import JOIN, RELEASE, WAIT, LastNotify, Place
from ..recording.event_recorder import EventRecorder
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread
from ..scheduler.what_if import run_on, what_if

PROBE_STEPS = 3_000
"""The most steps to run when a blocked execution is continued."""
MOST_DISPOSSESSED = 12
"""The most threads whose locks are released, one thread after another."""


@dataclass
class WaitForEdge:
    """The outgoing edges of one blocked thread: what it waits for, and which threads hold that.

    Attributes:
        thread: the blocked thread.
        kind: the operation that blocks.
        obj: the object of the operation.
        holders: the threads that hold the object.
        owned: the object has an owner: it is a lock, or a thread to join, and not a signal.
    """

    thread: Thread
    kind: str
    obj: Any
    holders: list[Thread]
    owned: bool


IsSignalLock = Callable[[WaitForEdge], bool]
"""Whether the lock that a thread waits for is used as a signal, so that its holder is not its owner."""


class SignalLocks:
    """Recognizes locks that are used as one-shot signals, and not as mutexes, so that their holder is not their owner.

    The first answer is kept: once the blocked execution is continued, it could no longer be found.

    Args:
        recorder: the recorder of the execution.
        frame_of: the program's innermost frame at or below a frame.
        in_with_header: whether a line of the program is one of a ``with`` statement before its body.
    """

    def __init__(
        self,
        recorder: EventRecorder | None,
        frame_of: Callable[[FrameType | None], FrameType | None],
        in_with_header: Callable[[Place], bool],
    ) -> None:
        self.recorder = recorder
        self.frame_of = frame_of
        self.in_with_header = in_with_header
        self.known: dict[tuple[int, int], bool] = {}

    def is_one(self, wait: WaitForEdge) -> bool:
        """True when the lock was acquired where it was made, or by the very thread that now waits for it."""
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
        running = self.frame_of(thread.suspended_frame())
        if running is None or running != lock._kata_home:
            return False
        place = Place(running.f_code.co_filename, running.f_lineno, running.f_code.co_name)
        # `with` on a lock that the thread holds itself is a mistake; a thread that waits for a signal calls acquire()
        if self.in_with_header(place):
            return False
        return self.recorder is None or not used_as_mutex(self.recorder, lock, thread, place)


def used_as_mutex(recorder: EventRecorder, lock: Any, holder: Thread, place: Place) -> bool:
    """True when several threads acquired the lock, its holder released it, or one line acquired it twice.

    A thread that uses a lock as a signal acquires it on one line, waits for it on another one, and leaves the release
    to other threads.

    Args:
        recorder: the recorder of the execution.
        lock: the lock.
        holder: the thread that holds the lock, and waits for it.
        place: the line at which it waits.
    """
    key = recorder.registry.key(lock)
    events = [event for event, about, _ in recorder.raw if about == key]
    if len(events) > 1 and events[-1].kind == WAIT:
        events.pop()  # the present wait; if it is the only event, it has replaced that of the acquire
    if any(event.kind == RELEASE or event.thread != holder.name for event in events):
        return True
    last = events[-1].place if events else None
    return last is not None and last.line == place.line


def waits(scheduler: Scheduler, is_signal_lock: IsSignalLock) -> list[WaitForEdge]:
    """Return what each blocked thread waits for."""
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
        if owned and thread.kind != JOIN and is_signal_lock(wait):
            wait.holders, wait.owned = [], False
        found.append(wait)
    return found


def last_notify(recorder: EventRecorder, obj: Any) -> LastNotify | None:
    """Return the last notify of a condition, or None if there was none."""
    signal = recorder.signals.get(id(obj))
    if signal is None:
        return None
    step, thread, waiting = signal
    return LastNotify(thread, step, waiting)


def semaphore_holders(scheduler: Scheduler, obj: Any) -> list[Thread]:
    """Return the threads that hold a semaphore's permits as a thread holds a lock.

    A semaphore counts only if every release so far was by a thread that had acquired a permit, and a thread counts
    only while the call that acquired the permit is still running: after that call has returned, another thread may
    release the permit (the free places of a buffer).
    """
    held = held_by(obj, "_kata_held")
    if held is None or held_by(obj, "_kata_signal", True):
        return []
    return [scheduler.threads[number] for number, frames in held.items() if _inside(scheduler.threads[number], frames)]


def _inside(thread: Thread, frames: list[FrameType | None]) -> bool:
    running = thread.suspended_frame()
    while running is not None:
        if running in frames:
            return True
        running = running.f_back
    return False


def unblockers(scheduler: Scheduler, found: list[WaitForEdge], is_signal_lock: IsSignalLock) -> dict[int, set[int]]:
    """Return, by the number of a thread, those threads that would unblock it if it released what it holds.

    Takes from one holder after another all that it holds, and continues the execution each time without those holders.
    Afterwards the execution is of no other use.
    """
    unblocking: dict[int, set[int]] = {}
    waiting = {wait.thread.number for wait in found if not wait.owned}
    dispossessed: set[int] = set()
    with what_if(scheduler, None):
        while len(dispossessed) < MOST_DISPOSSESSED and not unblocking:
            # locks first: an owner is certain to be a holder
            current = sorted(waits(scheduler, is_signal_lock), key=lambda wait: not wait.owned)
            holders = (one for wait in current for one in wait.holders if _is_candidate(one, wait, dispossessed))
            holder = next(holders, None)
            if holder is None:
                break
            dispossessed.add(holder.number)
            held = {id(wait.obj): wait for wait in current if holder in wait.holders and wait.kind != JOIN}
            for wait in held.values():
                _release(scheduler, wait, holder)
            _continue_without(scheduler, waiting & dispossessed, unblocking, dispossessed)
    return unblocking


def _is_candidate(holder: Thread, wait: WaitForEdge, dispossessed: set[int]) -> bool:
    blocked = not holder.done and not holder.runnable and holder.number not in dispossessed
    return blocked and holder is not wait.thread and wait.kind != JOIN


def _release(scheduler: Scheduler, wait: WaitForEdge, holder: Thread) -> None:
    if wait.owned and wait.thread.pending:
        lock = wait.thread.pending[-1]
        if lock.owner is holder and wait.kind != JOIN:
            lock.free()
    elif not wait.owned:
        wait.obj._kata_held[holder.number].pop()
        scheduler.current = holder
        scheduler.silent = True
        try:
            _release_permit(wait.obj)
        finally:
            scheduler.silent = False


def _release_permit(semaphore: Any) -> None:
    with semaphore._cond:
        semaphore._value += 1
        semaphore._cond.notify()


def _continue_without(
    scheduler: Scheduler, victims: set[int], unblocking: dict[int, set[int]], dispossessed: set[int]
) -> None:
    """Run all threads but the dispossessed ones, and note in ``unblocking`` which of them unblocks a victim."""

    def watch() -> None:
        for thread in scheduler.queue.runnable:
            if thread.number in victims:
                unblocking.setdefault(thread.number, set()).add(scheduler.current.number)
                scheduler.stop("blocked")
        for thread in list(scheduler.queue.runnable):
            if thread.number in dispossessed:
                scheduler.queue.suspend(thread)

    scheduler.watch = watch
    run_on(scheduler, PROBE_STEPS)
