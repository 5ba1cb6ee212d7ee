"""Which public operation of ``threading`` each thread is in, so that reports can say what it waits for.

CPython's code does the work. A call of one of its methods stands in the books as (kind, object)
until it returns; a thread blocked in a hidden lock is then blocked in that operation.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from harness.stress.thread_registry import ThreadRegistry
from harness.trace import ACQUIRE, JOIN, NOTIFY, READ, RELEASE, WAIT, WRITE

Method = Callable[..., Any]
OPERATIONS = {
    "Semaphore": {"acquire": ACQUIRE, "release": RELEASE},
    "BoundedSemaphore": {"release": RELEASE},
    "Event": {"wait": WAIT, "set": WRITE, "clear": WRITE, "is_set": READ},
    "Condition": {"wait": WAIT, "notify": NOTIFY},
    "Barrier": {"wait": WAIT, "reset": WRITE, "abort": WRITE},
    "Thread": {"join": JOIN, "is_alive": READ},
}
GIVING = (RELEASE, NOTIFY, WRITE)
"""Operations that others may be waiting for."""
COPIED = ("Event", "Condition")
"""Classes that ``threading`` uses inside others; the program gets copies, with the names."""


def name_operations(module: ModuleType, book: ThreadRegistry) -> None:
    """Put the books around the methods of ``threading``'s classes, and catch what threads raise."""
    if module.__name__ != "threading":
        return
    names = vars(module)
    for kind, methods in OPERATIONS.items():
        if kind in COPIED:
            plain = names[kind]
            words = {"__module__": "threading", "__qualname__": kind, "__doc__": plain.__doc__}
            names[kind] = type(kind, (plain,), words)
        for name, operation in methods.items():
            setattr(names[kind], name, _named(getattr(names[kind], name), operation, book))
    names["Semaphore"].__enter__ = names["Semaphore"].acquire
    names["excepthook"] = lambda args: book.crash(args.exc_value)
    names["_make_invoke_excepthook"] = lambda: lambda thread: book.crash(_caught())


def _named(method: Method, kind: str, book: ThreadRegistry) -> Method:
    @wraps(method)
    def call(self: Any, *args: Any, **words: Any) -> Any:
        thread = book.current()
        outer = thread.call
        if outer is not None and outer[1] is self:  # one method of the object calls another
            return method(self, *args, **words)
        book.cross(thread)
        if kind in GIVING:
            thread.gave += 1
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
