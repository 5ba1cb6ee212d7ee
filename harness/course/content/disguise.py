"""A wrong solution without what gives its answer away: comments, docstrings, and names that only it uses.

A name gives the answer away if it shares a word with the name or the idea of the wrong solution, is defined there, and
no other solution of the kata uses it: a name that several use belongs to the story of the kata. The words of the
library say nothing: where a Lock is, a name may have ``lock`` in it.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterable

from ...common.syntax_trees import walk

SHORTEST_WORD = 4
"""Letters of a word that can give something away."""
NEUTRAL = "part"
"""The name that replaces another one, with a number if there is more than one."""
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def bare(text: str) -> str:
    """Return the text of a program without its comments and docstrings, and without the blank lines these leave."""
    dropped = {line for node in _docstrings(ast.parse(text)) for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    comments = {token.start[0]: token.start[1] for token in _tokens(text) if token.type == tokenize.COMMENT}
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        kept = line[: comments[number]].rstrip() if number in comments else line.rstrip()
        if number in dropped or (number in comments and not kept):
            continue
        if kept or (lines and lines[-2:] != ["", ""]):
            lines.append(kept)
    return "\n".join(_without_gaps(lines)).strip("\n") + "\n"


def _without_gaps(lines: list[str]) -> Iterable[str]:
    """Yield the lines without a blank one after the first line of a block, where a docstring was."""
    for number, line in enumerate(lines):
        if line or not (number and lines[number - 1].endswith(":")):
            yield line


def telling_names(text: str, words: Collection[str], known: Collection[str]) -> list[str]:
    """Return the names that a program defines and that share a word with others, in the order of the text.

    Args:
        text: the program.
        words: as ``words_of`` returns them.
        known: names that tell nothing.
    """
    defined = list(dict.fromkeys(_defined(ast.parse(text))))
    library = set().union(*map(words_of, names_in(text) - set(defined)))
    return [name for name in defined if name not in known and words_of(name) & (set(words) - library)]


def words_of(text: str) -> set[str]:
    """Return the words of a sentence or a name, in lower case and without an s at their end."""
    return {word.rstrip("s") for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= SHORTEST_WORD}


def renamed(text: str, names: Iterable[str]) -> str:
    """Return a program with neutral names in place of others."""
    taken = names_in(text)
    neutral = (name for name in (NEUTRAL, *(f"{NEUTRAL}_{n}" for n in range(2, 100))) if name not in taken)
    new = {name: _shaped(next(neutral), name) for name in names}
    lines = text.splitlines(keepends=True)
    for token in reversed([one for one in _tokens(text) if one.type == tokenize.NAME and one.string in new]):
        row, column = token.start
        line = lines[row - 1]
        lines[row - 1] = line[:column] + new[token.string] + line[column + len(token.string) :]
    return "".join(lines)


def _shaped(neutral: str, name: str) -> str:
    """Return a neutral name with the underscore and the case of another one."""
    shaped = neutral.upper() if name.isupper() else neutral.capitalize() if name[:1].isupper() else neutral
    return f"_{shaped}" if name.startswith("_") else shaped


def names_in(text: str) -> set[str]:
    """Return all names of a program: of variables, attributes, functions, classes and arguments."""
    found: set[str] = set()
    for node in walk(ast.parse(text)):
        for field in ("id", "attr", "name", "arg", "asname"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                found.add(value)
    return found


def _defined(tree: ast.Module) -> Iterable[str]:
    """Yield the names that a program itself defines and that are written nowhere but in its code."""
    spelled = {one.arg for node in walk(tree) if isinstance(node, ast.Call) for one in node.keywords}
    # in __slots__, or for getattr()
    spelled |= {node.value for node in walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    imports = [node for node in walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    spelled |= {one.asname or one.name.partition(".")[0] for node in imports for one in node.names}
    # before Python 3.12 the tokens of an f-string are one
    inner = {
        name
        for node in walk(tree)
        if isinstance(node, ast.JoinedStr)
        for one in walk(node)
        for name in (getattr(one, "id", None), getattr(one, "attr", None))
    }
    for node in walk(tree):
        name = None
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            name = node.attr
        elif isinstance(node, ast.arg):
            name = node.arg
        if name is not None and name not in spelled and name not in inner:
            yield name


def _docstrings(tree: ast.Module) -> Iterable[ast.Expr]:
    for node in walk(tree):
        if isinstance(node, _DOCUMENTED) and node.body and len(node.body) > 1:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first


def _tokens(text: str) -> list[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(text).readline))
