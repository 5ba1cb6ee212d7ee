"""The simulated ``_thread``: the module over which the standard library's modules are loaded."""

from __future__ import annotations

import _thread
import sys
from collections.abc import Callable
from functools import partial
from types import FunctionType, MethodType, ModuleType
from typing import Any, ClassVar

from ...common.kinds import class_has, held_by, is_a
from ..scheduler.frames import THREADING
from ..scheduler.scheduler import Scheduler
from .hidden_locks import HiddenLock
from .lock_classes import lock_classes
from .locks import TIMEOUT_MAX

LEAST_STACK = 32 * 1024
"""Bytes; CPython's own minimum. No simulated thread has a stack of its own size."""


class SimulatedHandle:
    """The handle that ``start_joinable_thread`` returns, from 3.13 on."""

    scheduler: ClassVar[Scheduler]
    """Set in the class that is made for one scheduler."""

    def __init__(self) -> None:
        self.lock: Any = None
        self.ident: int | None = None

    def is_done(self) -> bool:
        """True when the thread has ended."""
        return self.lock is not None and self.lock.owner is None

    def join(self, timeout: float | None = None) -> None:
        """Wait for the thread to end, for some seconds at most."""
        if self.lock is None:
            raise RuntimeError("thread not started")
        if self.ident == self.scheduler.current.ident and self.lock.owner is not None:
            raise RuntimeError("Cannot join current thread")
        if self.lock.acquire(True, -1 if timeout is None or timeout < 0 else timeout):
            self.lock.release()

    def _set_done(self) -> None:
        if self.lock is None:
            raise RuntimeError("thread not started")
        if self.lock.owner is not None:
            self.lock.free()


def thread_module(scheduler: Scheduler) -> ModuleType:
    """Make a module that replaces ``_thread``, on every version from 3.11 to 3.15."""
    module = ModuleType("_thread")
    locks = lock_classes(scheduler)
    # from 3.13 on, threading.Lock is the class; before, a function that no class makes a method of
    allocate_lock: Any = locks.lock if sys.version_info >= (3, 13) else partial(locks.lock)
    allocate_lock.__module__ = "_thread"
    provided: dict[str, Any] = {
        "LockType": locks.lock,
        "lock": locks.lock,
        "allocate_lock": allocate_lock,
        "allocate": allocate_lock,
        "RLock": locks.rlock,
        "_kata_hidden": locks.hidden,
        "_kata_hidden_rlock": locks.hidden_rlock,
        **_starting(scheduler, locks.hidden),
        **_handles(scheduler, locks.hidden),
        **_asking(scheduler),
    }
    for value in provided.values():
        if isinstance(value, FunctionType):
            value.__module__ = "_thread"
    vars(module).update(provided)
    return module


def _owner_of(function: Callable[..., object]) -> Any:
    """Return the ``threading.Thread`` whose function this is, or None."""
    owner = function.__self__ if type(function) is MethodType else None
    return owner if class_has(type(owner), "_bootstrap") else None


def _starting(scheduler: Scheduler, make_lock: type[HiddenLock]) -> dict[str, Any]:
    """Make the functions that start a thread without a handle, and end it."""

    def start_new_thread(
        function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None
    ) -> int:
        if not callable(function):
            raise TypeError("first arg must be callable")
        if not is_a(args, tuple):
            raise TypeError("2nd arg must be a tuple")
        if scheduler.dead:
            raise RuntimeError("can't start new thread")
        owner = _owner_of(function)
        thread = scheduler.start(function, args, kwargs or {}, owner)
        thread.daemon = bool(held_by(owner, "_daemonic", True))  # it may have ended, and then has no owner any more
        return thread.ident

    def set_sentinel() -> Any:
        lock = make_lock()
        scheduler.current.end_lock = lock
        return lock

    def exit_thread() -> None:
        raise SystemExit

    return {
        "start_new_thread": start_new_thread,
        "start_new": start_new_thread,
        "_set_sentinel": set_sentinel,
        "exit": exit_thread,
        "exit_thread": exit_thread,
    }


def _handles(scheduler: Scheduler, make_lock: type[HiddenLock]) -> dict[str, Any]:
    """Make the class of handles, and the functions that return one."""
    bound: Any = type
    shown = {"__module__": "_thread", "scheduler": scheduler}
    handle_type: type[SimulatedHandle] = bound("_ThreadHandle", (SimulatedHandle,), shown)

    def start_joinable_thread(
        function: Callable[..., object], *, handle: SimulatedHandle | None = None, daemon: bool = True
    ) -> SimulatedHandle:
        handle = handle_type() if handle is None else handle
        if scheduler.dead:
            raise RuntimeError("can't start new thread")
        if handle.lock is not None:
            raise RuntimeError("thread already started")
        handle.lock = make_lock()

        def body() -> None:
            thread = scheduler.current
            thread.end_lock = handle.lock
            thread.daemon = daemon
            handle.lock.give(thread)
            handle.ident = thread.ident
            function()

        scheduler.start(body, (), {}, _owner_of(function))
        return handle

    def make_handle(ident: int) -> SimulatedHandle:
        # for a thread that was not started by ``threading``
        handle = handle_type()
        handle.ident = ident
        handle.lock = make_lock()
        thread = scheduler.current
        if thread.ident == ident and thread.end_lock is None:
            thread.end_lock = handle.lock
            handle.lock.give(thread)
        return handle

    return {
        "_ThreadHandle": handle_type,
        "start_joinable_thread": start_joinable_thread,
        "_make_thread_handle": make_handle,
    }


def _asking(scheduler: Scheduler) -> dict[str, Any]:
    """Make the functions that ask about threads, and the names that are the same for all schedulers."""
    size = 0

    def stack_size(wanted: int = 0, /) -> int:
        nonlocal size
        scheduler.admit("threading.stack_size()")  # called without a size, it sets the default
        if wanted < 0:
            raise ValueError("size must be 0 or a positive value")
        if 0 < wanted < LEAST_STACK:
            raise ValueError(f"size not valid: {wanted} bytes")
        before, size = size, wanted
        return before

    def get_ident() -> int:
        if sys._getframe(1).f_code.co_filename != THREADING:  # which asks at each start and end of a thread
            scheduler.assumptions.identifier_read(scheduler.current, scheduler.log)
        return scheduler.current.ident

    names: dict[str, Any] = {
        "error": RuntimeError,
        "TIMEOUT_MAX": TIMEOUT_MAX,
        "get_ident": get_ident,
        "get_native_id": get_ident,
        "interrupt_main": _thread.interrupt_main,
        "stack_size": stack_size,
        "daemon_threads_allowed": lambda: True,
        "_is_main_interpreter": lambda: True,
        "_count": lambda: sum(not thread.done for thread in scheduler.threads) - 1,
        "_get_main_thread_ident": lambda: 1,
        "_shutdown": lambda: None,
        "_local": object,  # until ``_threading_local`` provides the real one (see ``modules.py``)
        "_ExceptHookArgs": vars(_thread)["_ExceptHookArgs"],
        "_kata_operations": lambda: len(scheduler.log),
    }
    if sys.version_info >= (3, 14):
        names["set_name"] = lambda name: None
    return names
