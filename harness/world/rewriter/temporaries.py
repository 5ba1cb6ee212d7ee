"""Temporary names of a rewritten statement, for values that must not be evaluated twice.

They are deleted with the statement: a program could see a name that remains, in ``vars()`` or among the members of an
enum, and the object that it refers to would live longer than it should.
"""

from __future__ import annotations

import ast
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
PREFIX, PREFIX_IN_CLASS = "_kata_t", "__kata_t"
"""The beginnings of temporary names, outside and inside the body of a class."""


def is_temporary(name: str) -> bool:
    """Return whether a name is one that ``Temporaries`` has created."""
    return name.startswith((PREFIX, PREFIX_IN_CLASS))


class Temporaries:
    """Creates temporary names for one module, and the statements that delete them."""

    def __init__(self) -> None:
        self._count = 0
        self._held: list[str] = []

    def name(self, scope: str) -> str:
        """Return a new name, to be deleted with the statement.

        Args:
            scope: the kind of scope in which it is bound.
        """
        self._count += 1
        # a metaclass such as enum's sees every name that a class body binds, but ignores dunder names
        name = f"{PREFIX_IN_CLASS}{self._count}__" if scope == "class" else f"{PREFIX}{self._count}"
        self._held.append(name)
        return name

    def suspend(self) -> list[str]:
        """Return the names that are to be deleted so far; names given from now on are deleted on their own."""
        held, self._held = self._held, []
        return held

    def resume(self, held: list[str]) -> None:
        """Take back the names that ``suspend`` returned."""
        self._held = held + self._held

    def cleared(self, name: str, at: ast.AST) -> ast.expr:
        """Return an expression that sets a temporary to None, so that it does not keep its object alive."""
        here = ast.copy_location(ast.Name(name, ast.Store()), at)
        return ast.copy_location(ast.NamedExpr(here, ast.copy_location(ast.Constant(None), at)), at)

    def deleted(self, at: ast.AST) -> list[ast.stmt]:
        """Return the statement that deletes all names created since the last one; each has to be bound by then."""
        names, self._held = self._held, []
        targets: list[ast.expr] = [ast.copy_location(ast.Name(name, ast.Del()), at) for name in names]
        return [ast.copy_location(ast.Delete(targets), at)] if names else []

    def around(self, *body: ast.stmt, at: ast.AST) -> list[ast.stmt]:
        """Return the statements that replace a statement and then delete its names, also after an exception."""
        # the names are bound first, because the statement may raise before it binds them
        names: list[ast.expr] = [ast.copy_location(ast.Name(name, ast.Store()), at) for name in self._held]
        if not names:
            return [*body]
        empty = ast.Assign(names, ast.copy_location(ast.Constant(None), at))
        return [ast.copy_location(empty, at), ast.copy_location(ast.Try([*body], [], [], self.deleted(at)), at)]
