"""Statements that bind several names, as statements that bind one name each, in Python's order.

Between two of them another thread may run, so each needs a point of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator


def leaves(target: ast.expr) -> Iterator[ast.expr]:
    """Yield the names, attributes and items that a target of an assignment or a deletion consists of, in order."""
    if isinstance(target, ast.Starred):
        yield from leaves(target.value)
    elif isinstance(target, ast.Tuple | ast.List):
        for one in target.elts:
            yield from leaves(one)
    else:
        yield target


def in_turn(node: ast.Assign, name: Callable[[], str]) -> list[ast.Assign]:
    """Return an assignment to temporary names, followed by one to each target.

    Args:
        node: an assignment to several targets, or to one that is a tuple or a list.
        name: returns a new temporary name.
    """
    if len(node.targets) > 1:
        targets, names = node.targets, [name()] * len(node.targets)
        first: ast.expr = _stored(names[0], node)
    else:
        (target,) = node.targets
        assert isinstance(target, ast.Tuple | ast.List)
        targets, names = target.elts, [name() for _ in target.elts]
        parts = [_part(one, given) for one, given in zip(targets, names, strict=True)]
        first = ast.copy_location(ast.Tuple(parts, ast.Store()), target)
    found = [_assignment(first, node.value, node)]
    for one, given in zip(targets, names, strict=True):
        value = ast.copy_location(ast.Name(given, ast.Load()), one)
        found.append(_assignment(one.value if isinstance(one, ast.Starred) else one, value, node))
    return found


def _part(target: ast.expr, name: str) -> ast.expr:
    """Return the temporary name that takes the place of a part of a tuple."""
    part = _stored(name, target)
    return ast.copy_location(ast.Starred(part, ast.Store()), target) if isinstance(target, ast.Starred) else part


def _stored(name: str, at: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Name(name, ast.Store()), at)


def _assignment(target: ast.expr, value: ast.expr, at: ast.AST) -> ast.Assign:
    return ast.copy_location(ast.Assign([target], value), at)
