"""The layout of a tree of submissions: which student each of its files belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath
from unicodedata import normalize

from ..answers.submission_notes import SubmissionNote
from ..answers.submission_notes import SubmissionNoteKind as Kind
from ..report.exports.grading.formats import FORMATS
from .kata_files import katas_named, numbered, without_katas
from .output_names import CLASS, JUDGED, SCORES, STUDENTS
from .platforms import METADATA, Submitter, exported, gradescope_metadata
from .tree_file import LINK, TreeFile

_OF_THE_INSTRUCTOR = frozenset(
    {".toml", ".csv", ".tsv", ".yml", ".yaml", ".json", ".md", ".rst", ".log", ".xlsx", ".ods"}
)
"""Kinds of files that lie next to the submissions and are none."""
_WRITTEN = frozenset({".json", ".html", ".new"})
"""Kinds of files that a grading has written when it is stopped."""
_HANDED_IN = frozenset({".ipynb", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar"})
"""Kinds of files that are submissions, though none that can be judged."""


@dataclass
class Pile:
    """The files of one student, while they are collected.

    Attributes:
        name: of the student; "" if it is not known.
        files: with paths below the student's folder.
        late: the platform says that they came late.
        submitted: when they came, if that is known.
        notes: for the instructor.
        group: what those who handed in together have in common; "" for one student.
    """

    name: str = ""
    files: list[TreeFile] = field(default_factory=list)
    late: bool = False
    submitted: datetime | None = None
    notes: list[SubmissionNote] = field(default_factory=list)
    group: str = ""


def piles(tree: Sequence[TreeFile], katas: Iterable[str], whole: str) -> dict[str, Pile]:
    """Return the files of each student, by identity.

    Args:
        tree: the files of all.
        katas: the names of those of the assignment.
        whole: the identity, if all files are of one student.
    """
    names = list(katas)
    tree = _without_earlier_run(tree)
    if _of_one_student(tree, names):
        return {whole: Pile(files=[one for one in tree if not one.folder and _counts(one, names, flat=True)])}
    of_katas = _kata_folders(tree, names)
    others = [one for one in tree if one.path.parts[0] not in of_katas]
    found = _with_groups(_by_student(others, names), tree)
    for top in sorted(of_katas):
        below = [
            replace(one, path=PurePosixPath(*one.path.parts[1:]))
            for one in tree
            if one.path.parts[0] == top and len(one.path.parts) > 1
        ]
        for student, pile in _by_student(below, names).items():
            whole_pile = found.setdefault(student, Pile(pile.name))
            whole_pile.late = whole_pile.late or pile.late
            whole_pile.files += [replace(one, path=top / one.path) for one in pile.files]
    return _in_one_form(found)


def _is_below(one: TreeFile) -> bool:
    return one.folder or len(one.path.parts) > 1


def _without_earlier_run(tree: Sequence[TreeFile]) -> list[TreeFile]:
    """Return the files without those that an earlier grading has written among the submissions."""
    folders = {one.path.parts[0] for one in tree if _is_below(one)}
    judged = {one.path.parts[0] for one in tree if one.path.parts[1:2] == (JUDGED,)}
    scores = {one.path.parts[0] for one in tree if one.path.parts[1:] == (SCORES,)}
    code = {one.path.parts[0] for one in tree if one.is_python or one.is_archive}
    strange = {one.path.parts[0] for one in tree if not one.folder and one.path.suffix not in _WRITTEN}
    written = judged & (scores | (judged - strange)) - code  # there is no table yet if it was stopped
    if JUDGED in folders - code and any(one.path == PurePosixPath(SCORES) for one in tree):
        written |= {JUDGED, SCORES, CLASS, STUDENTS, *FORMATS} - code
    return [one for one in tree if one.path.parts[0] not in written]


def _of_one_student(tree: Sequence[TreeFile], katas: Sequence[str]) -> bool:
    """True if all Python files have the names of katas, and lie at the top or in folders with the names of katas."""
    python = [one.path for one in tree if one.is_python]
    if not python or not all(numbered(one.stem)[0].lower() in katas for one in python):
        return False
    deepest = max(len(one.parts) for one in python)
    tops = {one.path.parts[0] for one in tree if _is_below(one)}
    return deepest == 1 or (deepest == 2 and all(top.lower() in katas for top in tops))


def _kata_folders(tree: Sequence[TreeFile], katas: Sequence[str]) -> set[str]:
    """Return the folders that are named after katas and hold the files of students, named after them."""
    tops = {one.path.parts[0] for one in tree if _is_below(one)}
    named = {top for top in tops if top.lower() in katas}
    # the folder of a student may have the name of a kata, too: its files have names of katas, as those of others
    own = {
        one.path.parts[0]
        for one in tree
        if one.is_python and len(one.path.parts) == 2 and numbered(one.path.stem)[0].lower() in katas
    }
    return named if named == tops else named - own


def _by_student(tree: Sequence[TreeFile], katas: Sequence[str]) -> dict[str, Pile]:
    """Return the files by what names their student: a folder at the top, or the name of a file there."""
    found: dict[str, Pile] = {}
    flat = not any(_is_below(one) for one in tree)
    for one in tree:
        top, below = one.path.parts[0], PurePosixPath(*one.path.parts[1:])
        meaning = exported(top)
        if top == "..":
            found.setdefault(str(one.path), Pile()).files.append(one)
        elif _is_below(one):
            student, name = (meaning.student, meaning.name) if meaning else (top, "")
            pile = found.setdefault(student, Pile(name))
            if not one.folder:
                pile.files.append(replace(one, path=below))
            elif one.problem:
                pile.files.append(replace(one, path=below if below.parts else one.path))
        elif _counts(one, katas, flat=flat):
            student, own = _of_file(one, katas)
            pile = found.setdefault(student, Pile(meaning.name if meaning else ""))
            pile.late = pile.late or (meaning is not None and meaning.late)
            pile.files.append(own)
    return found


def _counts(one: TreeFile, katas: Sequence[str], *, flat: bool) -> bool:
    """True if a file at the top is a student's, and not one that an instructor keeps there.

    Args:
        one: the file.
        katas: of the assignment.
        flat: there are no folders, so that there is a file for each student.
    """
    meaning = exported(one.path.name)
    if one.is_python or one.is_archive or (meaning is not None and meaning.file):
        return True
    if one.path.suffix.lower() in _OF_THE_INSTRUCTOR or one.path.name.lower().startswith(("readme", ".")):
        return False
    suffixes = {suffix.lower() for suffix in one.path.suffixes}
    named = bool(katas_named(_bare(one.path), katas)) or ".py" in suffixes or bool(suffixes & _HANDED_IN)
    return flat or named or bool(one.problem)


def _bare(path: PurePosixPath) -> str:
    """Return a file's name without suffixes: ``ada`` of ``ada.py.txt`` and ``ada.tar.gz``, ``j.d`` of ``j.d.py``."""
    stem = PurePosixPath(path.stem)
    return stem.stem if stem.suffix.lower() in {".py", *_HANDED_IN} else str(stem)


def _of_file(one: TreeFile, katas: Sequence[str]) -> tuple[str, TreeFile]:
    """Return the student of a file that lies at the top, and the file under the student's name for it."""
    meaning = exported(one.path.name)
    if meaning is not None and meaning.file:
        return meaning.student, replace(one, path=PurePosixPath(meaning.file))
    if one.problem == LINK and not (one.is_python or one.is_archive):
        return one.path.name, one  # perhaps to a folder
    bare = _bare(one.path)
    return without_katas(bare, katas_named(bare, katas)) or bare, one


def _with_groups(found: dict[str, Pile], tree: Sequence[TreeFile]) -> dict[str, Pile]:
    """Return the files by students, where Gradescope's metadata name those who have handed in each folder."""
    metadata = next((one for one in tree if one.path == PurePosixPath(METADATA)), None)
    if metadata is None:
        return found
    submitters: dict[str, tuple[Submitter, ...]] = {}
    note = None
    if metadata.data is not None:
        submitters, note = gradescope_metadata(metadata.path, metadata.data)
    elif metadata.problem is not None:
        note = SubmissionNote(metadata.problem.kind, METADATA, metadata.problem.detail)
    people: dict[str, Pile] = {}
    for folder, pile in found.items():
        if note is not None:
            pile.notes.append(note)
        if folder not in submitters:
            people[folder] = pile
            continue
        for one in submitters[folder]:
            mine = _of_member(one, submitters[folder], folder, pile)
            first = people.setdefault(one.student, mine)
            if first is not mine:
                people[f"{one.student} ({folder})"] = mine
                mine.notes.append(SubmissionNote(Kind.ANOTHER_SUBMISSION, detail=one.student))
                first.notes.append(SubmissionNote(Kind.SUBMITTED_AGAIN, folder))
    return people


def _of_member(one: Submitter, group: Sequence[Submitter], folder: str, pile: Pile) -> Pile:
    others = tuple(each.name or each.student for each in group if each is not one)
    notes = [*pile.notes, SubmissionNote(Kind.TOGETHER, others=others)] if others else list(pile.notes)
    return replace(pile, name=one.name, submitted=one.submitted, notes=notes, group=folder if others else "")


def _in_one_form(found: dict[str, Pile]) -> dict[str, Pile]:
    """Return the files by identities in Unicode's composed form, as most systems but not those of Apple write them."""
    students: dict[str, Pile] = {}
    for student, pile in sorted(found.items(), key=lambda item: item[0] != normalize("NFC", item[0])):
        pile.name = normalize("NFC", pile.name)
        composed = normalize("NFC", student)
        students[composed if composed not in students else student] = pile
    return students
