"""Scheduling points without an operation: before a thread's start or end, and between two calls of a workload."""

from __future__ import annotations

from typing import Any

from ...trace import READ, WRITE
from .scheduler import Scheduler


def before_call(scheduler: Scheduler) -> None:
    """Let another thread run before a call of the current one, which is no operation by itself."""
    thread = scheduler.current
    _schedule(scheduler, READ, None)
    scheduler.steps += 1
    thread.ops += 1


def gap(scheduler: Scheduler, obj: Any) -> None:
    """Let other threads run before an operation on an object that ``Scheduler.note`` will record."""
    if scheduler.dead or scheduler.silent:
        return
    _schedule(scheduler, WRITE, obj)
    if scheduler.recorder is not None:
        scheduler.recorder.stepped(scheduler.current)


def _schedule(scheduler: Scheduler, kind: str, obj: Any) -> None:
    thread, queue = scheduler.current, scheduler.queue
    if len(queue.runnable) > 1 or queue.timed:
        operation = thread.operation
        operation.kind, operation.obj, operation.field = kind, obj, None
        scheduler.schedule(thread)
        operation.obj = None
