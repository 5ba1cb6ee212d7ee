"""The operations of a line of source on containers, read from its syntax.

An execution's record says "items was written at line 20"; the line says how: ``items.append(item)``.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from ...common.syntax_trees import walk
from ...trace import READ, WRITE
from .line import ELLIPSIS

LOOKING = frozenset(
    "copy count index get items keys values isdisjoint issubset issuperset union intersection difference".split()
)
"""Methods of containers that change nothing."""
WAITING = frozenset({"acquire", "wait", "wait_for"})
LONGEST = 26


Span = tuple[int, int, int, int]
"""First line, last line, first and last column, the columns in bytes."""


@dataclass(frozen=True, slots=True)
class _Operation:
    name: str
    kind: str
    words: str
    parts: frozenset[Span]
    """What may be executed while it is performed: the expression itself, or the target of a statement."""


class Operations:
    """The accesses to containers of one source text, by line.

    Args:
        text: Python source; one that cannot be parsed has none.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[int, list[_Operation]] = {}
        self._waits: set[int] = set()
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError):
            return
        for node in walk(tree):
            if isinstance(node, ast.With):
                self._waits |= {one.context_expr.lineno for one in node.items if _is_name(one.context_expr)}
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WAITING:
                self._waits.add(node.lineno)
            found = _operation(node)
            if found is not None and isinstance(node, ast.expr | ast.stmt):
                self._lines.setdefault(node.lineno, []).append(found)

    @property
    def waits(self) -> list[int]:
        """Lines at which a thread can be made to wait: ``with lock:``, ``acquire()``, ``wait()``."""
        return sorted(self._waits)

    def find(self, line: int, kind: str, name: str | None, span: Span | None = None) -> str | None:
        """The operation in the source's words, if just one of the line can be meant.

        Args:
            line: number of the line.
            kind: read or write.
            name: of the container; None for any.
            span: the part of the source that was executed, which tells the calls of a line apart; None if unknown.
        """
        words = {
            one.words
            for one in self._lines.get(line, ())
            if one.kind == kind
            and (name is None or one.name.lstrip("_") == name.lstrip("_"))
            and (span is None or span in one.parts)
        }
        return words.pop() if len(words) == 1 else None


def _operation(node: ast.AST) -> _Operation | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len" and len(node.args) == 1:
        name = _name(node.args[0])
        return _Operation(name, READ, f"reads {_code(node)}", _parts(node)) if name else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name = _name(node.func.value)
        if name is None:
            return None
        given = ", ".join(_code(one) for one in [*node.args, *(keyword.value for keyword in node.keywords)])
        head = f"{_code(node.func.value)}.{node.func.attr}"
        words = f"{head}({given})" if len(head) + len(given) + 2 <= LONGEST else f"{head}({ELLIPSIS})"
        return _Operation(name, READ if node.func.attr in LOOKING else WRITE, words, _parts(node))
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Subscript):
        return _stored(node.target, "changes", node)
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if len(targets) == 1 and isinstance(targets[0], ast.Subscript):
            name, place, value = _name(targets[0]), _code(targets[0]), _code(node.value)
            whole = f"{place} = {value}"
            words = whole if len(whole) <= LONGEST else f"sets {place}"
            return _Operation(name, WRITE, words, _parts(node, targets[0])) if name else None
        return None
    if isinstance(node, ast.Delete) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Subscript):
        return _stored(node.targets[0], "deletes", node)
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        return _stored(node, "reads", node, READ)
    return None


def _is_name(node: ast.expr) -> bool:
    """A lock by its name, and not a call that makes a context."""
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript)


def _stored(node: ast.Subscript, verb: str, whole: ast.expr | ast.stmt, kind: str = WRITE) -> _Operation | None:
    name = _name(node)
    return _Operation(name, kind, f"{verb} {_code(node)}", _parts(whole, node)) if name else None


def _parts(*nodes: ast.expr | ast.stmt) -> frozenset[Span]:
    """Return the spans of nodes, and of the container of a subscript that is stored or deleted."""
    stored = [node.value for node in nodes if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)]
    return frozenset(
        (node.lineno, node.end_lineno or 0, node.col_offset, node.end_col_offset or 0) for node in (*nodes, *stored)
    )


def _name(node: ast.expr) -> str | None:
    """The last name that leads to a container: ``items`` for ``self.items[0]``."""
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _code(node: ast.expr) -> str:
    text = re.sub(r"\bself\.", "", ast.unparse(node))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + ELLIPSIS
