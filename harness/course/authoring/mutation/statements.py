"""Operators on whole statements: one is dropped, or two change places."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from .locking import is_wake_up
from .mutant import Change
from .reference import Reference, calls, method_of

NAMED = {
    "notify": "drop-notify",
    "notify_all": "drop-notify",
    "wait": "drop-wait",
    "wait_for": "drop-wait",
    "acquire": "drop-acquire",
    "release": "drop-release",
    "set": "drop-set",
    "clear": "drop-clear",
}
"""Methods of primitives, and the operator that drops a call of each."""


def dropped(reference: Reference) -> Iterator[Change]:
    """Yield each statement dropped: calls, assignments, returns and raises, conditions and loops with their bodies."""
    for block in reference.blocks():
        for statement in block:
            operator = _operator(statement)
            if operator:
                yield Change(
                    operator, statement, f"{reference.quoted(statement)} was dropped.", reference.without(statement)
                )


def _operator(statement: ast.stmt) -> str:
    """Return the name of the operator that drops a statement; "" for a statement that is never dropped."""
    if isinstance(statement, ast.Raise):
        return "drop-raise"
    if isinstance(statement, ast.Return):
        return "drop-return"
    if isinstance(statement, ast.If | ast.While | ast.For):
        return "drop-branch"
    if isinstance(statement, ast.Expr):
        return NAMED.get(method_of(statement), "drop-call")
    return "drop-assignment" if isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign) else ""


def swapped(reference: Reference) -> Iterator[Change]:
    """Yield each two adjacent statements in the other order.

    Those of a constructor are left out, because no other thread can see an object that is being made. So is a wake-up
    with another simple statement: a thread that is woken continues when the lock is free, which is after both.
    """
    for block in reference.blocks():
        if reference.in_constructor(block[0]):
            continue
        for one, other in pairwise(block):
            if any(is_wake_up(this) and _is_simple(that) for this, that in ((one, other), (other, one))):
                continue
            between = reference.lines(one, other)[len(reference.lines(one)) : -len(reference.lines(other))]
            new = [*reference.lines(other), *between, *reference.lines(one)]
            yield Change(
                "swap-statements",
                one,
                f"{reference.quoted(other)} comes before {reference.quoted(one)}.",
                reference.with_lines(one.lineno, other.end_lineno, new),
            )


def _is_simple(statement: ast.stmt) -> bool:
    """True for an assignment and for a call that neither waits nor releases a lock."""
    simple = isinstance(statement, ast.Expr | ast.Assign | ast.AugAssign | ast.AnnAssign)
    return simple and not calls(statement, "wait", "wait_for", "acquire", "release")
