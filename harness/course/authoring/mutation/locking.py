"""Operators on locks: one is not taken, is held too briefly or too long, in another order, or is a different one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ....common.syntax_trees import walk
from .mutant import Change
from .reference import INDENT, Reference, method_of, shifted

LOCKS = frozenset({"Lock", "RLock", "Condition", "Semaphore", "BoundedSemaphore"})
"""Primitives that can be held."""


def not_taken(reference: Reference) -> Iterator[Change]:
    """Yield each ``with`` statement without one of its locks, or without all of them."""
    for block in _locked(reference):
        body = reference.body_lines(block.body, -INDENT)
        yield Change(
            "remove-lock",
            block,
            f"{_locks(reference, block)} is not held: the block runs without `with`.",
            reference.with_lines(block.lineno, block.end_lineno, body),
        )
        for item in block.items if len(block.items) > 1 else []:
            left = [other for other in block.items if other is not item]
            yield Change(
                "remove-lock",
                block,
                f"{reference.quoted(item.context_expr)} is not held: it was taken out of the `with`.",
                _with_header(reference, block, left),
            )


def taken_in_another_order(reference: Reference) -> Iterator[Change]:
    """Yield each ``with`` statement with two of its locks in the other order, and each ``sorted`` without sorting."""
    for block in _locked(reference):
        for position in range(len(block.items) - 1):
            items = [*block.items]
            items[position], items[position + 1] = items[position + 1], items[position]
            one, other = items[position + 1].context_expr, items[position].context_expr
            yield Change(
                "swap-lock-order",
                block,
                f"{reference.quoted(other)} is taken before {reference.quoted(one)}.",
                _with_header(reference, block, items),
            )
    for node in reference.nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sorted":
            yield Change(
                "unsorted",
                node,
                f"{reference.quoted(node)} is not sorted any more.",
                reference.replaced(node, ast.unparse(node.args[0])),
            )


def held_too_briefly(reference: Reference) -> Iterator[Change]:
    """Yield each locked block without its first or its last statement, and released between each two of them.

    A result that is in a local variable already needs no lock. And a wake-up may come a moment after the change: a
    thread that checks in between sees the change, and one that checked before it is woken and checks again.
    """
    for block in _locked(reference):
        locks, header = _locks(reference, block), reference.lines(block)[: _header_length(block)]
        if len(block.body) > 1:
            first, last = block.body[0], block.body[-1]
            out = shifted(reference.lines(first), -INDENT)
            rest = reference.lines(*block.body)[len(out) :]
            yield Change(
                "move-out-of-lock",
                first,
                f"{reference.quoted(first)} comes before {locks} is taken.",
                reference.with_lines(block.lineno, block.end_lineno, [*out, *header, *rest]),
            )
            if not _needs_no_lock(last):
                out = shifted(reference.lines(last), -INDENT)
                rest = reference.lines(block)[: -len(out)]
                yield Change(
                    "move-out-of-lock",
                    last,
                    f"{reference.quoted(last)} comes after {locks} is released.",
                    reference.with_lines(block.lineno, block.end_lineno, [*rest, *out]),
                )
        for other in block.body[1:]:
            if is_wake_up(other) or _needs_no_lock(other):
                continue
            yield Change(
                "release-between",
                other,
                f"{locks} is released and taken again before {reference.quoted(other)}.",
                reference.with_lines(other.lineno, other.lineno - 1, header),
            )


def held_too_long(reference: Reference) -> Iterator[Change]:
    """Yield each locked block with the statement before it or after it inside."""
    for statements in reference.blocks():
        for one, other in pairwise(statements):
            if isinstance(other, ast.With) and _is_locked(other) and not reference.in_constructor(other):
                header, length = reference.lines(other), _header_length(other)
                moved = shifted(reference.lines(one), INDENT)
                yield Change(
                    "move-into-lock",
                    one,
                    f"{reference.quoted(one)} comes after {_locks(reference, other)} is taken.",
                    reference.with_lines(one.lineno, other.end_lineno, [*header[:length], *moved, *header[length:]]),
                )
            if isinstance(one, ast.With) and _is_locked(one):
                moved = shifted(reference.lines(other), INDENT)
                yield Change(
                    "move-into-lock",
                    other,
                    f"{reference.quoted(other)} comes before {_locks(reference, one)} is released.",
                    reference.with_lines(one.lineno, other.end_lineno, [*reference.lines(one), *moved]),
                )


def made_anew(reference: Reference) -> Iterator[Change]:
    """Yield each locked block with a lock of its own, which no other thread can hold."""
    for _, constructor in reference.constructors():
        for made in walk(constructor):
            target = assigned(made)
            if target is None or not isinstance(made, ast.Assign | ast.AnnAssign) or made.value is None:
                continue
            if not is_lock(made.value) or getattr(made.value, "args", None):
                continue
            for block in _locked(reference):
                for item in block.items:
                    if ast.unparse(item.context_expr) == target:
                        yield Change(
                            "lock-per-call",
                            block,
                            f"each call makes a lock of its own in place of `{target}`.",
                            reference.replaced(item.context_expr, ast.unparse(made.value)),
                        )


def separate(reference: Reference) -> Iterator[Change]:
    """Yield each condition over a given lock with a lock of its own."""
    for node in reference.nodes():
        if isinstance(node, ast.Call) and is_lock(node) and _called(node) == "Condition" and node.args:
            yield Change(
                "own-lock",
                node,
                f"{reference.quoted(node)} has a lock of its own.",
                reference.replaced(node, "Condition()"),
            )


def is_lock(node: ast.AST) -> bool:
    """True for a call that makes a primitive that can be held."""
    return isinstance(node, ast.Call) and _called(node) in LOCKS


def assigned(node: ast.AST) -> str | None:
    """Return the attribute of ``self`` that a statement assigns to, such as ``self._lock``; None if there is none."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    if len(targets) == 1 and isinstance(targets[0], ast.Attribute) and ast.unparse(targets[0].value) == "self":
        return ast.unparse(targets[0])
    return None


def is_wake_up(statement: ast.stmt) -> bool:
    """True for a statement that only notifies."""
    return isinstance(statement, ast.Expr) and method_of(statement) in ("notify", "notify_all")


def _needs_no_lock(statement: ast.stmt) -> bool:
    """True for the return of a local variable or of a constant."""
    return isinstance(statement, ast.Return) and isinstance(statement.value, ast.Name | ast.Constant | None)


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _locked(reference: Reference) -> list[ast.With]:
    return [node for node in reference.nodes() if isinstance(node, ast.With) and _is_locked(node)]


def _is_locked(block: ast.With) -> bool:
    """True if the block uses nothing but the effect of what it enters, as with locks."""
    return all(item.optional_vars is None for item in block.items)


def _locks(reference: Reference, block: ast.With) -> str:
    return " and ".join(reference.quoted(item.context_expr) for item in block.items)


def _header_length(block: ast.With) -> int:
    return (block.items[-1].context_expr.end_lineno or block.lineno) - block.lineno + 1


def _with_header(reference: Reference, block: ast.With, items: Sequence[ast.withitem]) -> str:
    line = f"{' ' * block.col_offset}with {', '.join(ast.unparse(item) for item in items)}:"
    return reference.with_lines(block.lineno, block.lineno + _header_length(block) - 1, [line])
