"""Finds out which file of a submission belongs to which kata."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from ..course.content.catalogue import Kata, public_names
from .file_tree import TreeFile

_AGAIN = re.compile(r"(?:-(?P<dash>\d+)|\s*\((?P<brackets>\d+)\))$")
"""How platforms and browsers number a file of the same name."""


def assigned(files: Sequence[TreeFile], katas: Mapping[str, Kata]) -> tuple[dict[str, TreeFile], tuple[str, ...]]:
    """Return the file for each kata, and sentences about the other files.

    Args:
        files: of one student.
        katas: those of the assignment.
    """
    found: dict[str, list[TreeFile]] = {}
    notes = []
    python = [one for one in files if one.path.suffix == ".py"]
    for one in python:
        if one.data is None:
            notes.append(f"{one.path} {one.problem}")
            continue
        kata = kata_named(one.path.stem, katas) or kata_defined(one.data, katas)
        if kata is None and len(katas) == 1 and len(python) == 1:
            kata = next(iter(katas))
        if kata is None:
            notes.append(f"{one.path} belongs to no kata of the assignment")
        else:
            found.setdefault(kata, []).append(one)
    chosen = {}
    for kata, candidates in found.items():
        chosen[kata] = min(candidates, key=lambda one: _rank(one.path, kata))
        notes += [
            f"{one.path} was not used: {chosen[kata].path} is taken" for one in candidates if one is not chosen[kata]
        ]
    return chosen, tuple(notes)


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


def kata_named(stem: str, katas: Iterable[str]) -> str | None:
    """Return the kata that a file's name contains between its other words; None if there is none."""
    words = _words(numbered(stem)[0])
    for kata in sorted(katas, key=len, reverse=True):  # bounded_buffer_semaphores before bounded_buffer
        if f"_{kata}_" in words:
            return kata
    return None


def without_kata(stem: str, kata: str) -> str:
    """Return what is left of a file's name without the kata's: the student, in ``doe_counter.py``."""
    name = numbered(stem)[0]
    at = _words(name).find(f"_{kata}_")
    return (name[:at] + " " + name[at + len(kata) :]).strip(" _-.") if at >= 0 else name


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
