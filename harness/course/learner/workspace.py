"""The learner's workspace: ``kata init`` creates it, ``kata update`` brings it up to date.

The manifest ``.kata-workspace.json`` has a hash for each packaged file that was written. A file that still has its
hash is unchanged, and a newer one replaces it; any other file is the learner's, and stays. The manifest is text with
one line for each name, and belongs under version control; without it nothing is replaced any more. Files that the
learner will adapt, such as editor settings, are written once and belong to the learner from then on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ...common.whole_file import write_whole
from ...errors import UsageError
from ..content.catalogue import Kata
from ..content.packaged_files import CONTRACTS, STUBS, packaged_root
from ..content.stub import stub_text
from ..content.syllabus import Lesson, lessons
from .reset import ORIGINALS, original
from .workspace_settings import settings_texts

MANIFEST = ".kata-workspace.json"
SCHEMA = "kata-workspace/1"
PACKAGED = (
    f"{STUBS.as_posix()}/*.py",
    f"{CONTRACTS.as_posix()}/test_*.py",
    # `kata demo` judges it, and it is an example of a file that is not in katas/
    "tests/wrong/dining_philosophers/everybody_takes_the_left_fork_first.py",
    "docs/concepts/*.*",
)
"""Patterns of the files that an update replaces. The solutions are not among them: ``kata solution`` shows them."""
UNIMPORTANT = ("readme", "license")
"""Beginnings of names that a folder may contain and still count as empty, as with hidden files and venvs."""


class FileState(StrEnum):
    """The action that an update took with a file."""

    NEW = "new"
    NEWER = "newer"
    LEFT = "left"
    GONE = "gone"


@dataclass(frozen=True)
class FileChange:
    """A file that an update changed, or could not change.

    Attributes:
        path: the path within the workspace, with slashes.
        what: NEW if the file did not exist; NEWER if it replaced an unchanged file; LEFT if there is a newer version,
            but the learner has changed the file; GONE if the package no longer has it, so that it is the learner's.
    """

    path: str
    what: FileState


def init(folder: Path, source: Path | None = None) -> list[str]:
    """Create a workspace, or restore missing files in one; existing files are not changed.

    Args:
        folder: a new or empty folder, or a workspace.
        source: the folder of the packaged files; None for ``packaged_root()``.

    Returns:
        The files written.

    Raises:
        UsageError: the folder is something else, or cannot be written.
    """
    root = folder.resolve()
    _check_place(folder, root)
    packaged = _packaged(source or packaged_root())
    every = packaged | settings_texts(root, _course(root, packaged))
    try:
        known = _manifest(root) if (root / MANIFEST).is_file() else {}
        _write_manifest(root, known)  # first, so that this is a workspace even if the rest fails
        written = [path for path in every if not (root / path).exists()]
        for path in written:
            write_whole(root / path, every[path])
        for path, text in packaged.items():
            if _hash_of(root / path) == _hash(text):
                known[path] = _hash(text)
        _write_manifest(root, known)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from None
    return written


def update(root: Path, source: Path | None = None) -> list[FileChange]:
    """Update a workspace to the packaged files; files that the learner has changed stay.

    Args:
        root: the workspace.
        source: the folder of the packaged files; None for ``packaged_root()``.

    Returns:
        The files that were changed, and those that could not be; files that are up to date are left out.

    Raises:
        UsageError: ``init`` did not create this workspace, or it cannot be written.
    """
    if _is_clone(root):
        raise UsageError(f"{root} is a clone: git pull updates it")
    if not (root / MANIFEST).is_file():
        raise UsageError(f"there is no {MANIFEST} in {root}: kata init makes one, and changes no existing file")
    known, packaged = _manifest(root), _packaged(source or packaged_root())
    changes: list[FileChange] = []
    try:
        for path, text in packaged.items():
            what = _update_file(root, path, text, known.get(path))
            if what is not None:
                changes.append(FileChange(path, what))
            if what is not FileState.LEFT and _hash_of(root / path) == _hash(text):
                known[path] = _hash(text)
        for path in sorted(known.keys() - packaged.keys()):
            del known[path]
            if (root / path).is_file():
                changes.append(FileChange(path, FileState.GONE))
        _write_manifest(root, known)
    except OSError as error:
        raise UsageError(f"{root} cannot be written: {error.strerror or error}") from None
    return changes


def _update_file(root: Path, path: str, text: bytes, before: str | None) -> FileState | None:
    """Write one file, unless the learner has changed it; return what was done, None if there is nothing newer.

    Args:
        root: the workspace.
        path: the path within it.
        text: the packaged text.
        before: hash of the packaged text that was written before.
    """
    file, now = root / path, _hash(text)
    mine = _hash_of(file)
    if mine is None:
        write_whole(file, text)
        return FileState.NEW
    if mine == now or before == now:
        return None
    if Path(path).parent == STUBS:  # for `kata reset`
        write_whole(root / ORIGINALS / file.name, text)
    if mine != before:
        return FileState.LEFT
    write_whole(file, text)
    return FileState.NEWER


def _check_place(folder: Path, root: Path) -> None:
    if _is_clone(root):
        raise UsageError(f"{folder} is a clone: it has its katas in katas/ already; kata opens the first one")
    if root.exists() and not root.is_dir():
        raise UsageError(f"{folder} is a file; kata init needs a new or empty folder")
    if not root.is_dir() or is_workspace(root):
        return
    there = sorted(path.name for path in root.iterdir() if not _is_unimportant(path))
    if there:
        named = ", ".join(there[:3]) + (", ..." if len(there) > 3 else "")
        raise UsageError(f"{folder} is neither empty nor a workspace ({named}): name a new folder")


def is_workspace(root: Path) -> bool:
    """True if ``init`` created the folder, or if it has the same form."""
    return (root / MANIFEST).is_file() or ((root / STUBS).is_dir() and (root / CONTRACTS).is_dir())


def _is_clone(root: Path) -> bool:
    return (root / "harness" / "course" / "course.toml").is_file()


def _is_unimportant(path: Path) -> bool:
    return path.name.startswith(".") or path.name.lower().startswith(UNIMPORTANT) or (path / "pyvenv.cfg").is_file()


def _packaged(source: Path) -> dict[str, bytes]:
    """Return the texts of the packaged files by path.

    Raises:
        UsageError: the package is a clone in which a stub was changed, and its original was not found.
    """
    return {path.relative_to(source).as_posix(): _original_text(path, source) for path in _files(source)}


def _files(source: Path) -> Iterator[Path]:
    for pattern in PACKAGED:
        yield from sorted(path for path in source.glob(pattern) if path.is_file())


def _original_text(path: Path, source: Path) -> bytes:
    """Return a file's text; for a stub that was changed in a clone, the original text."""
    text = path.read_bytes()
    if path.parent == source / STUBS and not stub_text(text.decode("utf-8", "replace")):
        return original(Kata(path.stem, source))
    return text


def _course(root: Path, packaged: dict[str, bytes]) -> dict[str, Lesson]:
    """Return the packaged katas, in teaching order."""
    try:
        course = lessons(root)
    except ValueError as error:
        raise UsageError(str(error)) from None
    names = {Path(path).stem for path in packaged if Path(path).parent == STUBS}
    return {name: lesson for name, lesson in course.items() if name in names}


def _manifest(root: Path) -> dict[str, str]:
    try:
        data = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        files = data["files"]
        if data["schema"] != SCHEMA or not all(isinstance(one, str) for pair in files.items() for one in pair):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(
            f"{MANIFEST} is damaged or of another version: delete it, and kata init writes a new one; files that "
            f"differ from the package then count as yours"
        ) from None
    return dict(files)


def _write_manifest(root: Path, known: dict[str, str]) -> None:
    text = json.dumps({"schema": SCHEMA, "files": dict(sorted(known.items()))}, indent=1) + "\n"
    write_whole(root / MANIFEST, text.encode())


def _hash_of(path: Path) -> str | None:
    """Return the hash of a file; None if it does not exist."""
    with suppress(FileNotFoundError):
        return _hash(path.read_bytes())
    return None


def _hash(text: bytes) -> str:
    """Return a hash that is the same for both kinds of line ends, because git and editors change them."""
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()[:16]
