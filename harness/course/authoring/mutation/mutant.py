"""Mutants: a reference with one small change each, all different from one another and from the reference."""

from __future__ import annotations

import ast
from collections.abc import Callable, Container, Iterator, Sequence
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
class Identity:
    """The fields that distinguish a mutant from all others of its reference, even if lines above it are added.

    Attributes:
        operator: the name of the operator that made it.
        function: the qualified name of the function that is changed.
        lines: the lines that are changed, without indentation and comments. If they do not distinguish the mutant from
            another one, or only new lines are added, unchanged lines around them belong to it, too.
        becomes: the lines in their place.
    """

    operator: str
    function: str
    lines: tuple[str, ...]
    becomes: tuple[str, ...]


@dataclass(frozen=True)
class Mutant:
    """A reference with one small change.

    Attributes:
        identity: what was changed, without its place in the file.
        line: the first line that is changed.
        sentence: what was changed.
        text: the text of the mutant.
    """

    identity: Identity
    line: int
    sentence: str
    text: str

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
    identities: set[Identity] = set()
    found: list[Mutant] = []
    for operator in operators:
        for change in operator(reference):
            try:
                code = _code(change.text)
            except SyntaxError:
                continue
            if code not in known:
                known.add(code)
                mutant = _mutant(reference, change, identities)
                identities.add(mutant.identity)
                found.append(mutant)
    return sorted(found, key=lambda one: one.line)


def _mutant(reference: Reference, change: Change, known: Container[Identity]) -> Mutant:
    before, after = _code_lines(reference.text), _code_lines(change.text)
    function = reference.function_of(change.node)
    named = [Identity(change.operator, function, *lines) for lines in _changed(before, after)]
    new = [one for one in named if one.lines and one not in known]
    # where only the indentation is changed, no more lines make a difference
    identity = next((one for one in new if one.lines != one.becomes), new[0])
    return Mutant(identity, change.node.lineno, change.sentence, change.text)


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the lines that are changed and those in their place; then all from the first to the last, and more."""
    parts = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [part for part in parts if part[0] != "equal"]
    yield (
        _stripped([line for _, start, end, _, _ in changed for line in before[start:end]]),
        _stripped([line for _, _, _, start, end in changed for line in after[start:end]]),
    )
    _, first, _, new_first, _ = changed[0]
    _, _, last, _, new_last = changed[-1]
    yield _stripped(before[first:last]), _stripped(after[new_first:new_last])
    for more in range(first + 1):
        yield _stripped(before[first - more : last + 1]), _stripped(after[new_first - more : new_last + 1])


def _code_lines(text: str) -> list[str]:
    """Return the lines of a text that have code: a comment is no part of a mutant."""
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _stripped(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines)


def _code(text: str) -> CodeType:
    """Return the compiled code without positions, so that it is equal for texts that run alike."""
    return _without_positions(compile(text, "", "exec", dont_inherit=True))


def _without_positions(code: CodeType) -> CodeType:
    constants = tuple(_without_positions(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_firstlineno=1, co_linetable=b"", co_consts=constants)
