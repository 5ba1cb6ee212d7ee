"""Semaphores that serve threads first in, first out, for the search for starvation."""

from __future__ import annotations

import math
from typing import Any


def acquire_in_order(semaphore: Any, blocking: bool = True, timeout: float | None = None) -> bool:
    """Acquire as ``Semaphore.acquire`` does, but never before a thread that has waited longer."""
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
    """Release as ``Semaphore.release`` does, but each permit goes to the thread that has waited longest."""
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
