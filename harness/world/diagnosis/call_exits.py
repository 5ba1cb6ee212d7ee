"""The line at which a call ended, and how, read from its frame, which keeps its last instruction."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from opcode import opname
from types import FrameType

from ...common.syntax_trees import walk
from ...trace import CallExit
from ..scheduler.thread import Thread

RETURNS = "RETURN_"
"""What the names of the instructions begin with that return: ``RETURN_VALUE``, and in some versions others."""
CLEANUP = ast.With | ast.AsyncWith | ast.Try
"""Statements that do something on the way out: a ``return`` in one of them ends on the line of that."""


def is_generator(frame: FrameType) -> bool:
    """True for the frame of a generator or coroutine: one that is on no stack need not have ended."""
    flags = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
    return bool(frame.f_code.co_flags & flags)


def stack_of(thread: Thread) -> Iterator[FrameType]:
    """Yield the frames of a thread that does not run now, innermost first."""
    frame = thread.suspended_frame()
    while frame is not None:
        yield frame
        frame = frame.f_back


def call_exit(frame: FrameType, tree: ast.Module) -> tuple[int | None, CallExit]:
    """Return the last line of a call that has ended, and how it ended.

    Args:
        frame: of the call.
        tree: the syntax tree of its file.
    """
    line = frame.f_lineno
    if not opname[frame.f_code.co_code[frame.f_lasti]].startswith(RETURNS):
        return line, CallExit.RAISE
    function = _function(tree, frame)
    if function is None:
        return None, CallExit.RETURN
    returns = [node for node in _own_nodes(function) if isinstance(node, ast.Return)]
    if any(_has(node, line) for node in returns):
        return line, CallExit.RETURN
    around = [node for node in _own_nodes(function) if isinstance(node, CLEANUP) and _has(node, line)]
    inner = max(around, key=lambda node: node.lineno, default=None)
    inside = [node.lineno for node in returns if inner is not None and _has(inner, node.lineno)]
    if not inside:
        return line, CallExit.END
    return (inside[0] if len(inside) == 1 else None), CallExit.RETURN


def _function(tree: ast.Module, frame: FrameType) -> ast.FunctionDef | None:
    """Return the innermost function that has the frame's line; None if it is not the frame's function."""
    functions = (node for node in walk(tree) if isinstance(node, ast.FunctionDef) and _has(node, frame.f_lineno))
    found = max(functions, key=lambda node: node.lineno, default=None)
    return found if found is not None and found.name == frame.f_code.co_name else None


def _has(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function without those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _own_nodes(child)
