"""The marks of a contract: what a file may use, and by what rules its clauses are judged. Read without running it."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..common.syntax_trees import walk
from .workload import FEWEST_THREADS, WorkloadSpec

WORDS = ("allow", "forbid", "spin", "races")
CACHED = 32
"""Contracts whose words are cached."""


class MarksError(ValueError):
    """An error in a mark; it names the line, and what would be right."""


@dataclass(frozen=True)
class Marks:
    """All marks that apply to one clause of a contract.

    Attributes:
        allow: "any", or names of primitives with commas between them.
        forbid: methods ruled out, such as ``Thread.join``.
        spin: the clause permits busy-waiting.
        races: a data race is a failure, not a note.
        fifo: ``notify`` wakes as many waiters as it was asked to, in the order of their arrival.
        workload_spec: the calls from which workloads are generated; None if the clause makes its calls itself.
    """

    allow: str = "any"
    forbid: tuple[str, ...] = ()
    spin: bool = False
    races: bool = False
    fifo: bool = False
    workload_spec: WorkloadSpec | None = None

    @classmethod
    def of(cls, contract: ast.Module, clause: str | None = None) -> Marks:
        """Read the marks of a contract.

        Args:
            contract: the parsed file.
            clause: one of its test functions, or None for the marks of the whole file.

        Raises:
            MarksError: a mark has an unknown word, or a value that is no constant.
        """
        words = dict(_words(contract))
        forbid = str(words.get("forbid", ""))
        decorators = _decorators(contract, clause)
        return cls(
            str(words.get("allow", "any")),
            tuple(name.strip() for name in forbid.split(",") if name.strip()),
            bool(words.get("spin", False)),
            words.get("races") == "fail",
            any(_name(mark) == "fifo" for mark in decorators),
            _workload_spec(decorators),
        )


@lru_cache(maxsize=CACHED)
def _words(contract: ast.Module) -> tuple[tuple[str, object], ...]:
    """Return the words of the last ``kata`` mark.

    They are cached, because each clause asks for them, and the walk takes longer than a schedule.
    """
    words: dict[str, object] = {}
    for node in walk(contract):
        if isinstance(node, ast.Call) and _name(node.func) == "kata":
            words = {str(word.arg): _constant(word) for word in node.keywords}
    return tuple(words.items())


def _decorators(contract: ast.Module, clause: str | None) -> list[ast.expr]:
    return [
        mark
        for node in contract.body
        if isinstance(node, ast.FunctionDef) and node.name == clause
        for mark in node.decorator_list
    ]


def _name(node: ast.expr) -> str | None:
    """Return ``kata`` of ``pytest.mark.kata``; None of anything but an attribute."""
    return node.attr if isinstance(node, ast.Attribute) else None


def _constant(word: ast.keyword) -> object:
    if word.arg not in WORDS:
        raise MarksError(f"line {word.lineno}: pytest.mark.kata takes {', '.join(WORDS)}, not {word.arg}")
    if not isinstance(word.value, ast.Constant):
        raise MarksError(f"line {word.lineno}: {word.arg} must be a literal")
    return word.value.value


def _workload_spec(decorators: list[ast.expr]) -> WorkloadSpec | None:
    mark = next((mark for mark in decorators if isinstance(mark, ast.Call) and _name(mark.func) == "workload"), None)
    if mark is None:
        return None
    words = {str(word.arg): _literal(word) for word in mark.keywords}
    bounds = {name: words.pop(name) for name in ("threads", "calls") if name in words}
    if not words or not all(isinstance(value, list) and value for value in words.values()):
        raise MarksError(f"line {mark.lineno}: pytest.mark.workload takes a list of arguments for each method")
    for name, value in bounds.items():
        fewest = FEWEST_THREADS if name == "threads" else 1
        if not isinstance(value, int) or value < fewest:
            raise MarksError(f"line {mark.lineno}: {name} of pytest.mark.workload is a number from {fewest}")
    operations = tuple(
        (name, tuple(one if isinstance(one, tuple) else (one,) for one in options)) for name, options in words.items()
    )
    return WorkloadSpec(operations, **bounds)


def _literal(word: ast.keyword) -> Any:
    try:
        return _interned(ast.literal_eval(word.value))
    except ValueError:
        raise MarksError(f"line {word.lineno}: {word.arg} must be a literal") from None


def _interned(value: Any) -> Any:
    """Return a value whose texts are the very objects that the same literals are in the code of the contract.

    A solution may compare the items that it is given by ``is``, if each is equal only to itself.
    """
    if isinstance(value, str):
        return sys.intern(value)
    if isinstance(value, list | tuple):
        return type(value)(map(_interned, value))
    return value
