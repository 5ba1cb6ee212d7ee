"""Names the operations on threads, and traces what starts, ends and questions read and write.

Whether a thread has been started, and whether it has ended, are locations. Where a program may notice a start or an end
(``life_points``), both are scheduling points.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType, MethodType, ModuleType
from typing import Any

from ...common.kinds import held_by, is_a, of_class, qualname_of
from ...trace import JOIN, READ, WRITE
from ..scheduler.gaps import gap
from ..scheduler.scheduler import Scheduler

Method = Callable[..., Any]
OLD_ACCESSORS = (
    ("getName", READ, "name"), ("setName", WRITE, "name"), ("isDaemon", READ, "daemon"), ("setDaemon", WRITE, "daemon"),
)  # fmt: skip
"""Methods of a thread that are older than its properties: with the kind of the access, and the property."""


def instrument_threads(threading: ModuleType, scheduler: Scheduler) -> None:
    """Wrap the methods of ``threading.Thread``, and the functions that list threads."""
    thread, names = vars(threading)["Thread"], vars(threading)
    thread.__init__ = _made(scheduler, thread.__init__)
    thread.start = _started(scheduler, thread, thread.start)
    for name in ("ident", "native_id"):
        setattr(thread, name, property(_identifier(scheduler, name, vars(thread)[name].fget)))
    for name, kind, field in OLD_ACCESSORS:
        setattr(thread, name, _access(scheduler, kind, field, getattr(thread, name)))
    thread._delete = _ending(scheduler, thread._delete)
    thread.is_alive = _is_alive(scheduler, operation(scheduler, READ, thread.is_alive), names["_main_thread"])
    thread.join = _join(scheduler, thread, operation(scheduler, JOIN, thread.join, pointed=False))
    dummy = names["_DummyThread"]
    dummy.__init__ = _dummy(scheduler, dummy.__init__)
    names["_newname"] = _numbered(scheduler, names["_newname"])
    for name in ("active_count", "enumerate"):
        names[name] = _listing(scheduler, names[name])
    _except_hook(names, scheduler)


def operation(scheduler: Scheduler, kind: str, method: Method, *, pointed: bool = True) -> Method:
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


def _started(scheduler: Scheduler, plain: type, method: Method) -> Method:
    """Let other threads run before a start where they may notice it, and trace that a second start finds the first."""

    @wraps(method)
    def start(self: Any) -> None:
        usual = type(self) is plain  # so that no class of the program runs when it is asked
        if not (self._initialized if usual else held_by(self, "_initialized", False)):
            method(self)  # which raises an error
        if scheduler.rules.start_points:
            gap(scheduler, self)
        if (self._started if usual else held_by(self, "_started"))._flag:
            if scheduler.recorder is not None and not scheduler.dead:
                scheduler.recorder.inner(READ, self, "_started")
            if not scheduler.rules.start_points:
                scheduler.doubtful = "the start of one thread by two others is outside the model"
        run = self.run if usual else _method_of(self, "run")
        if scheduler.rules.callee(run) is not run and not scheduler.doubtful:
            scheduler.doubtful = f"the code of {qualname_of(type(self))}.run() runs outside the model"
        method(self)

    return start


def _method_of(thread: Any, name: str) -> Any:
    """Return a method of a thread, without the ``__getattribute__`` that its class may have."""
    found = held_by(thread, name)
    return MethodType(found, thread) if found is of_class(type(thread), name) and type(found) is FunctionType else found


def _access(scheduler: Scheduler, kind: str, field: str, method: Method) -> Method:
    """Wrap the getter or the setter of a property of a thread, so that a call of it is an access to this field."""

    @wraps(method)
    def call(self: Any, *value: Any) -> Any:
        scheduler.point(kind, self, field)
        return method(self, *value)

    return call


def _identifier(scheduler: Scheduler, field: str, method: Method) -> Method:
    """Wrap the getter of a thread's identifier."""
    access = _access(scheduler, READ, field, method)

    @wraps(method)
    def call(self: Any) -> Any:
        identifier = access(self)
        for thread in scheduler.threads:
            if thread.ident == identifier:
                scheduler.assumptions.identifier_read(thread, scheduler.log)
        return identifier

    return call


def _ending(scheduler: Scheduler, method: Method) -> Method:
    """Let other threads run before the end of a thread, which begins where it is removed from the list of all."""

    @wraps(method)
    def delete(self: Any) -> None:
        if scheduler.rules.end_points:
            gap(scheduler, self)
            if scheduler.recorder is not None and not scheduler.dead:
                scheduler.recorder.ending()
        method(self)

    return delete


def _is_alive(scheduler: Scheduler, method: Method, main: Any) -> Method:
    """Withhold the proof of a question about the main thread, whose end is not announced, or by a hidden name."""

    @wraps(method)
    def is_alive(self: Any) -> bool:
        if self is main or not scheduler.rules.end_points:
            scheduler.admit("is_alive() of the main thread" if self is main else "is_alive() by another name")
        return bool(method(self))

    return is_alive


def _join(scheduler: Scheduler, plain: type, method: Method) -> Method:
    @wraps(method)
    def join(self: Any, timeout: float | None = None) -> None:
        usual = type(self) is plain
        begun = self._started if usual else held_by(self, "_started")
        if not begun._flag:  # an error, unless another thread starts it first
            if scheduler.recorder is not None and not scheduler.dead:
                scheduler.recorder.joining(self)
            scheduler.point(READ, self, None)
        if timeout is not None:
            scheduler.clock.begin_wait(self)
        if scheduler.recorder is not None and not scheduler.dead:
            scheduler.recorder.joining(self)
        method(self, timeout)
        if scheduler.recorder is not None:
            scheduler.recorder.joined(self)

    return join


def _except_hook(names: dict[str, Any], scheduler: Scheduler) -> None:
    """Let an unhandled exception fail the execution, unless the program has installed a hook of its own."""

    def excepthook(args: Any, /) -> None:
        if not is_a(args.exc_value, SystemExit) or scheduler.rules.exit_fails(args.exc_value):
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
