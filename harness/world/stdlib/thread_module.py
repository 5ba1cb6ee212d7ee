"""The simulated ``_thread`` and ``time``: what the standard library's modules are loaded over."""

from __future__ import annotations

import _thread
import sys
from collections.abc import Callable
from functools import partial
from types import FunctionType, ModuleType
from typing import Any

from harness.world.scheduler.scheduler import Scheduler
from harness.world.stdlib.locks import TIMEOUT_MAX, lock_classes

LEAST_STACK = 32 * 1024
"""Bytes; CPython's own minimum. No simulated thread has a stack of its own size."""


def thread_module(scheduler: Scheduler) -> ModuleType:
    """A module that stands for ``_thread``, on every version from 3.11 to 3.15."""
    module = ModuleType("_thread")
    visible, visible_rlock, hidden, hidden_rlock = lock_classes(scheduler)

    def owner_of(function: Callable[..., object]) -> Any:
        owner = getattr(function, "__self__", None)
        return owner if hasattr(owner, "_bootstrap") else None

    def start_new_thread(
        function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None
    ) -> int:
        if not callable(function):
            raise TypeError("first arg must be callable")
        if not isinstance(args, tuple):
            raise TypeError("2nd arg must be a tuple")
        if scheduler.dead:
            raise RuntimeError("can't start new thread")
        thread = scheduler.start(function, args, kwargs or {}, owner_of(function))
        thread.daemon = bool(getattr(thread.object, "_daemonic", True))
        return thread.ident

    class ThreadHandle:
        """What ``start_joinable_thread`` gives from 3.13 on."""

        def __init__(self) -> None:
            self.lock: Any = None
            self.ident: int | None = None

        def is_done(self) -> bool:
            return self.lock is not None and self.lock.owner is None

        def join(self, timeout: float | None = None) -> None:
            if self.lock is None:
                raise RuntimeError("thread not started")
            if self.ident == scheduler.current.ident and self.lock.owner is not None:
                raise RuntimeError("Cannot join current thread")
            if self.lock.acquire(True, -1 if timeout is None or timeout < 0 else timeout):
                self.lock.release()

        def _set_done(self) -> None:
            if self.lock is None:
                raise RuntimeError("thread not started")
            if self.lock.owner is not None:
                self.lock.free()

    def start_joinable_thread(
        function: Callable[..., object], *, handle: ThreadHandle | None = None, daemon: bool = True
    ) -> ThreadHandle:
        handle = ThreadHandle() if handle is None else handle
        if scheduler.dead:
            raise RuntimeError("can't start new thread")
        if handle.lock is not None:
            raise RuntimeError("thread already started")
        handle.lock = hidden()

        def body() -> None:
            thread = scheduler.current
            thread.end_lock = handle.lock
            thread.daemon = daemon
            handle.lock._give(thread)
            handle.ident = thread.ident
            function()

        scheduler.start(body, (), {}, owner_of(function))
        return handle

    def set_sentinel() -> Any:
        lock = hidden()
        scheduler.current.end_lock = lock
        return lock

    def make_handle(ident: int) -> ThreadHandle:
        """For a thread that was not started by ``threading``."""
        handle = ThreadHandle()
        handle.ident = ident
        handle.lock = hidden()
        thread = scheduler.current
        if thread.ident == ident and thread.end_lock is None:
            thread.end_lock = handle.lock
            handle.lock._give(thread)
        return handle

    size = 0

    def stack_size(wanted: int = 0, /) -> int:
        nonlocal size
        if wanted < 0:
            raise ValueError("size must be 0 or a positive value")
        if 0 < wanted < LEAST_STACK:
            raise ValueError(f"size not valid: {wanted} bytes")
        before, size = size, wanted
        return before

    def get_ident() -> int:
        return scheduler.current.ident

    def exit_thread() -> None:
        raise SystemExit

    # from 3.13 on, threading.Lock is the class; before, a function that no class makes a method of
    allocate_lock: Any = visible if sys.version_info >= (3, 13) else partial(visible)
    allocate_lock.__module__ = "_thread"

    provided: dict[str, Any] = {
        "LockType": visible,
        "lock": visible,
        "allocate_lock": allocate_lock,
        "allocate": allocate_lock,
        "RLock": visible_rlock,
        "error": RuntimeError,
        "TIMEOUT_MAX": TIMEOUT_MAX,
        "get_ident": get_ident,
        "get_native_id": get_ident,
        "start_new_thread": start_new_thread,
        "start_new": start_new_thread,
        "exit": exit_thread,
        "exit_thread": exit_thread,
        "interrupt_main": _thread.interrupt_main,
        "stack_size": stack_size,
        "daemon_threads_allowed": lambda: True,
        "_is_main_interpreter": lambda: True,
        "_count": lambda: sum(not thread.done for thread in scheduler.threads) - 1,
        "_set_sentinel": set_sentinel,
        "start_joinable_thread": start_joinable_thread,
        "_ThreadHandle": ThreadHandle,
        "_make_thread_handle": make_handle,
        "_get_main_thread_ident": lambda: 1,
        "_shutdown": lambda: None,
        "_local": object,  # a place for it; ``_threading_local`` gives the real one (see ``stdlib.py``)
        "_ExceptHookArgs": vars(_thread)["_ExceptHookArgs"],
        "_kata_hidden": hidden,
        "_kata_hidden_rlock": hidden_rlock,
        "_kata_operations": lambda: len(scheduler.log),
    }
    if sys.version_info >= (3, 14):
        provided["set_name"] = lambda name: None
    for value in provided.values():
        if isinstance(value, FunctionType):
            value.__module__ = "_thread"
    vars(module).update(provided)
    return module
