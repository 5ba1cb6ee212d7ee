"""Mutants: a reference with one small change each, all different from one another and from the reference."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from types import CodeType

from .reference import Reference


@dataclass(frozen=True)
class Change:
    """One application of an operator.

    Attributes:
        operator: the operator's name.
        node: the part of the reference that is changed first.
        sentence: what was changed.
        text: the text of the reference after the change.
    """

    operator: str
    node: ast.expr | ast.stmt
    sentence: str
    text: str


Operator = Callable[[Reference], Iterator[Change]]
"""A mutation operator: yields each of its applications to a reference."""


@dataclass(frozen=True)
class Mutant:
    """A reference with one small change.

    Operator, function, lines and becomes identify a mutant even if lines above it are added or removed.

    Attributes:
        operator: the name of the operator that made it.
        function: the qualified name of the function that is changed.
        line: the first line that is changed.
        sentence: what was changed.
        lines: the lines that are changed, without indentation.
        becomes: what is in their place, without indentation.
        text: the text of the mutant.
    """

    operator: str
    function: str
    line: int
    sentence: str
    lines: tuple[str, ...]
    becomes: tuple[str, ...]
    text: str

    @property
    def identity(self) -> tuple[object, ...]:
        """The fields that distinguish the mutant from all others of its reference; the line number may change."""
        return self.operator, self.function, self.lines, self.becomes

    def diff(self, reference: str, name: str) -> str:
        """Return the unified diff from the reference, whose file has this name."""
        before, after = reference.splitlines(), self.text.splitlines()
        return "\n".join(unified_diff(before, after, name, f"mutant of {name}", n=2, lineterm=""))


def mutants(text: str, operators: Sequence[Operator]) -> list[Mutant]:
    """Return the mutants of a reference, by line.

    A change that compiles to the code of the reference or of an earlier mutant is left out, as is one that does not
    compile.

    Args:
        text: the text of the reference.
        operators: the operators, the most telling first: of equal mutants the first is kept.

    Raises:
        SyntaxError, ValueError: the reference cannot be parsed.
    """
    reference = Reference(text)
    known = {_code(text)}
    found: list[Mutant] = []
    for operator in operators:
        for change in operator(reference):
            try:
                code = _code(change.text)
            except SyntaxError:
                continue
            if code not in known:
                known.add(code)
                found.append(_mutant(reference, change))
    return sorted(found, key=lambda one: one.line)


def _mutant(reference: Reference, change: Change) -> Mutant:
    before, after = reference.text.splitlines(), change.text.splitlines()
    lines: list[str] = []
    becomes: list[str] = []
    first = 0
    for kind, begin, end, new_begin, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            first = first or begin + 1
            lines += before[begin:end]
            becomes += after[new_begin:new_end]
    return Mutant(
        change.operator,
        reference.function_of(change.node),
        change.node.lineno,
        change.sentence,
        _code_lines(lines),
        _code_lines(becomes),
        change.text,
    )


def _code_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines without indentation and without comment lines: a comment is no part of a mutant."""
    stripped = [line.strip() for line in lines]
    return tuple(line for line in stripped if line and not line.startswith("#"))


def _code(text: str) -> CodeType:
    """Return the compiled code without positions, so that it is equal for texts that run alike."""
    return _without_positions(compile(text, "", "exec", dont_inherit=True))


def _without_positions(code: CodeType) -> CodeType:
    constants = tuple(_without_positions(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_firstlineno=1, co_linetable=b"", co_consts=constants)
