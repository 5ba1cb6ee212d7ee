"""Names the operations of ``threading``'s classes: one call is one operation on one object.

CPython's code does the work; what stands around it announces the operation, so that strategies,
checks and reports see "acquire of this semaphore" and not the locks inside.
"""

from __future__ import annotations

import math
import sys
from collections import deque
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from harness.trace import ACQUIRE, JOIN, NOTIFY, READ, RELEASE, TRY, WAIT, WRITE
from harness.world.scheduler.scheduler import Scheduler

Method = Callable[..., Any]


def instrument(module: ModuleType, scheduler: Scheduler) -> None:
    """Prepare a module of the standard library that has just been loaded."""
    if module.__name__ == "threading":
        instrument_threading(module, scheduler)
    elif module.__name__ == "queue":
        instrument_queue(module, scheduler)


def instrument_threading(threading: ModuleType, scheduler: Scheduler) -> None:
    """Put the operations' names around the methods of ``threading``'s classes."""

    def operation(kind: str, *, pointed: bool = True) -> Callable[[Method], Method]:
        def around(method: Method) -> Method:
            @wraps(method)
            def call(self: Any, *args: Any, **words: Any) -> Any:
                thread = scheduler.current
                outer = thread.call
                if outer is not None and outer[1] is self:  # one method of the object calls another
                    return method(self, *args, **words)
                if pointed:
                    scheduler.point(kind, self, None)
                thread.call = (kind, self)
                try:
                    return method(self, *args, **words)
                finally:
                    thread.call = outer

            return call

        return around

    def acquire(method: Method) -> Method:
        @wraps(method)
        def call(self: Any, blocking: bool = True, timeout: float | None = None) -> Any:
            thread = scheduler.current
            kind = ACQUIRE if blocking else TRY
            scheduler.point(kind, self, None)
            outer, thread.call = thread.call, (kind, self)
            try:
                got = (acquire_in_order if scheduler.in_order else method)(self, blocking, timeout)
            finally:
                thread.call = outer
            if got:
                # tells whether the call that took the permit is still going on
                frame = scheduler.frame() if scheduler.keeps_frames else None
                self._kata_held.setdefault(thread.number, []).append(frame)
            return got

        return call

    def release(method: Method) -> Method:
        @wraps(method)
        def call(self: Any, n: int = 1) -> Any:
            if scheduler.release_points:
                scheduler.point(RELEASE, self, None)
            else:
                scheduler.note(RELEASE, self)
            mine = self._kata_held.get(scheduler.current.number, ())
            if len(mine) >= n:
                del mine[-n:]
            else:
                self._kata_signal = True
            if scheduler.in_order:
                return release_in_order(self, n)
            return method(self, n)

        return call

    semaphore: Any = vars(threading)["Semaphore"]
    bounded: Any = vars(threading)["BoundedSemaphore"]
    started_with = semaphore.__init__

    @wraps(started_with)
    def initialise(self: Any, value: int = 1) -> None:
        started_with(self, value)
        self._kata_held = {}
        self._kata_waiting = deque()
        self._kata_signal = value == 0

    semaphore.__init__ = initialise
    semaphore.acquire = semaphore.__enter__ = acquire(semaphore.acquire)
    semaphore.release = release(semaphore.release)
    bounded.release = release(bounded.release)

    event = _visible(threading, "Event")
    event.wait = operation(WAIT)(event.wait)
    event.set = operation(WRITE)(event.set)
    event.clear = operation(WRITE)(event.clear)
    event.is_set = operation(READ)(event.is_set)

    condition = _visible(threading, "Condition")
    condition.wait = _condition_wait(scheduler, operation(WAIT, pointed=False)(condition.wait))
    condition.notify = _condition_notify(scheduler, condition.notify)

    barrier: Any = vars(threading)["Barrier"]
    for name, kind in (("wait", WAIT), ("reset", WRITE), ("abort", WRITE)):
        setattr(barrier, name, operation(kind)(getattr(barrier, name)))

    for name in ("broken", "n_waiting"):
        setattr(barrier, name, property(operation(READ)(vars(barrier)[name].fget)))

    def number(one: Any) -> int:
        return scheduler.number_of(one) >> 4

    thread: Any = vars(threading)["Thread"]
    for kind_of_object in (thread, semaphore, vars(threading)["Barrier"], event, condition):
        kind_of_object.__hash__ = number
    thread.__init__ = _made(scheduler, thread.__init__)
    thread.start = _started(scheduler, thread.start)
    thread.is_alive = _doubted(scheduler, "is_alive()", operation(READ)(thread.is_alive))
    thread.join = _join(scheduler, operation(JOIN, pointed=False)(thread.join))
    _except_hook(vars(threading), scheduler)


def instrument_queue(queue: ModuleType, scheduler: Scheduler) -> None:
    """What goes into a queue or comes out of it is progress, though no field of the program changes."""

    def progress(method: Method) -> Method:
        @wraps(method)
        def call(self: Any, *args: Any, **words: Any) -> Any:
            value = method(self, *args, **words)
            scheduler.fair_writes += 1
            return value

        return call

    for kind in [vars(queue)[name] for name in ("Queue", "PriorityQueue", "LifoQueue")]:
        kind._put, kind._get = progress(kind._put), progress(kind._get)
    simple = vars(queue)["_PySimpleQueue"]
    simple.put, simple.get = progress(simple.put), progress(simple.get)
    for name in ("empty", "qsize"):  # looks at the items, which no lock guards
        setattr(simple, name, _doubted(scheduler, f"SimpleQueue.{name}()", vars(simple)[name]))


def _except_hook(names: dict[str, Any], scheduler: Scheduler) -> None:
    """An exception that nobody handles fails the execution, unless the program has put in a hook of its own."""

    def excepthook(args: Any, /) -> None:
        if not isinstance(args.exc_value, SystemExit) or scheduler.exit_fails(args.exc_value):
            scheduler.crash(args.exc_value)

    def invoke(thread: Any) -> None:
        kind, error, trace = sys.exc_info()
        hook = excepthook if scheduler.strict else names["excepthook"] or excepthook
        try:
            hook(names["ExceptHookArgs"]([kind, error, trace, thread]))
        except Exception as in_hook:
            scheduler.crash(in_hook)

    excepthook.__module__ = "_thread"
    names["excepthook"] = names["__excepthook__"] = excepthook
    names["_make_invoke_excepthook"] = lambda: invoke


def acquire_in_order(semaphore: Any, blocking: bool = True, timeout: float | None = None) -> bool:
    """As ``Semaphore.acquire``, but nobody gets a permit before one who has waited longer."""
    with semaphore._cond:
        if semaphore._value > 0 and not semaphore._kata_waiting:
            semaphore._value -= 1
            return True
        if not blocking:
            return False
        ticket: list[bool] = []
        semaphore._kata_waiting.append(ticket)
        while not ticket:
            if not semaphore._cond.wait(timeout) and not ticket:
                semaphore._kata_waiting.remove(ticket)
                return False
        return True


def release_in_order(semaphore: Any, n: int = 1) -> None:
    """As ``Semaphore.release``, but a permit goes to who has waited longest."""
    if n < 1:
        raise ValueError("n must be one or more")
    with semaphore._cond:
        if semaphore._value + n > getattr(semaphore, "_initial_value", math.inf):
            raise ValueError("Semaphore released too many times")
        for _ in range(n):
            if semaphore._kata_waiting:
                semaphore._kata_waiting.popleft().append(True)
                semaphore._cond.notify()
            else:
                semaphore._value += 1


def _visible(threading: ModuleType, name: str) -> Any:
    """A copy of a class for the program, so that ``threading`` itself goes on using the plain one."""
    plain: Any = vars(threading)[name]
    copy = type(name, (plain,), {"__module__": "threading", "__qualname__": name, "__doc__": plain.__doc__})
    vars(threading)[name] = copy
    return copy


def _doubted(scheduler: Scheduler, name: str, method: Method) -> Method:
    """A method of which a search does not see all; whoever calls it is proved nothing."""

    @wraps(method)
    def call(self: Any, *args: Any, **words: Any) -> Any:
        scheduler.doubtful = name
        return method(self, *args, **words)

    return call


def _made(scheduler: Scheduler, method: Method) -> Method:
    """Remember who made a thread: if another starts it, it may be that two try to."""

    @wraps(method)
    def initialise(self: Any, *args: Any, **words: Any) -> None:
        method(self, *args, **words)
        self._kata_maker = scheduler.current.number

    return initialise


def _started(scheduler: Scheduler, method: Method) -> Method:
    """Of two that try to start a thread the second gets an error: a search does not see that their order matters."""

    @wraps(method)
    def start(self: Any) -> None:
        maker = getattr(self, "_kata_maker", scheduler.current.number)
        if maker != scheduler.current.number or (getattr(self, "_initialized", False) and self._started._flag):
            scheduler.doubtful = "a start by another thread than made it, or a second one"
        method(self)

    return start


def _join(scheduler: Scheduler, method: Method) -> Method:
    @wraps(method)
    def join(self: Any, timeout: float | None = None) -> None:
        if not self._started._flag:  # an error, unless somebody starts it first
            scheduler.point(READ, self, None)
        if scheduler.recorder is not None and not scheduler.dead:
            scheduler.recorder.joining(self)
        method(self, timeout)
        if scheduler.recorder is not None:
            scheduler.recorder.joined(self)

    return join


def _condition_wait(scheduler: Scheduler, method: Method) -> Method:
    @wraps(method)
    def wait(self: Any, timeout: float | None = None) -> Any:
        if scheduler.dead:  # nobody comes: `wait_for` in a `finally` must not go round for ever
            scheduler.tick(0)
        thread = scheduler.current
        scheduler.note(WAIT, self)
        outer = thread.condition, thread.waiter
        thread.condition, thread.waiter = self._lock, None
        try:
            return method(self, timeout)
        finally:
            thread.condition, thread.waiter = outer
            thread.fused = None

    return wait


def _condition_notify(scheduler: Scheduler, method: Method) -> Method:
    @wraps(method)
    def notify(self: Any, n: int = 1) -> Any:
        scheduler.note(NOTIFY, self)
        waiters = self._waiters
        if scheduler.spurious and not scheduler.dead and 0 < n < len(waiters):
            scheduler.any_waiter(waiters)
        return method(self, n)

    return notify
