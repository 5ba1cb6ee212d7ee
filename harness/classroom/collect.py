"""Collects submissions: from a folder or an archive with a folder, an archive or a file for each student."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from ..answers.submission_notes import FileProblem, SubmissionNote
from ..answers.submission_notes import SubmissionNoteKind as Kind
from ..course.content.catalogue import Kata
from ..errors import UsageError
from .enrolment import with_roster
from .file_tree import files_in_archive, read_tree
from .kata_files import assigned
from .layout import Pile, piles
from .roster import Student
from .submission import Submission
from .tree_file import TreeFile
from .zip_tree import ArchiveError

MOST_NOTES = 10
"""Notes about the files of one student."""


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
    whole = normalize("NFC", path.stem if path.is_file() else path.resolve().name)
    one_file = path.is_file() and path.suffix.lower() == ".py"
    found = {whole: Pile(files=tree)} if one_file else piles(tree, katas, whole)
    if not found:
        raise UsageError(f"there is no submission in {path}: it has no folder, no archive and no .py file")
    submissions = [_submission(student, pile, katas) for student, pile in found.items()]
    return sorted(with_roster(submissions, roster), key=lambda one: one.student)


def _submission(student: str, pile: Pile, katas: Mapping[str, Kata]) -> Submission:
    files: list[TreeFile] = []
    notes = list(pile.notes)
    for one in pile.files:
        if one.data is None or not one.is_archive:
            files.append(one)
            continue
        try:
            inside = files_in_archive(one.data)
        except ArchiveError as error:
            notes.append(SubmissionNote(error.problem.kind, str(one.path), error.problem.detail))
            continue
        files += [_inside(one, each) for each in inside if not each.folder]
    chosen, more = assigned(files, katas)
    return Submission(
        student,
        pile.name,
        {kata: one.data for kata, one in chosen.items() if one.data is not None},
        {kata: normalize("NFC", str(one.path)) for kata, one in chosen.items()},
        pile.submitted,
        pile.late,
        _fewer([_composed(note) for note in (*notes, *more)]),
        pile.group,
    )


def _inside(archive: TreeFile, one: TreeFile) -> TreeFile:
    path = archive.path.with_suffix("") / one.path
    if one.is_archive and not one.problem:
        return TreeFile(path, None, FileProblem(Kind.NESTED_ARCHIVE))
    return replace(one, path=path)


def _composed(note: SubmissionNote) -> SubmissionNote:
    path, detail, *others = (normalize("NFC", text) for text in (note.path, note.detail, *note.others))
    return replace(note, path=path, detail=detail, others=tuple(others))


def _fewer(notes: list[SubmissionNote]) -> tuple[SubmissionNote, ...]:
    """Return the first notes, and how many more there are: a copied library has thousands of files."""
    if len(notes) <= MOST_NOTES:
        return tuple(notes)
    return (*notes[:MOST_NOTES], SubmissionNote(Kind.MORE, detail=str(len(notes) - MOST_NOTES)))
