"""File trees: the files of a folder or of a zip archive, read within bounds and without following links."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from ..errors import UsageError

LARGEST = 1 << 20
"""Bytes of one file; a kata has a few thousand."""
MOST_FILES = 100_000
"""Files of one archive or folder."""
_UNWANTED = frozenset({"__MACOSX", "__pycache__", ".git", ".venv", ".kata", ".DS_Store"})


@dataclass(frozen=True, slots=True)
class TreeFile:
    """One file of a tree, or a folder right below its root.

    Attributes:
        path: below the root of the tree.
        data: its bytes; None if it was not read, and for a folder.
        problem: why it was not read; "" if it was.
        folder: it is a folder.
    """

    path: PurePosixPath
    data: bytes | None
    problem: str = ""
    folder: bool = False


def read_tree(path: Path) -> list[TreeFile]:
    """Return the folders, Python files, archives and metadata of a folder or an archive, by path.

    A single folder at the top, as archives have it, is left out of the paths.

    Raises:
        UsageError: there is no such folder or archive, or it cannot be read.
    """
    try:
        if path.is_dir():
            found = list(_of_folder(path))
        elif zipfile.is_zipfile(path):
            found = list(_of_archive(path.read_bytes()))
        elif path.is_file() and path.suffix == ".py":
            found = [_read(path, PurePosixPath(path.name))]
        else:
            what = "is neither a folder nor a zip archive nor a .py file" if path.exists() else "does not exist"
            raise UsageError(f"{path} {what}")
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from None
    return _without_top(sorted(found, key=lambda one: one.path.parts))


def files_in_archive(data: bytes) -> list[TreeFile] | None:
    """Return the files of an archive within a submission; None if it cannot be read as one."""
    try:
        return _without_top(sorted(_of_archive(data), key=lambda one: one.path.parts))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, UsageError):
        return None


def _wanted(path: PurePosixPath) -> bool:
    if any(part in _UNWANTED or part.startswith("._") for part in path.parts):
        return False
    return path.suffix in (".py", ".zip", ".yml", ".csv")


def _of_folder(root: Path) -> Iterator[TreeFile]:
    number = 0
    # not Path.rglob, which before Python 3.13 walks into linked folders
    waiting = [root]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            number += 1
            if number > MOST_FILES:
                raise UsageError(f"{root} has more than {MOST_FILES:,} files")
            below = PurePosixPath(path.relative_to(root).as_posix())
            if path.is_symlink():
                if _wanted(below):
                    yield TreeFile(below, None, "is a link, which is not followed")
            elif path.is_dir():
                if path.name not in _UNWANTED:
                    waiting.append(path)
                    yield TreeFile(below, None, folder=True)
            elif _wanted(below):
                yield _read(path, below)


def _read(path: Path, below: PurePosixPath) -> TreeFile:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return TreeFile(below, None, "is no regular file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        return TreeFile(below, None, f"cannot be read: {error.strerror or error}")
    return _bounded(below, data)


def _bounded(below: PurePosixPath, data: bytes) -> TreeFile:
    if len(data) > LARGEST and below.suffix != ".zip":
        return TreeFile(below, None, f"is larger than {LARGEST:,} bytes")
    return TreeFile(below, data)


def _of_archive(data: bytes) -> Iterator[TreeFile]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_FILES:
            raise UsageError(f"the archive has more than {MOST_FILES:,} files")
        for entry in entries:
            below = PurePosixPath(entry.filename.replace("\\", "/"))
            if below.is_absolute() or ".." in below.parts or not below.parts:
                continue
            if entry.is_dir():
                yield TreeFile(below, None, folder=True)
                continue
            if not _wanted(below):
                continue
            if stat.S_ISLNK(entry.external_attr >> 16):
                yield TreeFile(below, None, "is a link, which is not followed")
                continue
            most = LARGEST if below.suffix != ".zip" else 64 * LARGEST
            try:
                with archive.open(entry) as file:
                    content = file.read(most + 1)  # not what the entry says of its size, which may be a lie
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
                yield TreeFile(below, None, f"cannot be read: {error}")
                continue
            too_large = len(content) > most
            yield TreeFile(below, None, f"is larger than {most:,} bytes") if too_large else TreeFile(below, content)


def _without_top(files: list[TreeFile]) -> list[TreeFile]:
    """Return the files with paths below the only folder at the top, if it is the only entry."""
    tops = {one.path.parts[0] for one in files}
    if len(tops) != 1 or any(len(one.path.parts) == 1 and not one.folder for one in files):
        return files
    if not any(len(one.path.parts) > 2 for one in files):  # it may be the folder of the only student
        return files
    below = [one for one in files if len(one.path.parts) > 1]
    return [replace(one, path=PurePosixPath(*one.path.parts[1:])) for one in below]
