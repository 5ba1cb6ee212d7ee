"""The source scan: finds forbidden names in a file, whether or not their lines ever run.

The world refuses them again at run time, where aliases, ``getattr`` and ``__import__`` reach them, too. The scan finds
those in branches and methods that no clause happens to execute.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from ..common.syntax_trees import walk


def forbidden(
    tree: ast.Module, module: Callable[[str], bool], name: Callable[[str], bool]
) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each forbidden import and attribute in a file.

    Args:
        tree: the parsed file.
        module: returns whether the module of this name is forbidden.
        name: returns whether this name of ``threading`` is forbidden.
    """
    typing_only = {id(inner) for node in walk(tree) if _for_types(node) for inner in walk(node)}
    aliases = {alias for alias, real in _aliases(tree).items() if real == "threading"}
    for node in walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, f"the module {one.name}") for one in node.names if module(one.name))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if module(node.module):
                yield node.lineno, f"the module {node.module}"
            elif node.module == "threading":
                yield from ((node.lineno, f"threading.{one.name}") for one in node.names if name(one.name))
        elif isinstance(node, ast.Attribute) and name(node.attr) and getattr(node.value, "id", None) in aliases:
            yield node.lineno, f"threading.{node.attr}"


def _aliases(tree: ast.Module) -> dict[str, str]:
    """Return the modules that the file imports, by the name that it uses for them."""
    imports = [one for node in walk(tree) if isinstance(node, ast.Import) for one in node.names]
    return {one.asname or one.name: one.name for one in imports}


def _for_types(node: ast.AST) -> bool:
    """Return whether this is a branch for type checkers, which never runs."""
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
