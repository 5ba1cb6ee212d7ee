"""CPython's own classes pass as solutions of the katas that ask for them, as the running interpreter has them."""

from __future__ import annotations

import inspect
import queue
import threading
from pathlib import Path
from typing import Any

import pytest
from golden import KATAS

from harness.course.grading.check import CheckSettings, check
from harness.workers.pool import WorkerPool

SCHEDULES = 150
THREADING: Any = threading
BUFFER = """

class BoundedBuffer(Queue):
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("there is no room in it")
        super().__init__(capacity)
"""
BROKEN = """

class BrokenBarrierError(RuntimeError):
    pass
"""
BARRIER = """

BrokenBarrier, Original = BrokenBarrierError, Barrier


class Barrier(Original):
    def __init__(self, parties, action=None):
        if parties < 1:
            raise ValueError("nobody would come")
        super().__init__(parties, action)

    def wait(self):
        try:
            return super().wait()
        except BrokenBarrier:
            raise
        except Exception as error:
            raise BrokenBarrier from error
"""
"""Two differences from the original: parties of nobody are refused, and the one who ran a failing action gets the same
error as the others."""
CONDITION = "from threading import Condition, Lock"
CLOCK = "from time import monotonic as {}"
CLASSES = {
    "event": (CONDITION, THREADING.Event, ""),
    "semaphore": (f"{CONDITION}\n{CLOCK.format('_time')}", THREADING.Semaphore, ""),
    "reentrant_lock": (
        "from threading import Lock as _allocate_lock, get_ident", THREADING._PyRLock, "\n\nReentrantLock = _RLock\n"
    ),
    "barrier_action": (f"{CONDITION}\n{BROKEN}", THREADING.Barrier, BARRIER),
    "bounded_buffer": (
        f"import threading, types\nfrom collections import deque\n{CLOCK.format('time')}", queue.Queue, BUFFER
    ),
}  # fmt: skip
"""By kata: what the class's module imports, the class, and how the kata's name and arguments come from it."""


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_of_the_standard_library_passes(name: str, tmp_path: Path) -> None:
    imports, kind, rest = CLASSES[name]
    file = tmp_path / f"{name}.py"
    file.write_text(f"{imports}\n\n\n{inspect.getsource(kind)}{rest}", encoding="utf-8")
    with WorkerPool() as judge:
        result = check(judge, KATAS[name], file, CheckSettings(("explore",), schedules=SCHEDULES))
    assert result.passed, result.message
