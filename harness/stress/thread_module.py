"""The ``_thread`` module of a stressed program: real threads and watched locks, for CPython 3.11 to 3.15."""

from __future__ import annotations

import _thread
import itertools
import sys
from collections.abc import Callable, Container
from types import MethodType, ModuleType, SimpleNamespace
from typing import Any

from ..common.kinds import class_has, held_by, is_a
from ..world.stdlib.locks import TIMEOUT_MAX
from .locks import lock_classes
from .thread_registry import ThreadRegistry, get_ident


class RealThreadHandle:
    """The result of ``start_joinable_thread``, which exists from 3.13 on."""

    def __init__(self) -> None:
        self.lock: Any = None
        self.ident: int | None = None
        self.ended = False

    def is_done(self) -> bool:
        """Return whether the thread has ended."""
        return self.ended

    def join(self, timeout: float | None = None) -> None:
        """Wait until the thread has ended, or until the time is up."""
        if self.lock is None:
            raise RuntimeError("thread not started")
        if self.ident == get_ident() and not self.ended:
            raise RuntimeError("Cannot join current thread")
        if self.lock.acquire(True, -1 if timeout is None or timeout < 0 else timeout):
            self.lock.release()

    def _set_done(self) -> None:
        if self.lock is not None and not self.ended:
            self.ended = True
            self.lock.force_release()


def thread_module(registry: ThreadRegistry, files: Container[str]) -> ModuleType:
    """Return a module like ``_thread`` whose locks are watched and whose threads are registered.

    Args:
        registry: of the threads.
        files: the program's.
    """
    module = ModuleType("_thread")
    visible, visible_rlock, hidden, hidden_rlock = lock_classes(registry, files)

    def start_new_thread(
        function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None
    ) -> int:
        if not callable(function):
            raise TypeError("first arg must be callable")
        if not is_a(args, tuple):
            raise TypeError("2nd arg must be a tuple")
        owner = _owner_of(function)
        thread = registry.register(owner, bool(held_by(owner, "_daemonic", True)))
        return registry.start(thread, function, args, kwargs or {})

    def start_joinable_thread(
        function: Callable[..., object], *, handle: RealThreadHandle | None = None, daemon: bool = True
    ) -> RealThreadHandle:
        handle = RealThreadHandle() if handle is None else handle
        thread = registry.register(_owner_of(function), daemon)
        thread.handle = handle
        handle.lock = hidden()
        handle.lock.assign(thread)

        def body() -> None:
            handle.ident = get_ident()
            function()

        handle.ident = registry.start(thread, body, (), {})
        return handle

    def set_sentinel() -> Any:
        thread = registry.current()
        thread.end_lock = hidden()
        return thread.end_lock

    def make_handle(ident: int) -> RealThreadHandle:
        handle = RealThreadHandle()
        handle.ident = ident
        handle.lock = hidden()
        handle.lock.assign(registry.current())
        return handle

    def exit_thread() -> None:
        raise SystemExit

    provided: dict[str, Any] = {
        "LockType": visible,
        "lock": visible,
        "allocate_lock": visible,
        "allocate": visible,
        "RLock": visible_rlock,
        "error": RuntimeError,
        "TIMEOUT_MAX": TIMEOUT_MAX,
        "get_ident": get_ident,
        "get_native_id": _thread.get_native_id,
        "start_new_thread": start_new_thread,
        "start_new": start_new_thread,
        "exit": exit_thread,
        "exit_thread": exit_thread,
        "interrupt_main": _thread.interrupt_main,
        "stack_size": lambda size=0: 0,
        "daemon_threads_allowed": lambda: True,
        "_is_main_interpreter": lambda: True,
        "_count": lambda: sum(not thread.returned for thread in registry.threads) - 1,
        "_local": _thread._local,
        "_set_sentinel": set_sentinel,
        "start_joinable_thread": start_joinable_thread,
        "_ThreadHandle": RealThreadHandle,
        "_make_thread_handle": make_handle,
        "_get_main_thread_ident": lambda: registry.main.ident,
        "_shutdown": lambda: None,
        "_ExceptHookArgs": SimpleNamespace,
        "_kata_hidden": hidden,
        "_kata_hidden_rlock": hidden_rlock,
    }
    if sys.version_info >= (3, 14):
        provided["set_name"] = lambda name: None
    vars(module).update(provided)
    return module


def _owner_of(function: Callable[..., object]) -> Any:
    owner = function.__self__ if type(function) is MethodType else None
    return owner if class_has(type(owner), "_bootstrap") else None


def renew(threading: ModuleType, thread: ModuleType, registry: ThreadRegistry) -> None:
    """Make ``threading`` forget the threads of the last run; the calling thread becomes the main one."""
    names = vars(threading)
    main, ident = names["_main_thread"], get_ident()
    for known in ("_active", "_limbo", "_dangling"):
        names[known].clear()
    names["_counter"] = itertools.count(1).__next__
    names["_SHUTTING_DOWN"] = False
    # new locks, because a thread that was forced to end may have left the old ones held
    names["_active_limbo_lock"] = vars(thread)["_kata_hidden_rlock"]()
    if "_shutdown_locks" in names:
        names["_shutdown_locks"].clear()
        names["_shutdown_locks_lock"] = vars(thread)["_kata_hidden"]()
        main._is_stopped = False
        main._set_tstate_lock()
    else:
        handle = "_os_thread_handle" if hasattr(main, "_os_thread_handle") else "_handle"
        setattr(main, handle, vars(thread)["_make_thread_handle"](ident))
        registry.main.handle = getattr(main, handle)
    main._ident = ident
    names["_active"][ident] = main
    registry.main.object = main
