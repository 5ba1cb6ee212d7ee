"""Short cuts through the methods of ``threading`` for calls that neither wait nor wake a thread: most calls.

CPython's code works under the lock of a hidden condition. While no thread has that lock, and none waits for the
condition, what remains of a call is one assignment. Every other call is left to CPython's code, with its errors.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

Method = Callable[..., Any]


def shorten(threading: ModuleType) -> None:
    """Give the semaphores and events of a world's ``threading`` their short cuts."""
    names = vars(threading)
    semaphore, bounded, event = names["Semaphore"], names["BoundedSemaphore"], names["Event"]
    semaphore.acquire = semaphore.__enter__ = _acquire(semaphore.acquire)
    semaphore.release = _release(semaphore.release)
    bounded.release = _release_bounded(bounded.release)
    event.set, event.clear, event.wait = _set(event.set), _clear(event.clear), _wait(event.wait)


def _acquire(method: Method) -> Method:
    @wraps(method)
    def acquire(self: Any, blocking: bool = True, timeout: float | None = None) -> Any:
        if self._value > 0 and (blocking or timeout is None) and self._cond._lock.owner is None:
            self._value -= 1
            return True
        return method(self, blocking, timeout)

    return acquire


def _release(method: Method) -> Method:
    @wraps(method)
    def release(self: Any, n: int = 1) -> None:
        condition = self._cond
        if n == 1 and not condition._waiters and condition._lock.owner is None:
            self._value += 1
        else:
            method(self, n)

    return release


def _release_bounded(method: Method) -> Method:
    @wraps(method)
    def release(self: Any, n: int = 1) -> None:
        condition = self._cond
        room = self._value < self._initial_value
        if n == 1 and room and not condition._waiters and condition._lock.owner is None:
            self._value += 1
        else:
            method(self, n)

    return release


def _set(method: Method) -> Method:
    @wraps(method)
    def set_flag(self: Any) -> None:
        condition = self._cond
        if condition._waiters or condition._lock.owner is not None:
            method(self)
        else:
            self._flag = True

    return set_flag


def _clear(method: Method) -> Method:
    @wraps(method)
    def clear(self: Any) -> None:
        if self._cond._lock.owner is not None:
            method(self)
        else:
            self._flag = False

    return clear


def _wait(method: Method) -> Method:
    @wraps(method)
    def wait(self: Any, timeout: float | None = None) -> Any:
        if self._flag is True and self._cond._lock.owner is None:
            return True
        return method(self, timeout)

    return wait
