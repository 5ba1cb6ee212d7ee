"""Modules that make mocks: objects of ``unittest.mock`` note their calls in Python code of the library, unseen."""

from __future__ import annotations

import ast
from functools import lru_cache

from ...common.syntax_trees import walk

CACHED = 256
"""Files of which it is known where they import mocks."""
MODULE = "unittest.mock"
STATELESS = frozenset(f"{MODULE}.{name}" for name in ("ANY", "DEFAULT", "call", "sentinel"))
"""What a module may import from there, and is no mock."""


@lru_cache(maxsize=CACHED)
def line_of_mocks(tree: ast.Module) -> int:
    """Return the line in which a module imports what makes mocks; 0 if it does not."""
    for node in walk(tree):
        if isinstance(node, ast.Import):
            names = {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{one.name}" for one in node.names}
        else:
            continue
        if any(name == MODULE or name.startswith(f"{MODULE}.") for name in names - STATELESS):
            return node.lineno
    return 0
