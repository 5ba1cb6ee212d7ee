"""Misconceptions: failures of a class in groups, each by the nearest wrong solution of the catalogue.

Two programs are near if their tokens are, with the names that a program defines itself replaced by numbers in the
order in which they come. That is a guess about what the student thought, and no part of a grade.
"""

from __future__ import annotations

import ast
import io
import keyword
import tokenize
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache

from ..answers.grades import Grade, GradeStatus, Misconception
from ..course.content.catalogue import Kata
from ..course.content.variants import Variant, wrong_variants
from ..verdict import Verdict
from .submission import Submission

NEAR = 0.75
"""The likeness from which a wrong solution counts as the same mistake."""


def misconceptions(
    grades: Sequence[Grade], submissions: Sequence[Submission], katas: Mapping[str, Kata]
) -> tuple[Misconception, ...]:
    """Return the mistakes of a class, the commonest first.

    Args:
        grades: of the class.
        submissions: of the same students.
        katas: those of the assignment.
    """
    sources = {one.student: one.files for one in submissions}
    groups: dict[tuple[str, str, str, Verdict], list[str]] = {}
    nearest: dict[tuple[str, bytes], Variant | None] = {}
    for grade in grades:
        for one in grade.katas:
            if one.status is not GradeStatus.GRADED or one.file is None or not one.file.failing:
                continue
            source = sources[grade.student][one.kata]
            if (one.kata, source) not in nearest:
                nearest[one.kata, source] = nearest_variant(katas[one.kata], source)
            variant = nearest[one.kata, source]
            first = one.file.failing[0]
            group = (one.kata, variant.name if variant else "", first.test, first.verdict)
            groups.setdefault(group, []).append(grade.student)
    found = [
        Misconception(kata, clause, verdict, variant, _idea(katas[kata], variant), tuple(students))
        for (kata, variant, clause, verdict), students in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.students), one.kata, one.variant, one.clause)))


def nearest_variant(kata: Kata, source: bytes) -> Variant | None:
    """Return the wrong solution of the catalogue that a failing program is most like; None if none is near.

    Args:
        kata: the kata.
        source: the program.
    """
    mine = program_tokens(source)
    if not mine:
        return None
    best, likeness = None, NEAR
    for variant, tokens in _variants(kata):
        matcher = SequenceMatcher(None, tokens, mine, autojunk=False)
        if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness:
            ratio = matcher.ratio()
            if ratio > likeness:
                best, likeness = variant, ratio
    return best


@cache
def _variants(kata: Kata) -> list[tuple[Variant, tuple[str, ...]]]:
    return [(one, program_tokens(one.text.encode())) for one in wrong_variants(kata)]


def _idea(kata: Kata, variant: str) -> str:
    return next((one.idea for one in wrong_variants(kata) if one.name == variant), "")


def program_tokens(source: bytes) -> tuple[str, ...]:
    """Return the tokens of a program without layout, docstrings and its own names; () if it is no program."""
    try:
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
                node.body = node.body[1:] or [ast.Pass()]
        text = ast.unparse(tree)
        own = _own_names(tree)
        numbers: dict[str, str] = {}
        found = []
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in (tokenize.NL, tokenize.COMMENT, tokenize.ENDMARKER):
                continue
            name = token.string
            if token.type == tokenize.NAME and not keyword.iskeyword(name) and name in own:
                name = numbers.setdefault(name, f"n{len(numbers)}")
            found.append(name.strip() or tokenize.tok_name[token.type])
        return tuple(found)
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        return ()


def _own_names(tree: ast.Module) -> set[str]:
    """Return the names that a program makes up: its variables, arguments and private attributes."""
    own = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return own | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr[:1] == "_"}
