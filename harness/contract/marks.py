"""What a contract's marks say: what a file may use, and what its clauses are judged by."""

from __future__ import annotations

import ast
from dataclasses import dataclass

WORDS = ("allow", "forbid", "spin", "races")


class MarksError(ValueError):
    """A mark that cannot be understood; says which, and what would be right."""


@dataclass(frozen=True)
class Marks:
    """The rules of one clause.

    Attributes:
        allow: "any", or names of primitives with commas between them.
        forbid: methods ruled out, such as ``Thread.join``.
        spin: waiting by looking again and again is right here.
        races: unordered accesses are a failure, not a note.
        fifo: wake-ups come in order of arrival, and none for nothing.
    """

    allow: str = "any"
    forbid: tuple[str, ...] = ()
    spin: bool = False
    races: bool = False
    fifo: bool = False

    @classmethod
    def of(cls, contract: ast.Module, clause: str | None = None) -> Marks:
        """Read the marks of a contract without running it.

        Args:
            contract: the file, parsed.
            clause: one of its test functions, or None for what holds for all.

        Raises:
            RulesError: the mark has a word that is none, or a value that is no constant.
        """
        words: dict[str, object] = {}
        for node in ast.walk(contract):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "kata":
                words = {str(word.arg): _constant(word) for word in node.keywords}
        forbid = str(words.get("forbid", ""))
        return cls(
            str(words.get("allow", "any")),
            tuple(name.strip() for name in forbid.split(",") if name.strip()),
            bool(words.get("spin", False)),
            words.get("races") == "fail",
            any(isinstance(mark, ast.Attribute) and mark.attr == "fifo" for mark in decorators(contract, clause)),
        )


def _constant(word: ast.keyword) -> object:
    if word.arg not in WORDS:
        raise MarksError(f"line {word.lineno}: pytest.mark.kata takes {', '.join(WORDS)}, not {word.arg}")
    if not isinstance(word.value, ast.Constant):
        raise MarksError(f"line {word.lineno}: {word.arg} must be written out")
    return word.value.value


def decorators(contract: ast.Module, clause: str | None) -> list[ast.expr]:
    """The decorators of a clause."""
    return [
        mark
        for node in contract.body
        if isinstance(node, ast.FunctionDef) and node.name == clause
        for mark in node.decorator_list
    ]
