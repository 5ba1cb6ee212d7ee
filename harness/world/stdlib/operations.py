"""Names the operations of ``threading``'s classes: one call is one operation on one object.

CPython's code does the work. A wrapper around it announces the operation, so that strategies, checks and reports see
"acquire of this semaphore" and not the locks inside.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from ...trace import ACQUIRE, NOTIFY, READ, RELEASE, TRY, WAIT, WRITE
from ..scheduler.gaps import gap
from ..scheduler.other_choices import choose_waiters
from ..scheduler.scheduler import Scheduler
from . import bookkeeping
from .fifo_semaphore import acquire_in_order, release_in_order
from .pools import instrument_futures, instrument_pools
from .short_cuts import shorten
from .thread_operations import instrument_threads, operation

Method = Callable[..., Any]


def instrument(module: ModuleType, scheduler: Scheduler) -> None:
    """Prepare a module of the standard library that has just been loaded."""
    if module.__name__ == "threading":
        instrument_threading(module, scheduler)
    elif module.__name__ == "queue":
        instrument_queue(module, scheduler)
    elif module.__name__ == "concurrent.futures._base":
        instrument_futures(module, scheduler)
    elif module.__name__ == "concurrent.futures.thread":
        instrument_pools(module, scheduler)


def instrument_threading(threading: ModuleType, scheduler: Scheduler) -> None:
    """Wrap the methods of ``threading``'s classes, so that each announces its operation."""
    bookkeeping.replace(threading)
    shorten(threading)
    semaphore, barrier, thread = (vars(threading)[name] for name in ("Semaphore", "Barrier", "Thread"))
    event, condition = _visible(threading, "Event"), _visible(threading, "Condition")
    _instrument_semaphores(semaphore, vars(threading)["BoundedSemaphore"], scheduler)
    for name, kind in (("wait", WAIT), ("set", WRITE), ("clear", WRITE), ("is_set", READ)):
        setattr(event, name, operation(scheduler, kind, getattr(event, name)))
    condition.wait = _condition_wait(scheduler, operation(scheduler, WAIT, condition.wait, pointed=False))
    condition.notify = _condition_notify(scheduler, condition.notify)
    for name, kind in (("wait", WAIT), ("reset", WRITE), ("abort", WRITE)):
        setattr(barrier, name, operation(scheduler, kind, getattr(barrier, name)))
    for name in ("broken", "n_waiting"):
        setattr(barrier, name, property(operation(scheduler, READ, vars(barrier)[name].fget)))
    for instrumented in (thread, semaphore, barrier, event, condition):
        instrumented.__hash__ = scheduler.numbers.hash_function()
    instrument_threads(threading, scheduler)


def instrument_queue(queue: ModuleType, scheduler: Scheduler) -> None:
    """Count each put and get as progress, though no field of the program changes."""

    def progress(method: Method) -> Method:
        @wraps(method)
        def call(self: Any, *args: Any, **words: Any) -> Any:
            value = method(self, *args, **words)
            scheduler.progress += 1
            return value

        return call

    for kind in [vars(queue)[name] for name in ("Queue", "PriorityQueue", "LifoQueue")]:
        kind._put, kind._get = progress(kind._put), progress(kind._get)
    simple = vars(queue)["_PySimpleQueue"]
    simple.put, simple.get = progress(_simple_put(scheduler)), progress(_simple_get(simple.get))
    for name in ("empty", "qsize"):
        setattr(simple, name, _simple_size(scheduler, vars(simple)[name]))


def _simple_put(scheduler: Scheduler) -> Method:
    """Return ``SimpleQueue.put`` as one step, as it is in C: the release of the semaphore that counts the items.

    It is always a scheduling point, because the order of two puts matters, unlike that of two releases.
    """

    def put(self: Any, item: Any, block: bool = True, timeout: float | None = None) -> None:
        scheduler.point(RELEASE, self._count, None)
        self._queue.append(item)
        self._count._kata_give(1)

    return put


def _simple_get(method: Method) -> Method:
    """Wrap ``SimpleQueue.get``, which in C does not look at the time-out of a call that does not block."""

    @wraps(method)
    def get(self: Any, block: bool = True, timeout: float | None = None) -> Any:
        return method(self, block, timeout if block else None)

    return get


def _simple_size(scheduler: Scheduler, method: Method) -> Method:
    """Wrap a method that counts a ``SimpleQueue``'s items: a read of the semaphore, of which each put is a release."""

    @wraps(method)
    def call(self: Any) -> Any:
        scheduler.point(READ, self._count, None)
        return method(self)

    return call


# -- semaphores ------------------------------------------------------------------------------------


def _instrument_semaphores(semaphore: Any, bounded: Any, scheduler: Scheduler) -> None:
    plain_init = semaphore.__init__

    @wraps(plain_init)
    def initialise(self: Any, value: int = 1) -> None:
        plain_init(self, value)
        self._kata_held = {}
        self._kata_permits = value  # the initial number
        self._kata_waiting = deque()
        self._kata_signal = value == 0

    semaphore._kata_tried = False
    semaphore.__init__ = initialise
    semaphore.acquire = semaphore.__enter__ = _semaphore_acquire(scheduler, semaphore.acquire)
    semaphore._kata_give = _semaphore_give(scheduler, semaphore.release)
    semaphore.release = _semaphore_release(scheduler, semaphore.release)
    bounded.release = _semaphore_release(scheduler, bounded.release)


def _semaphore_acquire(scheduler: Scheduler, method: Method) -> Method:
    @wraps(method)
    def call(self: Any, blocking: bool = True, timeout: float | None = None) -> Any:
        thread = scheduler.current
        kind = ACQUIRE if blocking else TRY
        scheduler.point(kind, self, None)
        outer, thread.call = thread.call, (kind, self)
        try:
            acquired = (acquire_in_order if scheduler.rules.fifo else method)(self, blocking, timeout)
        finally:
            thread.call = outer
        if acquired:
            # by the frame it can be seen whether the call that acquired the permit is still under way
            frame = scheduler.frame() if scheduler.keeps_frames else None
            self._kata_held.setdefault(thread.number, []).append(frame)
        return acquired

    return call


def _semaphore_release(scheduler: Scheduler, method: Method) -> Method:
    give = _semaphore_give(scheduler, method)

    @wraps(method)
    def call(self: Any, n: int = 1) -> Any:
        if scheduler.release_points or self._kata_tried:
            scheduler.point(RELEASE, self, None)
        else:
            scheduler.note(RELEASE, self)
        return give(self, n)

    return call


def _semaphore_give(scheduler: Scheduler, method: Method) -> Method:
    """Wrap ``release``, which has been announced."""

    def give(self: Any, n: int) -> Any:
        if n < 1:
            _refuse(scheduler)
            return method(self, n)  # which raises ValueError
        mine = self._kata_held.get(scheduler.current.number, [])
        given = mine[-n:] if len(mine) >= n else []
        if given:
            del mine[-n:]
        else:
            self._kata_signal = True
        if scheduler.rules.fifo:
            return release_in_order(self, n)
        try:
            return method(self, n)
        except ValueError:
            mine += given
            _refuse(scheduler)
            if not scheduler.release_points:
                scheduler.admit("a release of a permit that nobody has")  # somebody could have had it before
            raise

    return give


def _refuse(scheduler: Scheduler) -> None:
    """Record that the last operation raises an exception."""
    if scheduler.recorder is not None and not scheduler.dead and not scheduler.silent:
        scheduler.recorder.refused()


# -- conditions ------------------------------------------------------------------------------------


def _visible(threading: ModuleType, name: str) -> Any:
    """Replace a class by a copy for the program, so that ``threading`` itself still uses the plain one."""
    plain: Any = vars(threading)[name]
    copy = type(name, (plain,), {"__module__": "threading", "__qualname__": name, "__doc__": plain.__doc__})
    vars(threading)[name] = copy
    return copy


def _condition_wait(scheduler: Scheduler, method: Method) -> Method:
    @wraps(method)
    def wait(self: Any, timeout: float | None = None) -> Any:
        if scheduler.dead:  # no thread notifies any more: `wait_for` in a `finally` must not iterate forever
            scheduler.loops.tick(0)
        thread = scheduler.current
        if timeout is not None:
            scheduler.clock.begin_wait(self)
        scheduler.note(WAIT, self)
        outer = thread.condition, thread.waiter
        thread.condition, thread.waiter = self._lock, None
        try:
            return method(self, timeout)
        except RuntimeError:
            if thread.waiter is None:  # it does not hold the lock, and has not begun to wait
                _refuse(scheduler)
            raise
        finally:
            thread.condition, thread.waiter = outer
            thread.fused = None

    return wait


def _condition_notify(scheduler: Scheduler, method: Method) -> Method:
    @wraps(method)
    def notify(self: Any, n: int = 1) -> Any:
        waiters = self._waiters
        if any(not lock.wanting or lock.wanting[0].deadline is not None for lock in waiters):
            gap(scheduler, self)  # time may pass before, and end their waits, or has ended them
        if not scheduler.release_points and not scheduler.dead and not self._is_owned():
            scheduler.admit("a notify without the lock")  # another thread could have it
        scheduler.note(NOTIFY, self)
        if scheduler.rules.over_notify and not scheduler.dead and 0 < n < len(waiters):
            woken = choose_waiters(scheduler, waiters, n)
            if woken > n and scheduler.recorder is not None:
                scheduler.recorder.notified(woken - n)
            n = woken
        try:
            return method(self, n)
        except RuntimeError:  # it does not hold the lock
            _refuse(scheduler)
            raise

    return notify
