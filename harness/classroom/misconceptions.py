"""Misconceptions: failures of a class in groups, each by the nearest wrong solution of the catalogue.

A wrong solution is named only if the first failure of the file is the same, verdict and clause, and if its program is
clearly the nearest of those; two are named if they are about as near, and hardly differ from each other. Two programs
are near if their tokens are, with the names that a program defines itself replaced by numbers in the order in which
they come. That is a guess about what the student thought, and no part of a grade.
"""

from __future__ import annotations

import ast
import io
import keyword
import tokenize
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache

from ..answers.grades import Grade, GradeStatus, JudgedClause, Misconception
from ..common.syntax_trees import walk
from ..course.content.catalogue import Kata
from ..course.content.judged import judged
from ..course.content.variants import Variant, wrong_variants
from ..verdict import Verdict
from .import_lines import runs_at_import
from .submission import Submission

NEAR = 0.75
"""The likeness from which a wrong solution is named."""
CLEARLY = 0.02
"""The least distance to the next one that is not named: most of a short program is the same in all of them."""
ALIKE = 0.95
"""The likeness of two wrong solutions from which a program that is about as near to both is said to be like both."""
NO_MISTAKE_OF_A_KATA = (Verdict.FORBIDDEN, Verdict.HANG, Verdict.NONDETERMINISTIC, Verdict.UNFINISHED, Verdict.ERROR)
"""Verdicts that are about the file, and not about the idea of its program."""


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
    groups: dict[tuple[str, tuple[Variant, ...], str, Verdict], list[str]] = {}
    nearest: dict[tuple[str, str], tuple[Variant, ...]] = {}
    for grade in grades:
        for one in grade.katas:
            if one.status is not GradeStatus.GRADED or one.file is None or not one.file.failing:
                continue
            file = (one.kata, one.file.source)
            if file not in nearest:
                source = sources[grade.student][one.kata]
                nearest[file] = nearest_variants(katas[one.kata], source, one.file.failing)
            first = one.file.failing[0]
            group = (one.kata, nearest[file], first.test, first.verdict)
            groups.setdefault(group, []).append(grade.student)
    found = [
        Misconception(
            kata,
            clause,
            verdict,
            tuple(one.name for one in variants),
            tuple(one.idea for one in variants),
            tuple(students),
        )
        for (kata, variants, clause, verdict), students in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.students), one.kata, one.variants, one.clause)))


def nearest_variants(kata: Kata, source: bytes, failing: Sequence[JudgedClause]) -> tuple[Variant, ...]:
    """Return the wrong solution of the catalogue that a failing program is most like, or two; () if it is like none.

    That needs one that fails in the same way and is clearly nearer than all others of that kind; or two of these, if
    they are nearly the same program: a solution that wakes one thread is as near to one that wakes two.

    Args:
        kata: the kata.
        source: the program.
        failing: the clauses that it fails, at least one.
    """
    mine, first = program_tokens(source), failing[0]
    if not mine:
        return ()
    for variant, tokens in _variants(kata):
        if tokens == mine:  # it is that program, whichever of its failures the search has come to first
            return (variant,)
    # further failures often follow from the first, so those say nothing
    if first.verdict in NO_MISTAKE_OF_A_KATA or runs_at_import(source, first.line):
        return ()
    found: list[tuple[float, Variant, tuple[str, ...]]] = []
    for variant, tokens in _variants(kata):
        fact = judged().wrong.get(variant.key)
        if fact is not None and (fact.clause, fact.verdict) == (first.test, first.verdict):
            found.append((_likeness(tokens, mine), variant, tokens))
    found.sort(key=lambda one: -one[0])
    near = [one for one in found if one[0] > found[0][0] - CLEARLY]
    if not near or near[0][0] < NEAR or len(near) > 2 or (len(near) == 2 and _likeness(near[0][2], near[1][2]) < ALIKE):
        return ()
    return tuple(variant for _, variant, _ in near)


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@cache
def _variants(kata: Kata) -> list[tuple[Variant, tuple[str, ...]]]:
    return [(one, program_tokens(one.text.encode())) for one in wrong_variants(kata)]


def program_tokens(source: bytes) -> tuple[str, ...]:
    """Return the tokens of a program without layout, docstrings and its own names; () if it is no program."""
    try:
        tree = ast.parse(source)
        for node in walk(tree):
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
    own = {node.id for node in walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in walk(tree) if isinstance(node, ast.arg)}
    return own | {node.attr for node in walk(tree) if isinstance(node, ast.Attribute) and node.attr[:1] == "_"}
