"""The public operations of ``threading``: records which one each thread is in, so that reports name what it waits for.

CPython's own code does the work. While a call of one of its methods runs, the thread's record holds (kind, object). A
thread that is blocked in a hidden lock is reported as blocked in that operation.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from ..trace import ACQUIRE, JOIN, NOTIFY, READ, RELEASE, WAIT, WRITE
from .thread_registry import ThreadRegistry

Method = Callable[..., Any]
OPERATIONS = {
    "Semaphore": {"acquire": ACQUIRE, "release": RELEASE},
    "BoundedSemaphore": {"release": RELEASE},
    "Event": {"wait": WAIT, "set": WRITE, "clear": WRITE, "is_set": READ},
    "Condition": {"wait": WAIT, "notify": NOTIFY},
    "Barrier": {"wait": WAIT, "reset": WRITE, "abort": WRITE},
    "Thread": {"join": JOIN, "is_alive": READ},
}
SIGNALS = (RELEASE, NOTIFY, WRITE)
"""Kinds of operations that other threads may be waiting for."""
COPIED = ("Event", "Condition")
"""Classes that ``threading`` also uses inside other classes; the program gets subclasses, whose calls are recorded."""


def name_operations(module: ModuleType, registry: ThreadRegistry) -> None:
    """Wrap the methods of ``threading``'s classes so that their calls are recorded, and record uncaught exceptions.

    Args:
        module: a module of the program's library; only ``threading`` is changed.
        registry: of the threads.
    """
    if module.__name__ != "threading":
        return
    names = vars(module)
    for kind, methods in OPERATIONS.items():
        if kind in COPIED:
            plain = names[kind]
            words = {"__module__": "threading", "__qualname__": kind, "__doc__": plain.__doc__}
            names[kind] = type(kind, (plain,), words)
        for name, operation in methods.items():
            setattr(names[kind], name, _recorded(getattr(names[kind], name), operation, registry))
    names["Semaphore"].__enter__ = names["Semaphore"].acquire
    names["excepthook"] = lambda args: registry.record_exception(args.exc_value)
    names["_make_invoke_excepthook"] = lambda: lambda thread: registry.record_exception(_caught())


def _recorded(method: Method, kind: str, registry: ThreadRegistry) -> Method:
    @wraps(method)
    def call(self: Any, *args: Any, **words: Any) -> Any:
        thread = registry.current()
        outer = thread.call
        if outer is not None and outer[1] is self:  # a method of the object calls another one
            return method(self, *args, **words)
        registry.operation(thread)
        if kind in SIGNALS:
            thread.signals += 1
        thread.call = (kind, self)
        try:
            return method(self, *args, **words)
        finally:
            thread.call = outer

    return call


def _caught() -> BaseException:
    error = sys.exc_info()[1]
    assert error is not None
    return error
