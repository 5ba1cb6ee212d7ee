"""Names the operations of ``threading``'s classes: one call is one operation on one object.

CPython's code does the work. A wrapper around it announces the operation, so that strategies, checks and reports see
"acquire of this semaphore" and not the locks inside.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from harness.trace import ACQUIRE, JOIN, NOTIFY, READ, RELEASE, TRY, WAIT, WRITE
from harness.world.scheduler.other_choices import choose_waiters
from harness.world.scheduler.scheduler import Scheduler
from harness.world.stdlib.fifo_semaphore import acquire_in_order, release_in_order
from harness.world.stdlib.pools import instrument_futures, instrument_pools

Method = Callable[..., Any]
OLD_ACCESSORS = (
    ("getName", READ, "name"), ("setName", WRITE, "name"), ("isDaemon", READ, "daemon"), ("setDaemon", WRITE, "daemon"),
)  # fmt: skip
"""Methods of a thread that are older than its properties: with the kind of the access, and the property."""


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
    semaphore, barrier, thread = (vars(threading)[name] for name in ("Semaphore", "Barrier", "Thread"))
    event, condition = _visible(threading, "Event"), _visible(threading, "Condition")
    _instrument_semaphores(semaphore, vars(threading)["BoundedSemaphore"], scheduler)
    for name, kind in (("wait", WAIT), ("set", WRITE), ("clear", WRITE), ("is_set", READ)):
        setattr(event, name, _operation(scheduler, kind, getattr(event, name)))
    condition.wait = _condition_wait(scheduler, _operation(scheduler, WAIT, condition.wait, pointed=False))
    condition.notify = _condition_notify(scheduler, condition.notify)
    for name, kind in (("wait", WAIT), ("reset", WRITE), ("abort", WRITE)):
        setattr(barrier, name, _operation(scheduler, kind, getattr(barrier, name)))
    for name in ("broken", "n_waiting"):
        setattr(barrier, name, property(_operation(scheduler, READ, vars(barrier)[name].fget)))
    for instrumented in (thread, semaphore, barrier, event, condition):
        instrumented.__hash__ = scheduler.numbers.hash_function()
    thread.__init__ = _made(scheduler, thread.__init__)
    thread.start = _started(scheduler, thread.start)
    for name in ("ident", "native_id"):
        setattr(thread, name, property(_access(scheduler, READ, name, vars(thread)[name].fget)))
    for name, kind, field in OLD_ACCESSORS:
        setattr(thread, name, _access(scheduler, kind, field, getattr(thread, name)))
    thread._delete = _ending(scheduler, thread._delete)
    thread.is_alive = _is_alive(scheduler, _operation(scheduler, READ, thread.is_alive), vars(threading)["_main_thread"])
    thread.join = _join(scheduler, _operation(scheduler, JOIN, thread.join, pointed=False))
    dummy, names = vars(threading)["_DummyThread"], vars(threading)
    dummy.__init__ = _dummy(scheduler, dummy.__init__)
    names["_newname"] = _numbered(scheduler, names["_newname"])
    for name in ("active_count", "enumerate"):
        vars(threading)[name] = _listing(scheduler, vars(threading)[name])
    _except_hook(vars(threading), scheduler)


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
    simple.put, simple.get = progress(_simple_put(scheduler)), progress(simple.get)
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


def _simple_size(scheduler: Scheduler, method: Method) -> Method:
    """Wrap a method that counts a ``SimpleQueue``'s items: a read of the semaphore, of which each put is a release."""

    @wraps(method)
    def call(self: Any) -> Any:
        scheduler.point(READ, self._count, None)
        return method(self)

    return call


def _operation(scheduler: Scheduler, kind: str, method: Method, *, pointed: bool = True) -> Method:
    """Wrap a method whose call is one operation.

    Args:
        scheduler: runs the execution.
        kind: the kind of operation.
        method: the method.
        pointed: there is a scheduling point before it.
    """

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


# -- semaphores ------------------------------------------------------------------------------------


def _instrument_semaphores(semaphore: Any, bounded: Any, scheduler: Scheduler) -> None:
    plain_init = semaphore.__init__

    @wraps(plain_init)
    def initialise(self: Any, value: int = 1) -> None:
        plain_init(self, value)
        self._kata_held = {}
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
        mine = self._kata_held.get(scheduler.current.number, ())
        if len(mine) >= n:
            del mine[-n:]
        else:
            self._kata_signal = True
        if scheduler.rules.fifo:
            return release_in_order(self, n)
        return method(self, n)

    return give


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
        if scheduler.rules.over_notify and not scheduler.dead and 0 < n < len(waiters):
            woken = choose_waiters(scheduler, waiters, n)
            if woken > n and scheduler.recorder is not None:
                scheduler.recorder.notified(woken - n)
            n = woken
        return method(self, n)

    return notify


# -- threads ---------------------------------------------------------------------------------------


def _made(scheduler: Scheduler, method: Method) -> Method:
    """Trace in which step a thread is made."""

    @wraps(method)
    def initialise(self: Any, *args: Any, **words: Any) -> None:
        method(self, *args, **words)
        if scheduler.recorder is not None and not scheduler.dead:
            scheduler.recorder.made(self)

    return initialise


def _numbered(scheduler: Scheduler, function: Callable[[str], str]) -> Callable[[str], str]:
    """Trace that the number in the name of a new thread comes from a counter."""

    @wraps(function)
    def new_name(template: str) -> str:
        if scheduler.recorder is not None and not scheduler.dead:
            scheduler.recorder.inner(WRITE, "threading.Thread()", "_counter")
        return function(template)

    return new_name


def _dummy(scheduler: Scheduler, method: Method) -> Method:
    """Withhold the proof where a thread that ``threading`` has not started enters the list of those that are alive."""

    @wraps(method)
    def initialise(self: Any) -> None:
        if scheduler.rules.end_points:
            scheduler.admit("the list of the threads, with one that _thread started,")
        method(self)

    return initialise


def _started(scheduler: Scheduler, method: Method) -> Method:
    """Let other threads run before a start where they may notice it, and trace that a second start finds the first."""

    @wraps(method)
    def start(self: Any) -> None:
        if not getattr(self, "_initialized", False):
            return method(self)
        if scheduler.rules.start_points:
            scheduler.gap(self)
        if self._started._flag:
            if scheduler.recorder is not None and not scheduler.dead:
                scheduler.recorder.inner(READ, self, "_started")
            if not scheduler.rules.start_points:
                scheduler.doubtful = "the start of one thread by two others is outside the model"
        return method(self)

    return start


def _access(scheduler: Scheduler, kind: str, field: str, method: Method) -> Method:
    """Wrap the getter or the setter of a property of a thread, so that a call of it is an access to this field."""

    @wraps(method)
    def call(self: Any, *value: Any) -> Any:
        scheduler.point(kind, self, field)
        return method(self, *value)

    return call


def _ending(scheduler: Scheduler, method: Method) -> Method:
    """Let other threads run before the end of a thread, which begins where it is removed from the list of all."""

    @wraps(method)
    def delete(self: Any) -> None:
        if scheduler.rules.end_points:
            scheduler.gap(self)
            if scheduler.recorder is not None and not scheduler.dead:
                scheduler.recorder.ending()
        method(self)

    return delete


def _is_alive(scheduler: Scheduler, method: Method, main: Any) -> Method:
    """Withhold the proof of a question about the main thread, whose end is not announced, or where no end is a point."""

    @wraps(method)
    def is_alive(self: Any) -> bool:
        if self is main or not scheduler.rules.end_points:
            scheduler.admit("is_alive() of the main thread" if self is main else "is_alive() by another name")
        return bool(method(self))

    return is_alive


def _join(scheduler: Scheduler, method: Method) -> Method:
    @wraps(method)
    def join(self: Any, timeout: float | None = None) -> None:
        if not self._started._flag:  # an error, unless another thread starts it first
            scheduler.point(READ, self, None)
        if scheduler.recorder is not None and not scheduler.dead:
            scheduler.recorder.joining(self)
        method(self, timeout)
        if scheduler.recorder is not None:
            scheduler.recorder.joined(self)

    return join


def _except_hook(names: dict[str, Any], scheduler: Scheduler) -> None:
    """Let an unhandled exception fail the execution, unless the program has installed a hook of its own."""

    def excepthook(args: Any, /) -> None:
        if not isinstance(args.exc_value, SystemExit) or scheduler.rules.exit_fails(args.exc_value):
            scheduler.crash(args.exc_value)

    def invoke(thread: Any) -> None:
        kind, error, trace = sys.exc_info()
        hook = excepthook if scheduler.rules.strict else names["excepthook"] or excepthook
        try:
            hook(names["ExceptHookArgs"]([kind, error, trace, thread]))
        except Exception as in_hook:
            scheduler.crash(in_hook)

    excepthook.__module__ = "_thread"
    names["excepthook"] = names["__excepthook__"] = excepthook
    names["_make_invoke_excepthook"] = lambda: invoke


def _listing(scheduler: Scheduler, function: Callable[[], Any]) -> Callable[[], Any]:
    """Wrap a function that lists the threads that are alive."""

    @wraps(function)
    def call() -> Any:
        scheduler.point(READ, f"threading.{function.__name__}()", None)
        if not scheduler.rules.end_points:  # it is called by a name that the program does not spell out
            scheduler.admit(f"threading.{function.__name__}() by another name")
        return function()

    return call
