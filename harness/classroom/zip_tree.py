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

from ..errors import UsageError
from .tree_file import LINK, MOST_FILES, TreeFile, bounded, is_read, made_by_system, most_bytes

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_DAMAGED = (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, struct.error)


def files_of_zip(data: bytes) -> list[TreeFile]:
    """Return the files and folders of an archive.

    Raises:
        UsageError: it is no archive, or has too many files.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [(_path(entry), entry) for entry in archive.infolist()]
            if len(entries) > MOST_FILES:
                raise UsageError(f"has more than {MOST_FILES:,} files")
            return list(_files(archive, entries))
    except (*_DAMAGED, NotImplementedError):
        raise UsageError("is no archive that can be read") from None


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
                yield TreeFile(below, None, "has an absolute path in the archive, and was not used")
        elif ".." in path.parts:
            yield TreeFile(path, None, "has a path that leaves its folder, and was not used")
        elif entry.is_dir():
            yield TreeFile(path, None, folder=True)
        elif last[path] is not entry:  # the one that unpacking would leave is the last
            yield TreeFile(path, None, "is a duplicate in the archive: the last one of this name is taken")
        else:
            yield _file(archive, path, entry)


def _file(archive: zipfile.ZipFile, path: PurePosixPath, entry: zipfile.ZipInfo) -> TreeFile:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return TreeFile(path, None, LINK)
    if not is_read(path):
        return TreeFile(path, None)
    if entry.flag_bits & _ENCRYPTED:
        return TreeFile(path, None, "is encrypted")
    try:
        with archive.open(entry) as file:
            content = file.read(most_bytes(path) + 1)  # not what the entry says of its size, which may be a lie
    except NotImplementedError:
        return TreeFile(path, None, "is compressed in a way that cannot be read")
    except _DAMAGED:
        return TreeFile(path, None, "is damaged in the archive")
    return bounded(path, content)
