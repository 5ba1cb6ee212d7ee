"""Operators on exceptions: the way out by an exception is forgotten, or the exception is another one."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from ....common.syntax_trees import walk
from .mutant import Change
from .reference import INDENT, Reference, shifted

ENTERED = (ast.Attribute, ast.Subscript, ast.Name)
"""What a ``with`` statement enters when it is a lock, which has ``acquire`` and ``release``."""


def no_finally(reference: Reference) -> Iterator[Change]:
    """Yield each ``finally`` that runs only after a body that did not fail."""
    for node in reference.nodes():
        if isinstance(node, ast.Try) and node.finalbody:
            last = _body(reference, node.finalbody, -INDENT)
            if node.handlers:
                kept = reference.lines(node)[: node.finalbody[0].lineno - node.lineno]
                while kept[-1].strip() != "finally:":
                    kept.pop()
                new = [*kept[:-1], *last]
            else:
                new = [*_body(reference, node.body, -INDENT), *last]
            yield Change(
                "no-finally",
                node,
                f"after an exception {reference.quoted(node.finalbody[0])} and the rest of `finally` do not run.",
                reference.with_lines(node.lineno, node.end_lineno, new),
            )


def not_caught(reference: Reference) -> Iterator[Change]:
    """Yield each ``try`` without its handlers, and each handler of Exception for ValueError only."""
    for node in reference.nodes():
        if not isinstance(node, ast.Try):
            continue
        for handler in node.handlers:
            if isinstance(handler.type, ast.Name) and handler.type.id == "Exception":
                yield Change(
                    "catch-less",
                    handler.type,
                    "only a ValueError is caught.",
                    reference.replaced(handler.type, "ValueError"),
                )
        if node.handlers:
            new = [line for body in (node.body, node.orelse, node.finalbody) if body for line in _body(reference, body)]
            yield Change(
                "no-except",
                node,
                "no exception is caught.",
                reference.with_lines(node.lineno, node.end_lineno, shifted(new, -INDENT)),
            )


def lock_by_hand(reference: Reference) -> Iterator[Change]:
    """Yield each locked block with acquire and release in place of ``with``, if an exception can leave the block."""
    for node in reference.nodes():
        if not isinstance(node, ast.With) or not all(isinstance(one.context_expr, ENTERED) for one in node.items):
            continue
        if not any(_can_fail(part) for one in node.body for part in walk(one)):
            continue
        locks = [ast.unparse(item.context_expr) for item in node.items]
        indent = " " * node.col_offset
        body = _released_before_return(reference, node, [f"{lock}.release()" for lock in locks])
        ends = isinstance(node.body[-1], ast.Return | ast.Raise)
        new = [
            *(f"{indent}{lock}.acquire()" for lock in locks),
            *shifted(body, -INDENT),
            *(f"{indent}{lock}.release()" for lock in locks if not ends),
        ]
        yield Change(
            "no-release-on-error",
            node,
            f"an exception leaves {' and '.join(f'`{lock}`' for lock in locks)} locked.",
            reference.with_lines(node.lineno, node.end_lineno, new),
        )


def _released_before_return(reference: Reference, block: ast.With, releases: list[str]) -> list[str]:
    """Return the lines of a block's body; every ``return`` is preceded by the releases."""
    lines = reference.lines(*block.body)
    first = block.body[0].lineno
    returns = [part for one in block.body for part in walk(one) if isinstance(part, ast.Return)]
    for one in sorted(returns, key=lambda node: -node.lineno):
        indent = " " * one.col_offset
        before = [f"{indent}result = {ast.unparse(one.value)}"] if one.value is not None else []
        after = [f"{indent}return result" if before else f"{indent}return"]
        new = [*before, *(indent + release for release in releases), *after]
        lines[one.lineno - first : (one.end_lineno or one.lineno) - first + 1] = new
    return lines


def other_exception(reference: Reference) -> Iterator[Change]:
    """Yield each raised exception as one of another class, and each one without its cause."""
    for node in reference.nodes():
        if not isinstance(node, ast.Raise) or node.exc is None:
            continue
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(raised, ast.Name) and raised.id[:1].isupper():
            other = "ValueError" if raised.id == "RuntimeError" else "RuntimeError"
            yield Change(
                "other-exception",
                node,
                f"{other} is raised in place of {raised.id}.",
                reference.replaced(raised, other),
            )
        elif isinstance(raised, ast.Attribute):
            yield Change(
                "other-exception",
                node,
                f"a RuntimeError is raised in place of {reference.quoted(raised)}.",
                reference.replaced(raised, "RuntimeError()"),
            )
        if node.cause is not None:
            yield Change(
                "no-cause",
                node,
                f"{reference.quoted(raised)} is raised without its cause.",
                reference.replaced(node, f"raise {ast.unparse(node.exc)} from None"),
            )


def _can_fail(node: ast.AST) -> bool:
    """True for a raise and for a call of a function that came from outside."""
    if isinstance(node, ast.Raise):
        return True
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return not hasattr(builtins, node.func.id)
    return isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "self"


def _body(reference: Reference, body: list[ast.stmt], by: int = 0) -> list[str]:
    return shifted(reference.lines(*body), by)
