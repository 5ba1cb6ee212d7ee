"""The text of a reference solution with its syntax tree, and the ways in which a mutation operator edits it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ....common.syntax_trees import walk

INDENT = 4
"""Columns by which the body of a statement is indented."""
LONGEST = 60
"""Characters of code that a sentence quotes, at most."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Reference:
    """The text of a reference solution and its syntax tree. Every edit returns a new text and changes nothing here.

    Attributes:
        text: the text.
        tree: the syntax tree.

    Args:
        text: the text; a statement begins and ends on lines of its own, as every formatter writes it.

    Raises:
        SyntaxError, ValueError: the text cannot be parsed.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._lines = text.splitlines()
        self._parents = {child: parent for parent in walk(self.tree) for child in ast.iter_child_nodes(parent)}

    # -- what there is -----------------------------------------------------------------------------------

    def parents(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the nodes around this one, from the inside out."""
        while node in self._parents:
            node = self._parents[node]
            yield node

    def parent(self, node: ast.AST) -> ast.AST:
        """Return the node directly around this one."""
        return self._parents[node]

    def function_of(self, node: ast.AST) -> str:
        """Return the qualified name of the function around a node; "" outside all functions and classes."""
        around = [node, *self.parents(node)]
        names = [one.name for one in around if isinstance(one, Function | ast.ClassDef)]
        return ".".join(reversed(names))

    def functions(self) -> list[ast.FunctionDef]:
        """Return all functions and methods, in order."""
        return [node for node in self.nodes() if isinstance(node, ast.FunctionDef)]

    def nodes(self) -> list[ast.AST]:
        """Return all nodes that run, in order: annotations and docstrings are left out."""
        return list(_running(self.tree))

    def blocks(self) -> Iterator[list[ast.stmt]]:
        """Yield the blocks of statements in all functions; docstrings are left out."""
        for node in self.nodes():
            if not isinstance(node, Function) and self._function_around(node) is None:
                continue
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                    yield block[1:] if is_docstring(block[0]) else block

    def constructors(self) -> Iterator[tuple[ast.ClassDef, ast.FunctionDef]]:
        """Yield the constructor of each class, with its class."""
        for function in self.functions():
            around = self.parent(function)
            if function.name == "__init__" and isinstance(around, ast.ClassDef):
                yield around, function

    def in_constructor(self, node: ast.AST) -> bool:
        """True in a constructor, during which no other thread can see the object."""
        around = self._function_around(node)
        return around is not None and around.name == "__init__"

    def _function_around(self, node: ast.AST) -> Function | None:
        return next((one for one in self.parents(node) if isinstance(one, Function)), None)

    # -- text --------------------------------------------------------------------------------------------

    def quoted(self, node: ast.AST) -> str:
        """Return the first line of a node's code, shortened and in backquotes."""
        code = ast.unparse(node).splitlines()[0]
        return f"`{code if len(code) <= LONGEST else code[: LONGEST - 3] + '...'}`"

    def lines(self, *nodes: ast.stmt) -> list[str]:
        """Return the lines of adjacent statements, from the first to the last, with the comments between them."""
        return self._lines[nodes[0].lineno - 1 : nodes[-1].end_lineno]

    def body_lines(self, body: Sequence[ast.stmt], by: int = 0) -> list[str]:
        """Return the lines of a block, moved to the right by a number of columns, with the comments before it."""
        return shifted(self._lines[self._first_line(body) - 1 : body[-1].end_lineno], by)

    def _first_line(self, body: Sequence[ast.stmt]) -> int:
        """Return the line after the header of the statement that the block belongs to."""
        around = self.parent(body[0])
        if isinstance(around, ast.With) and around.body[0] is body[0]:
            return (around.items[-1].context_expr.end_lineno or around.lineno) + 1
        return body[0].lineno

    # -- edits -------------------------------------------------------------------------------------------

    def replaced(self, node: ast.AST, code: str) -> str:
        """Return the text with other code in place of an expression or a statement."""
        assert isinstance(node, ast.expr | ast.stmt)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        first, last = self._lines[node.lineno - 1].encode(), self._lines[node.end_lineno - 1].encode()
        new = first[: node.col_offset].decode() + code + last[node.end_col_offset :].decode()
        return self.with_lines(node.lineno, node.end_lineno, new.split("\n"))

    def with_lines(self, first: int, last: int | None, new: Sequence[str]) -> str:
        """Return the text with other lines in place of those from the first to the last, counted from 1."""
        lines = [*self._lines[: first - 1], *new, *self._lines[last:]]
        return "\n".join(lines) + "\n"

    def without(self, statement: ast.stmt) -> str:
        """Return the text without a statement; a block that would be empty gets ``pass``."""
        alone = all(
            statement not in block or len(block) == 1 for _, block in ast.iter_fields(self.parent(statement))
            if isinstance(block, list)
        )  # fmt: skip
        new = [" " * statement.col_offset + "pass"] if alone else []
        return self.with_lines(statement.lineno, statement.end_lineno, new)


def is_docstring(node: ast.AST) -> bool:
    """True for a statement that is only a text."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def shifted(lines: Sequence[str], by: int) -> list[str]:
    """Return lines moved to the right by a number of columns, or to the left if it is negative."""
    return [(" " * by + line if by >= 0 else line[-by:]) if line.strip() else "" for line in lines]


def method_of(node: ast.AST) -> str:
    """Return the name of the method that an expression or a statement calls; "" if it is no such call."""
    call = node.value if isinstance(node, ast.Expr) else node
    return call.func.attr if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) else ""


def calls(node: ast.AST, *methods: str) -> bool:
    """True if a method with one of these names is called anywhere in a node."""
    return any(method_of(part) in methods for part in walk(node) if isinstance(part, ast.Call))


def _running(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "ctx", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_docstring(child):
                yield child
                yield from _running(child)
