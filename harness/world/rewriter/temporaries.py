"""The names a rewritten statement needs for what it must not evaluate twice, and their end with the statement.

A program can see a name that stays, in ``vars()`` or among the members of an enum, and an object that
such a name holds lives longer than it should.
"""

from __future__ import annotations

import ast
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)


class Temporaries:
    """Gives out names for one module, and makes the statements that end them."""

    def __init__(self) -> None:
        self._count = 0
        self._held: list[str] = []

    def name(self, scope: str) -> str:
        """A new name, to be ended with the statement.

        Args:
            scope: the kind of scope that it is bound in.
        """
        self._count += 1
        # a metaclass such as enum's sees every name that a class body binds, and passes over those of Python's own
        name = f"__kata_t{self._count}__" if scope == "class" else f"_kata_t{self._count}"
        self._held.append(name)
        return name

    def let_go(self, name: str, at: ast.AST) -> ast.expr:
        """Drops what a temporary holds, so that it ends no later than by itself."""
        here = ast.copy_location(ast.Name(name, ast.Store()), at)
        return ast.copy_location(ast.NamedExpr(here, ast.copy_location(ast.Constant(None), at)), at)

    def ended(self, at: ast.AST) -> list[ast.stmt]:
        """The end of all names given out since the last end; each must be bound by now."""
        names, self._held = self._held, []
        targets: list[ast.expr] = [ast.copy_location(ast.Name(name, ast.Del()), at) for name in names]
        return [ast.copy_location(ast.Delete(targets), at)] if names else []

    def around(self, *body: ast.stmt, at: ast.AST) -> list[ast.stmt]:
        """The statements that one has become, and the end of its names, however it ends."""
        # they are bound first, because the statement may fail before it comes to them
        names: list[ast.expr] = [ast.copy_location(ast.Name(name, ast.Store()), at) for name in self._held]
        if not names:
            return [*body]
        empty = ast.Assign(names, ast.copy_location(ast.Constant(None), at))
        return [ast.copy_location(empty, at), ast.copy_location(ast.Try([*body], [], [], self.ended(at)), at)]
