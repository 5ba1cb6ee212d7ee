"""The program's text on the page: whole where it is short, else the definitions that the execution went through."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass

from ...common.syntax_trees import walk
from ..text.source import SourceText

LONGEST = 90
"""A file of more lines is shown in parts."""
AROUND = 2
_CLASSES = (
    ("Keyword", "k"),
    ("Name.Builtin.Pseudo", ""),
    ("Name.Builtin", "b"),
    ("Name.Function", "f"),
    ("Name.Class", "f"),
    ("Name.Decorator", "f"),
    ("Operator.Word", "k"),
    ("Literal.String", "s"),
    ("Literal.Number", "n"),
    ("Comment", "c"),
)


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line: its number, and its pieces, each with a class of the style sheet; number 0 for lines left out."""

    number: int
    pieces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """One file's lines."""

    name: str
    lines: tuple[CodeLine, ...]


def listing(source: SourceText, wanted: Collection[int], whole: bool) -> Listing:
    """A file as far as it is of interest.

    Args:
        source: the file.
        wanted: lines that must be there.
        whole: all of it, if it is not too long.
    """
    total = len(source.lines)
    numbers = range(1, total + 1) if whole and total <= LONGEST else sorted(_definitions(source, wanted))
    pieces = _pieces(source.lines)
    lines: list[CodeLine] = []
    before = 0
    for number in numbers:
        if number != before + 1:
            lines.append(CodeLine(0))
        lines.append(CodeLine(number, tuple(pieces[number - 1])))
        before = number
    if lines and before != total:
        lines.append(CodeLine(0))
    return Listing(source.name, tuple(lines))


def _definitions(source: SourceText, wanted: Collection[int]) -> set[int]:
    """The lines of the functions that hold the wanted lines; of a line outside all functions, its neighbours."""
    total = len(source.lines)
    found: set[int] = set()
    ends = _functions(source)
    for line in wanted:
        inside = [(first, last) for first, last in ends if first <= line <= last]
        first, last = min(inside, key=lambda ends: ends[1] - ends[0]) if inside else (line, line)
        if not inside or last - first > LONGEST:
            first, last = line - AROUND, line + AROUND
        found |= set(range(max(first, 1), min(last, total) + 1))
    return found


def _functions(source: SourceText) -> list[tuple[int, int]]:
    try:
        tree = ast.parse("\n".join(source.lines))
    except (SyntaxError, ValueError, RecursionError):
        return []
    functions = [node for node in walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    # nested functions are read with the one around them
    inner = {id(below) for node in functions for below in walk(node) if below is not node}
    return [
        (min([node.lineno, *(one.lineno for one in node.decorator_list)]), node.end_lineno or node.lineno)
        for node in functions
        if id(node) not in inner
    ]


def _pieces(lines: list[str]) -> list[list[tuple[str, str]]]:
    """Each line in pieces of (text, class)."""
    from pygments.lexers.python import PythonLexer

    found: list[list[tuple[str, str]]] = [[] for _ in lines]
    lexer = PythonLexer(stripnl=False, ensurenl=True)
    at = 0
    for kind, text in lexer.get_tokens("\n".join(lines)):
        named = str(kind).removeprefix("Token.")
        css = next((css for name, css in _CLASSES if named.startswith(name)), "")
        for index, part in enumerate(text.split("\n")):
            at += index > 0
            if part and at < len(found):
                before = found[at][-1] if found[at] else None
                if before is not None and before[1] == css:
                    found[at][-1] = before[0] + part, css
                else:
                    found[at].append((part, css))
    return found
