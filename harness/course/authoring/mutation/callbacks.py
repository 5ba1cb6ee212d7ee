"""Operators on calls of the caller's code: once too often, its exception replaced, or its result asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....common.syntax_trees import walk
from .mutant import Change
from .reference import INDENT, Reference, shifted


def called_again(reference: Reference) -> Iterator[Change]:
    """Yield each call of the caller's code with a second call after an exception."""
    for statement, call in _statements(reference):
        text = _guarded(reference, statement, "except Exception:", reference.lines(statement))
        yield Change("call-again", statement, f"{reference.quoted(call)} is called once more if it raises.", text)


def exception_copied(reference: Reference) -> Iterator[Change]:
    """Yield each call of the caller's code with a copy of the exception in place of the one that it raised."""
    for statement, call in _statements(reference):
        raised = " " * statement.col_offset + "raise type(caught)(*caught.args)"
        text = _guarded(reference, statement, "except Exception as caught:", [raised])
        yield Change("copy-exception", statement, f"a copy of what {reference.quoted(call)} raises is raised.", text)


def result_asked(reference: Reference) -> Iterator[Change]:
    """Yield each call of the caller's code whose result is not used with a second call if that was False."""
    for statement, call in _statements(reference):
        if isinstance(statement, ast.Expr) and statement.value is call:
            code = ast.unparse(call)
            again = f"if {code} is False:\n{' ' * (statement.col_offset + INDENT)}{code}"
            yield Change(
                "ask-result",
                statement,
                f"{reference.quoted(call)} is called once more if it returned False.",
                reference.replaced(statement, again),
            )


def _guarded(reference: Reference, statement: ast.stmt, handler: str, handled: list[str]) -> str:
    """Return the text with a statement in a ``try`` with this handler."""
    indent = " " * statement.col_offset
    body = shifted(reference.lines(statement), INDENT)
    new = [f"{indent}try:", *body, f"{indent}{handler}", *shifted(handled, INDENT)]
    return reference.with_lines(statement.lineno, statement.end_lineno, new)


def _statements(reference: Reference) -> Iterator[tuple[ast.Expr | ast.Assign, ast.Call]]:
    """Yield each statement that calls the caller's code, with the call."""
    given = {
        ast.unparse(target)
        for _, constructor in reference.constructors()
        for node in walk(constructor)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Name)
        if node.value.id in _parameters(constructor)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }
    for node in reference.nodes():
        if not isinstance(node, ast.Expr | ast.Assign) or reference.in_constructor(node):
            continue
        around = next(one for one in reference.parents(node) if isinstance(one, ast.FunctionDef | ast.Module))
        known = given | (_parameters(around) if isinstance(around, ast.FunctionDef) else set())
        for call in walk(node):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in known:
                yield node, call


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {one.arg for one in function.args.args} - {"self"}
