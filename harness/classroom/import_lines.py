"""The lines of a program that run when it is imported, in contrast to those of its functions."""

from __future__ import annotations

import ast

from ..common.syntax_trees import walk


def runs_at_import(source: bytes, line: int | None) -> bool:
    """True if a line of a program runs while it is imported: it is in no function.

    Args:
        source: the program.
        line: its line; None if no line is known.
    """
    if line is None:
        return False
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    found = (node for node in walk(tree) if isinstance(node, functions))
    return not any(node.lineno <= line <= (node.end_lineno or node.lineno) for node in found)
