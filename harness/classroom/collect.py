"""Collects submissions: from a folder or an archive with a folder, an archive or a file for each student."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from ..course.content.catalogue import Kata
from ..errors import UsageError
from .file_tree import TreeFile, files_in_archive, read_tree
from .kata_files import assigned, kata_named, numbered, without_kata
from .platforms import METADATA, Submitter, exported, gradescope_metadata
from .roster import Student
from .submission import Submission


@dataclass
class _Pile:
    """The files of one student, while they are collected."""

    name: str = ""
    files: list[TreeFile] = field(default_factory=list)
    late: bool = False
    submitted: datetime | None = None
    notes: list[str] = field(default_factory=list)


def collect(path: Path, katas: Mapping[str, Kata], roster: Sequence[Student] = ()) -> list[Submission]:
    """Return the submissions in a folder or an archive, by identity.

    Args:
        path: the folder or the archive; or the file or the folder of a single student.
        katas: those of the assignment.
        roster: the students of the class; those without a submission get an empty one.

    Raises:
        UsageError: the path cannot be read, or there is no submission.
    """
    tree = read_tree(path)
    piles = _single(path, tree, katas) or _piles(tree, katas)
    found = {student: _submission(student, pile, katas) for student, pile in piles.items()}
    if not found:
        raise UsageError(f"there is no submission in {path}: it has no folder, no archive and no .py file")
    return sorted(_with_roster(found, roster), key=lambda one: one.student)


def _single(path: Path, tree: list[TreeFile], katas: Mapping[str, Kata]) -> dict[str, _Pile] | None:
    """Return the only student's files, if the path is one file, or a folder with the files of katas and no folders."""
    if path.is_file() and path.suffix == ".py":
        return {path.stem: _Pile(files=tree)}
    python = [one.path for one in tree if one.path.suffix == ".py"]
    if path.is_dir() and python and all(len(one.parts) == 1 and numbered(one.stem)[0] in katas for one in python):
        return {path.resolve().name: _Pile(files=tree)}
    return None


def _piles(tree: list[TreeFile], katas: Mapping[str, Kata]) -> dict[str, _Pile]:
    piles: dict[str, _Pile] = {}
    submitters: dict[str, Submitter] = {}
    note = ""
    for one in tree:
        if one.path.name == METADATA and len(one.path.parts) == 1 and one.data is not None:
            submitters, note = gradescope_metadata(one.path, one.data)
    for one in tree:
        top, below = one.path.parts[0], PurePosixPath(*one.path.parts[1:])
        meaning = exported(top)
        if len(one.path.parts) > 1 or one.folder:
            submitter = submitters.get(top)
            student = submitter.student if submitter else meaning.student if meaning else top
            pile = piles.setdefault(student, _Pile(meaning.name if meaning else ""))
            if submitter is not None:
                pile.name, pile.submitted = submitter.name, submitter.submitted
            elif note and note not in pile.notes:
                pile.notes.append(note)
            if one.folder:
                continue
            own = replace(one, path=below)
        elif one.path.suffix in (".py", ".zip"):
            student, own = _of_file(one, katas)
            pile = piles.setdefault(student, _Pile(meaning.name if meaning else ""))
            pile.late = pile.late or (meaning is not None and meaning.late)
        else:
            continue
        pile.files.append(own)
    return piles


def _of_file(one: TreeFile, katas: Mapping[str, Kata]) -> tuple[str, TreeFile]:
    """Return the student of a file that lies at the top, and the file under the student's name for it."""
    meaning = exported(one.path.name)
    if meaning is not None and meaning.file:
        return meaning.student, replace(one, path=PurePosixPath(meaning.file))
    kata = kata_named(one.path.stem, katas)
    student = without_kata(one.path.stem, kata) if kata is not None else one.path.stem
    return student or one.path.stem, one


def _submission(student: str, pile: _Pile, katas: Mapping[str, Kata]) -> Submission:
    files, notes = [], list(pile.notes)
    for one in pile.files:
        if one.path.suffix != ".zip":
            files.append(one)
            continue
        inside = files_in_archive(one.data) if one.data is not None else None
        if inside is None:
            notes.append(f"{one.path} {one.problem or 'is no archive that can be read'}")
        else:
            files += [replace(each, path=one.path.with_suffix("") / each.path) for each in inside]
    chosen, more = assigned(files, katas)
    return Submission(
        student,
        pile.name,
        {kata: one.data for kata, one in chosen.items() if one.data is not None},
        {kata: str(one.path) for kata, one in chosen.items()},
        pile.submitted,
        pile.late,
        (*notes, *more),
    )


def _with_roster(found: dict[str, Submission], roster: Sequence[Student]) -> list[Submission]:
    """Return the submissions with the roster's names and times, and an empty one for each student without any."""
    if not roster:
        return list(found.values())
    left = dict(found)
    rows = []
    for student in roster:
        mine = [key for key, one in left.items() if student.is_called(key, one.name)]
        if not mine:
            rows.append(Submission(student.student, student.name, submitted=student.submitted))
            continue
        one = left.pop(mine[0])
        notes = one.notes + tuple(f"{key} may be of the same student, and was not used" for key in mine[1:])
        for key in mine[1:]:
            del left[key]
        when = student.submitted or one.submitted
        rows.append(replace(one, student=student.student, name=student.name or one.name, submitted=when, notes=notes))
    strangers = [replace(one, notes=(*one.notes, "is not in the roster")) for one in left.values()]
    return [*rows, *strangers]
