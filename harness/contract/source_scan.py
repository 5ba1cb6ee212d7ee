"""forbidden: what a kata rules out, found in the source, whether or not that line was ever run.

The world refuses it again at run time, where aliases, ``getattr`` and ``__import__`` lead to it too; here is
what stands in a branch or a method that no clause happened to reach.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator


def forbidden(
    tree: ast.Module, module: Callable[[str], bool], name: Callable[[str], bool]
) -> Iterator[tuple[int, str]]:
    """What a file imports or names that it may not use: lines, and what stands there.

    Args:
        tree: the file.
        module: a module of this name is ruled out.
        name: this name of ``threading`` is ruled out.
    """
    typing_only = {id(inner) for node in ast.walk(tree) if _for_types(node) for inner in ast.walk(node)}
    aliases = {alias for alias, real in _aliases(tree).items() if real == "threading"}
    for node in ast.walk(tree):
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
    """Names that stand for modules, and the modules."""
    imports = [one for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names]
    return {one.asname or one.name: one.name for one in imports}


def _for_types(node: ast.AST) -> bool:
    """The branch that only a type checker reads."""
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
