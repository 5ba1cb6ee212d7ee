"""Modules that make mocks: objects of ``unittest.mock`` note their calls in Python code of the library, unseen."""

from __future__ import annotations

import ast
from functools import lru_cache

from ...common.syntax_trees import walk

CACHED = 256
"""Files of which it is known whether they make mocks."""
MODULE = "unittest.mock"
STATELESS = frozenset({"ANY", "DEFAULT", "call", "sentinel"})
"""What a module may import from there, and is no mock."""


@lru_cache(maxsize=CACHED)
def makes_mocks(tree: ast.Module) -> bool:
    """True for a module that imports what makes mocks."""
    for node in walk(tree):
        match node:
            case ast.Import(names=names) if any(one.name == MODULE for one in names):
                return True
            case ast.ImportFrom(module="unittest", names=names) if any(one.name == "mock" for one in names):
                return True
            case ast.ImportFrom(module="unittest.mock", names=names) if any(one.name not in STATELESS for one in names):
                return True
    return False
