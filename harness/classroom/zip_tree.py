"""The files of a zip archive, read within bounds, with their names as they were meant."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from ..answers.submission_notes import FileProblem
from ..answers.submission_notes import SubmissionNoteKind as Kind
from .tree_file import LINK, MOST_FILES, TreeFile, bounded, is_read, made_by_system, most_bytes

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_DAMAGED = (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, struct.error)


class ArchiveError(Exception):
    """An archive of which no file is read.

    Args:
        problem: the reason.
    """

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def files_of_zip(data: bytes) -> list[TreeFile]:
    """Return the files and folders of an archive.

    Raises:
        ArchiveError: it is no archive, or has too many files.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [(_path(entry), entry) for entry in archive.infolist()]
            if len(entries) > MOST_FILES:
                raise ArchiveError(FileProblem(Kind.TOO_MANY_FILES, f"{MOST_FILES:,}"))
            return list(_files(archive, entries))
    except (*_DAMAGED, NotImplementedError):
        raise ArchiveError(FileProblem(Kind.NO_ARCHIVE)) from None


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        # macOS and others write UTF-8 without saying so, and zipfile takes it for the code page of MS-DOS
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return PurePosixPath(name.replace("\\", "/"))


def _files(archive: zipfile.ZipFile, entries: list[tuple[PurePosixPath, zipfile.ZipInfo]]) -> Iterator[TreeFile]:
    last = dict(entries)
    for path, entry in entries:
        if made_by_system(path) or not path.parts:
            continue
        if path.is_absolute():
            below = PurePosixPath(*path.parts[1:])
            if below.parts:
                yield TreeFile(below, None, FileProblem(Kind.ABSOLUTE_PATH))
        elif ".." in path.parts:
            yield TreeFile(path, None, FileProblem(Kind.LEAVES_FOLDER))
        elif entry.is_dir():
            yield TreeFile(path, None, folder=True)
        elif last[path] is not entry:  # the one that unpacking would leave is the last
            yield TreeFile(path, None, FileProblem(Kind.DUPLICATE))
        else:
            yield _file(archive, path, entry)


def _file(archive: zipfile.ZipFile, path: PurePosixPath, entry: zipfile.ZipInfo) -> TreeFile:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return TreeFile(path, None, LINK)
    if not is_read(path):
        return TreeFile(path, None)
    if entry.flag_bits & _ENCRYPTED:
        return TreeFile(path, None, FileProblem(Kind.ENCRYPTED))
    try:
        with archive.open(entry) as file:
            content = file.read(most_bytes(path) + 1)  # not what the entry says of its size, which may be a lie
    except NotImplementedError:
        return TreeFile(path, None, FileProblem(Kind.UNKNOWN_COMPRESSION))
    except _DAMAGED:
        return TreeFile(path, None, FileProblem(Kind.DAMAGED))
    return bounded(path, content)
