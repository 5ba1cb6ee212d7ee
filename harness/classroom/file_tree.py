"""File trees: the files of a folder or of a zip archive, read within bounds and without following links."""

from __future__ import annotations

import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ..answers.submission_notes import FileProblem
from ..answers.submission_notes import SubmissionNoteKind as Kind
from ..errors import UsageError
from ..report.sentences.submission_notes import problem_words
from .tree_file import LINK, MOST_FILES, TreeFile, bounded, is_read, made_by_system, most_bytes
from .zip_tree import ArchiveError, files_of_zip


def read_tree(path: Path) -> list[TreeFile]:
    """Return the folders and files of a folder or an archive, by path, without those that systems make.

    A single folder at the top, as archives have it, is left out of the paths.

    Raises:
        UsageError: there is no such folder or archive, or it cannot be read.
    """
    try:
        if path.is_dir():
            found = list(_of_folder(path))
        elif zipfile.is_zipfile(path):
            found = _of_archive(path)
        elif path.is_file() and path.suffix.lower() == ".py":
            found = [_read(path, PurePosixPath(path.name))]
        else:
            what = "is neither a folder nor a zip archive nor a .py file" if path.exists() else "does not exist"
            raise UsageError(f"{path} {what}")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None
    return _without_top(_sorted(found))


def files_in_archive(data: bytes) -> list[TreeFile]:
    """Return the files of an archive within a submission.

    Raises:
        ArchiveError: it cannot be read.
    """
    return _without_top(_sorted(files_of_zip(data)))


def _of_archive(path: Path) -> list[TreeFile]:
    try:
        return files_of_zip(path.read_bytes())
    except ArchiveError as error:
        raise UsageError(f"{path} {problem_words(error.problem)}") from None


def _sorted(files: list[TreeFile]) -> list[TreeFile]:
    return sorted(files, key=lambda one: one.path.parts)


def _of_folder(root: Path) -> Iterator[TreeFile]:
    number: Counter[tuple[str, ...]] = Counter()
    # not Path.rglob, which before Python 3.13 walks into linked folders
    waiting = [(root, PurePosixPath())]
    while waiting:
        folder, below = waiting.pop()
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            if folder == root:
                raise
            # one student's folder must not stop the class
            yield TreeFile(below, None, _unreadable(error), folder=True)
            continue
        for path in entries:
            own = below / path.name
            if made_by_system(own):
                continue
            part = own.parts[:2]  # so that one student's files cannot use up the number of the class
            number[part] += 1
            if number[part] > MOST_FILES:
                if number[part] == MOST_FILES + 1:
                    problem = FileProblem(Kind.OTHERS_NOT_READ, f"{MOST_FILES:,}")
                    yield TreeFile(PurePosixPath(*part), None, problem, folder=True)
                continue
            entry = _entry(path, own)
            if entry.folder:
                waiting.append((path, own))
            yield entry


def _entry(path: Path, below: PurePosixPath) -> TreeFile:
    try:
        if path.is_symlink():
            return TreeFile(below, None, LINK)
        if path.is_dir():
            return TreeFile(below, None, folder=True)
    except OSError as error:
        return TreeFile(below, None, _unreadable(error))
    return _read(path, below) if is_read(below) else TreeFile(below, None)


def _read(path: Path, below: PurePosixPath) -> TreeFile:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return TreeFile(below, None, FileProblem(Kind.NO_REGULAR_FILE))
        with path.open("rb") as file:
            data = file.read(most_bytes(below) + 1)
    except OSError as error:
        return TreeFile(below, None, _unreadable(error))
    return bounded(below, data)


def _unreadable(error: OSError) -> FileProblem:
    return FileProblem(Kind.UNREADABLE, error.strerror or str(error))


def _without_top(files: list[TreeFile]) -> list[TreeFile]:
    """Return the files with paths below the only folder at the top, if it is the only entry."""
    inside = [one for one in files if one.path.parts[0] != ".."]
    tops = {one.path.parts[0] for one in inside if len(one.path.parts) > 1 or one.folder or _may_be_handed_in(one)}
    if len(tops) != 1 or any(len(one.path.parts) == 1 and not one.folder for one in inside if _may_be_handed_in(one)):
        return files
    # a single folder with files only may be the folder of the only student
    if not any(len(one.path.parts) > 2 and (one.is_python or one.is_archive) for one in inside):
        return files
    below = [replace(one, path=PurePosixPath(*one.path.parts[1:])) for one in inside if len(one.path.parts) > 1]
    return below + [one for one in files if one.path.parts[0] == ".."]


def _may_be_handed_in(one: TreeFile) -> bool:
    """True for a file at the top that shows that the students' files are there, and no folder deeper."""
    return is_read(one.path) or one.path.suffix.lower() == ".csv"
