"""One file of a tree of submissions, and the bounds within which it is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from ..answers.submission_notes import FileProblem
from ..answers.submission_notes import SubmissionNoteKind as Kind

LARGEST = 1 << 20
"""Bytes of one file; a kata has a few thousand."""
LARGEST_ARCHIVE = 64 * LARGEST
"""Bytes of one archive."""
MOST_FILES = 100_000
"""Files of one archive or folder."""
LINK = FileProblem(Kind.LINK)

_PYTHON, _ARCHIVE = ".py", ".zip"
_READ = frozenset({_PYTHON, _ARCHIVE, ".yml"})
_MADE_BY_SYSTEMS = frozenset(
    {"__macosx", "__pycache__", ".git", ".venv", ".kata", ".ds_store", "thumbs.db", "desktop.ini"}
)


@dataclass(frozen=True, slots=True)
class TreeFile:
    """One file of a tree, or a folder.

    Attributes:
        path: below the root of the tree.
        data: its bytes; None if it was not read, and for a folder.
        problem: why it was not read; None if it was, or if it is of a kind that is not read.
        folder: it is a folder.
    """

    path: PurePosixPath
    data: bytes | None
    problem: FileProblem | None = None
    folder: bool = False

    @property
    def is_python(self) -> bool:
        """True for a Python file, by its name."""
        return not self.folder and self.path.suffix.lower() == _PYTHON

    @property
    def is_archive(self) -> bool:
        """True for an archive that is looked into, by its name."""
        return not self.folder and self.path.suffix.lower() == _ARCHIVE


def made_by_system(path: PurePosixPath) -> bool:
    """True for a file that an operating system or a tool has put among the student's."""
    return any(part.lower() in _MADE_BY_SYSTEMS or part.startswith("._") for part in path.parts)


def is_read(path: PurePosixPath) -> bool:
    """True for a file whose bytes are needed."""
    return path.suffix.lower() in _READ


def bounded(path: PurePosixPath, data: bytes) -> TreeFile:
    """Return the file with its bytes, of which at most one more than allowed were read."""
    most = most_bytes(path)
    return TreeFile(path, None, FileProblem(Kind.TOO_LARGE, f"{most:,}")) if len(data) > most else TreeFile(path, data)


def most_bytes(path: PurePosixPath) -> int:
    """Return the largest size of a file that is read."""
    return LARGEST_ARCHIVE if path.suffix.lower() == _ARCHIVE else LARGEST
