"""The entry points of a program of one's own: the functions that the page explores."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..common.syntax_trees import walk
from ..errors import UsageError
from ..program.explorable import explorable
from ..report.sentences.playground import NO_SCRIPT, no_function
from ..world.loader.parsing import parse


def entry_points(path: str) -> tuple[str, ...]:
    """Return the functions without arguments that no other line of the file names, or else all of them.

    A function that is named is a part of the others, such as the target of a thread. What runs a file as a script,
    ``if __name__ == "__main__":``, is no part of the program: the functions that it calls are the entry points.

    Raises:
        LoadError: the file cannot be parsed.
        UsageError: there is none, or the program is what runs the file as a script.
    """
    found = explorable(path)
    if not found.functions:
        raise UsageError(no_function(found.left_out))
    tree = parse(path)[0]
    script = list(_script(tree))
    called = set(filter(None, map(_called, script)))
    if called:
        return tuple(name for name in found.functions if name in called) or found.functions
    named = _names(tree)
    first = tuple(name for name in found.functions if name not in named)
    if script and not first:
        raise UsageError(NO_SCRIPT)
    return first or found.functions


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in walk(tree) if isinstance(node, ast.Name)}


def _script(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements that run only if the file is run as a script."""
    for statement in tree.body:
        if isinstance(statement, ast.If) and "__name__" in _names(statement.test):
            yield from statement.body


def _called(statement: ast.stmt) -> str:
    """Return the name of the function that a statement calls without arguments; "" for another statement."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name), args=[], keywords=[])):
            return name
    return ""
