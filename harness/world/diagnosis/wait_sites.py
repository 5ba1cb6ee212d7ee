"""The place in the program at which a blocked thread waits; tells whether two threads wait for the same thing."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from types import CellType, CodeType, FrameType, FunctionType
from typing import Any

from ...common.syntax_trees import walk
from ..model.classify import SCALARS
from ..scheduler.thread import Thread

DEPTH = 4
"""Depth to which the values that predicates use are compared."""


@dataclass
class WaitSite:
    """The place at which one blocked thread waits.

    Attributes:
        thread: the blocked thread.
        obj: the object that it waits for.
        frame: the innermost of its frames that belongs to the program.
        instruction: offset of the instruction that the frame is at.
        loop: the loop around the wait on a condition: only a thread that leaves it has received what it waits for.
        in_wait_for: the thread is inside ``Condition.wait_for``.
        names: the names that occur in the loop, or in the statement that waits.
        condition: the lock of the condition that it waits on; None if it waits for something else.
    """

    thread: Thread
    obj: Any
    frame: FrameType | None
    instruction: int
    loop: ast.While | None
    in_wait_for: bool
    names: frozenset[str]
    condition: Any

    @property
    def code(self) -> CodeType | None:
        """The code of the function that waits."""
        return self.frame.f_code if self.frame is not None else None

    @property
    def can_leave_loop(self) -> bool:
        """Whether the loop ends by its predicate, so that it can be forced to end."""
        return self.loop is not None and not isinstance(self.loop.test, ast.Constant)

    @property
    def tests_predicate(self) -> bool:
        """Whether the thread tests a predicate each time it wakes up."""
        return self.in_wait_for or self.can_leave_loop

    def passed(self) -> bool:
        """True when the thread, which must be the running one, has got past its wait."""
        frame: FrameType | None = sys._getframe()
        while frame is not None and frame != self.frame:
            frame = frame.f_back
        if frame is None:
            return True
        if self.loop is not None:
            return not self.loop.lineno <= frame.f_lineno <= (self.loop.end_lineno or 0)
        return frame.f_lasti != self.instruction


def wait_site(thread: Thread, trees: dict[str, ast.Module], in_wait_for: bool) -> WaitSite:
    """Return the place at which a blocked thread waits.

    Args:
        thread: the thread.
        trees: the syntax trees of the program's files.
        in_wait_for: whether it is inside ``Condition.wait_for``.
    """
    frame = thread.suspended_frame()
    while frame is not None and frame.f_code.co_filename not in trees:
        frame = frame.f_back
    condition = thread.condition if thread.waiter is not None and thread.fused is None else None
    lines: list[ast.stmt] = []
    if frame is not None:
        lines = _around(trees[frame.f_code.co_filename], frame)
    loop = _loop(lines) if condition is not None else None
    own = loop or (lines[-1] if lines else None)
    names = {node.id for node in walk(own) if isinstance(node, ast.Name)} if own is not None else set()
    at = frame.f_lasti if frame is not None else -1
    return WaitSite(thread, thread.obj, frame, at, loop, in_wait_for, frozenset(names), condition)


def same_wait(one: WaitSite, other: WaitSite) -> bool:
    """True when both threads wait for one object or, on a condition, for one predicate over the same values."""
    if one.obj is not other.obj:
        return False
    if one.condition is None or one.frame is None or other.frame is None:
        return True
    if one.frame.f_code is not other.frame.f_code or one.instruction != other.instruction:
        return False
    mine, others = one.frame.f_locals, other.frame.f_locals
    return all(_same(mine.get(name), others.get(name), DEPTH) for name in one.names)


def _same(one: Any, other: Any, depth: int) -> bool:
    if one is other or depth == 0:
        return True
    if type(one) is not type(other):
        return False
    if type(one) is FunctionType:
        here, there = one.__closure__ or (), other.__closure__ or ()
        pairs = [*zip(here, there, strict=False), *zip(one.__defaults__ or (), other.__defaults__ or (), strict=False)]
        return one.__code__ is other.__code__ and all(_same(left, right, depth - 1) for left, right in pairs)
    if type(one) is CellType:
        try:
            return _same(one.cell_contents, other.cell_contents, depth - 1)
        except ValueError:  # the cell is empty
            return False
    if type(one) in SCALARS:
        return bool(one == other)
    if type(one) in (tuple, list):
        return len(one) == len(other) and all(_same(a, b, depth - 1) for a, b in zip(one, other, strict=True))
    return False


def _around(tree: ast.AST, frame: FrameType) -> list[ast.stmt]:
    """Return the statements of the frame's function around its line, outermost first; [] where that is ambiguous."""
    found: list[ast.stmt] = []
    name = ""
    inside: ast.AST | None = tree
    while inside is not None:
        below = [one for one in walk(inside) if one is not inside and isinstance(one, ast.stmt)]
        holding = [one for one in below if one.lineno <= frame.f_lineno <= (one.end_lineno or one.lineno)]
        inside = holding[0] if holding else None  # `walk` is breadth first, so this one is the outermost
        if isinstance(inside, ast.FunctionDef):
            found = []
            name = inside.name
        elif isinstance(inside, ast.stmt):
            found.append(inside)
    return found if found and frame.f_code.co_name == name else []


def _loop(lines: list[ast.stmt]) -> ast.While | None:
    """Return the innermost loop around a wait on a condition that holds the lock throughout; None if there is none."""
    for line in reversed(lines):
        if isinstance(line, ast.With):
            return None
        if isinstance(line, ast.While):
            return line
    return None
