"""Finds out which file of a submission belongs to which kata."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from ..answers.submission_notes import SubmissionNote
from ..answers.submission_notes import SubmissionNoteKind as Kind
from ..course.content.catalogue import Kata, public_names
from .tree_file import TreeFile

_AGAIN = re.compile(r"(?:-(?P<dash>\d+)|\s*\((?P<brackets>\d+)\))$")
"""How platforms and browsers number a file of the same name."""


def assigned(
    files: Sequence[TreeFile], katas: Mapping[str, Kata]
) -> tuple[dict[str, TreeFile], tuple[SubmissionNote, ...]]:
    """Return the file for each kata, and notes on the other files: those that are no Python files last.

    Args:
        files: of one student, those in archives among them.
        katas: those of the assignment.
    """
    found: dict[str, list[TreeFile]] = {}
    notes: list[SubmissionNote] = []
    others = []
    only = sum(one.is_python for one in files) == 1
    for one in files:
        if one.problem:
            notes.append(SubmissionNote(one.problem.kind, str(one.path), one.problem.detail))
        elif not one.is_python or one.data is None:
            others.append(SubmissionNote(Kind.NO_PYTHON, str(one.path)))
        else:
            kata, several = _kata_of(one.path, one.data, katas, only=only)
            if kata is None:
                kind = Kind.SEVERAL_KATAS if several else Kind.NO_KATA
                notes.append(SubmissionNote(kind, str(one.path), ", ".join(several)))
            else:
                found.setdefault(kata, []).append(one)
    chosen = {}
    for kata, candidates in found.items():
        chosen[kata] = min(candidates, key=lambda one: _rank(one.path, kata))
        notes += [
            SubmissionNote(Kind.NOT_TAKEN, str(one.path), str(chosen[kata].path))
            for one in candidates
            if one is not chosen[kata]
        ]
    return chosen, (*notes, *others)


def _kata_of(
    path: PurePosixPath, data: bytes, katas: Mapping[str, Kata], *, only: bool
) -> tuple[str | None, tuple[str, ...]]:
    """Return the kata that a file belongs to; None and the katas of which it may be, if there are several.

    Args:
        path: of the file.
        data: its bytes.
        katas: those of the assignment.
        only: it is the student's only Python file.
    """
    named = katas_named(path.stem, katas)
    if len(named) == 1:
        return named[0], ()
    defined = kata_defined(data, {name: katas[name] for name in named} if named else katas)
    if defined is not None:
        return defined, ()
    if named:
        return None, named
    folder = next((part.lower() for part in reversed(path.parent.parts) if part.lower() in katas), None)
    if folder is None and only and len(katas) == 1:
        folder = next(iter(katas))
    return folder, ()


def _rank(path: PurePosixPath, kata: str) -> tuple[bool, int, int, str]:
    """Return what makes one of two files for a kata the better one: its name, its depth, its number."""
    stem, number = numbered(path.stem)
    return stem.lower() != kata, len(path.parts), -number, str(path)


def numbered(stem: str) -> tuple[str, int]:
    """Return a file's name without the number that was put behind it, and the number: 0 if there is none."""
    match = _AGAIN.search(stem)
    if match is None:
        return stem, 0
    return stem[: match.start()], int(match["dash"] or match["brackets"])


def katas_named(stem: str, katas: Iterable[str]) -> tuple[str, ...]:
    """Return the katas that a file's name contains between its other words, but none within another one's name."""
    words = _words(numbered(stem)[0])
    found: list[str] = []
    for kata in sorted(katas, key=lambda name: (-len(name), name)):  # bounded_buffer_semaphores before bounded_buffer
        if f"_{kata}_" in words:
            found.append(kata)
            words = words.replace(f"_{kata}_", "_/_")
    return tuple(sorted(found))


def without_katas(stem: str, katas: Iterable[str]) -> str:
    """Return what is left of a file's name without the katas': the student, in ``doe_counter.py``."""
    name = numbered(stem)[0]
    for kata in sorted(katas, key=len, reverse=True):
        at = _words(name).find(f"_{kata}_")
        if at >= 0:
            name = (name[:at] + " " + name[at + len(kata) :]).strip(" _-.")
    return name


def _words(name: str) -> str:
    return f"_{re.sub(r'[ .-]', '_', name).lower()}_"


def kata_defined(data: bytes, katas: Mapping[str, Kata]) -> str | None:
    """Return the only kata of which a file defines a class; None if there is none, or more than one."""
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    defined = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    fitting = [name for name, kata in katas.items() if defined & set(public_names(kata.solution))]
    return fitting[0] if len(fitting) == 1 else None
