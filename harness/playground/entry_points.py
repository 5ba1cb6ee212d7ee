"""The entry points of a program of one's own: the functions that the page explores."""

from __future__ import annotations

import ast

from ..common.syntax_trees import walk
from ..program.explorable import explorable
from ..world.loader.parsing import parse


def entry_points(path: str) -> tuple[str, ...]:
    """Return the functions without arguments that no other line of the file names, or else all of them.

    A function that is named is a part of the others, such as the target of a thread.

    Raises:
        LoadError: the file cannot be parsed.
    """
    functions = explorable(path).functions
    named = {node.id for node in walk(parse(path)[0]) if isinstance(node, ast.Name)}
    return tuple(name for name in functions if name not in named) or functions
