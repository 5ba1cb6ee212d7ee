"""The difference between a failing execution and a passing one of a schedule near it."""

from __future__ import annotations

from dataclasses import dataclass

from ..trace import Event


@dataclass(frozen=True, slots=True)
class Effect:
    """An operation that reads or meets something different in two executions that have parted.

    Both events are the same operation of the same thread, which has performed the same operations before.

    Attributes:
        failing: the operation in the failing execution.
        passing: the operation in the passing one.
        cause: for a read, the write that makes the difference, as it was recorded in one of the executions; or None.
        cause_is_first: the cause precedes the read in the passing execution only; otherwise in the failing one only.
    """

    failing: Event
    passing: Event
    cause: Event | None = None
    cause_is_first: bool = True


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """Two operations of different threads on one object that happen in the other order in the passing execution.

    Attributes:
        first: the operation that is the first in the passing execution, and the second, or missing, in the failing one.
        second: the operation that follows it there.
        released: the thread of ``first`` releases the lock in between.
    """

    first: Event
    second: Event
    released: bool = False


@dataclass(frozen=True, slots=True)
class OtherPath:
    """The first operation of a thread that is another one in the passing execution.

    Attributes:
        failing: what the thread does in the failing execution; None if it comes no further there.
        passing: what it does instead in the passing one.
    """

    failing: Event | None
    passing: Event


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between a failing execution and a passing one: where they part, and what that changes.

    Up to the step where they part, both perform the same operations.

    Attributes:
        tried: number of schedules near the failing one that were run.
        step: number of the first step that differs, from 1; 0 if no schedule that was run passes.
        failing: the operation at that step in the failing execution; None if that execution ends there.
        passing: the operation at that step in the passing one; None if no schedule that was run passes.
        resumes: in the passing execution, the thread of ``failing`` performs that operation later.
        effect: the first operation after that step that reads or meets something different, or None.
        order: two operations that change places, where threads wait for each other's locks or there is no effect.
        path: where a thread goes on in another way, if there is neither an effect nor another order; else None.
        following: the first operations of the passing execution from that step on.
        near: the schedules differ in one deviation; otherwise the failing one is that of a fair scheduler.
    """

    tried: int
    step: int = 0
    failing: Event | None = None
    passing: Event | None = None
    resumes: bool = False
    effect: Effect | None = None
    order: OtherOrder | None = None
    path: OtherPath | None = None
    following: tuple[Event, ...] = ()
    near: bool = True
