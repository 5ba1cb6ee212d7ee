"""A learner's folder: made by ``kata init``, brought up to date by ``kata update``.

What was handed out stands in ``.kata-workspace.json`` as a hash for each file: one that still has its hash is
untouched and gives way to a newer one, any other is the learner's and stays. The file is text with one line for each
name, and belongs under version control; without it nothing is replaced any more. What only suits the place, such as
editor settings, is written once and is the learner's from then on.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from harness.course.content.catalogue import Kata, stub_text
from harness.course.content.packaged_files import CONTRACTS, COURSE, STUBS, handout
from harness.course.learner.reset import ORIGINALS, original
from harness.errors import UsageError

MANIFEST = ".kata-workspace.json"
SCHEMA = "kata-workspace/1"
HANDED_OUT = (
    f"{STUBS.as_posix()}/*.py",
    f"{CONTRACTS.as_posix()}/test_*.py",
    # what `kata demo` judges, and an example of a file that is not in katas/
    "tests/wrong/dining_philosophers/everybody_takes_the_left_fork_first.py",
    "docs/concepts/*.*",
)
"""Kept up to date. The references are not among them: who works here asks ``kata solution`` for one."""
TEMPLATES = COURSE / "templates" / "workspace"
SETTINGS = {
    "pyproject.toml": "pyproject.toml",
    ".vscode/settings.json": "vscode-settings.json",
    ".editorconfig": "editorconfig",
    ".gitignore": "gitignore",
}
"""Written once: where it goes, and its template."""
HARMLESS = ("readme", "license")
"""What a folder may hold, by the beginning of its name, to count as empty; hidden files and venvs are no hindrance."""


class FileState(StrEnum):
    """What became of a file."""

    NEW = "new"
    NEWER = "newer"
    LEFT = "left"
    GONE = "gone"


@dataclass(frozen=True)
class FileChange:
    """A file for which an update has something.

    Attributes:
        path: within the workspace, with slashes.
        what: NEW where there was none, NEWER in place of an untouched one; LEFT if there is a newer one, but the
            learner has changed theirs; GONE if it is handed out no more, and is now theirs.
    """

    path: str
    what: FileState


def init(folder: Path, source: Path | None = None) -> list[str]:
    """Make a workspace, or put back what is missing in one; nothing that is there is changed.

    Args:
        folder: new, empty, or a workspace.
        source: what is handed out, as in ``handout``.

    Returns:
        The files written.

    Raises:
        UsageError: the folder is something else, or cannot be written.
    """
    root = folder.resolve()
    _check_place(folder, root)
    given = _given(source or handout())
    whole = given | {path: (TEMPLATES / template).read_bytes() for path, template in SETTINGS.items()}
    try:
        known = _manifest(root) if (root / MANIFEST).is_file() else {}
        _keep(root, known)  # so that it is a workspace already, should the rest fail
        written = [path for path in whole if not (root / path).exists()]
        for path in written:
            _write(root / path, whole[path])
        for path, text in given.items():
            if _hash_of(root / path) == _hash(text):
                known[path] = _hash(text)
        _keep(root, known)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from None
    return written


def update(root: Path, source: Path | None = None) -> list[FileChange]:
    """Bring a workspace up to date with what is handed out now; work in progress stays.

    Args:
        root: the workspace.
        source: what is handed out, as in ``handout``.

    Returns:
        What was done, and what was not; a file that was up to date, or for which there is nothing newer, is not in it.

    Raises:
        UsageError: it is no workspace of ``init``, or cannot be written.
    """
    if _is_clone(root):
        raise UsageError(f"{root} is a clone: git pull brings what is new")
    if not (root / MANIFEST).is_file():
        raise UsageError(f"there is no {MANIFEST} in {root}: kata init makes one, and leaves what is there as it is")
    known, given = _manifest(root), _given(source or handout())
    changes: list[FileChange] = []
    try:
        for path, text in given.items():
            what = _brought(root, path, text, known.get(path))
            if what is not None:
                changes.append(FileChange(path, what))
            if what is not FileState.LEFT and _hash_of(root / path) == _hash(text):
                known[path] = _hash(text)
        for path in sorted(known.keys() - given.keys()):
            del known[path]
            if (root / path).is_file():
                changes.append(FileChange(path, FileState.GONE))
        _keep(root, known)
    except OSError as error:
        raise UsageError(f"{root} cannot be written: {error.strerror or error}") from None
    return changes


def _brought(root: Path, path: str, text: bytes, before: str | None) -> FileState | None:
    """Write one file if it may be written; what became of it, None if there is nothing newer.

    Args:
        root: the workspace.
        path: within it.
        text: as it is handed out now.
        before: hash of what was handed out before.
    """
    file, now = root / path, _hash(text)
    mine = _hash_of(file)
    if mine is None:
        _write(file, text)
        return FileState.NEW
    if mine == now or before == now:
        return None
    if Path(path).parent == STUBS:  # what `kata reset` puts back
        _write(root / ORIGINALS / file.name, text)
    if mine != before:
        return FileState.LEFT
    _write(file, text)
    return FileState.NEWER


def _check_place(folder: Path, root: Path) -> None:
    if _is_clone(root):
        raise UsageError(f"{folder} is a clone: its katas are in katas/ already")
    if root.exists() and not root.is_dir():
        raise UsageError(f"{folder} is a file; kata init takes a folder that is new or empty")
    if not root.is_dir() or is_workspace(root):
        return
    there = sorted(path.name for path in root.iterdir() if not _is_harmless(path))
    if there:
        named = ", ".join(there[:3]) + (", ..." if len(there) > 3 else "")
        raise UsageError(f"{folder} is neither empty nor a workspace ({named}): name a new folder")


def is_workspace(root: Path) -> bool:
    """Made by ``init``, or by hand in the same form."""
    return (root / MANIFEST).is_file() or ((root / STUBS).is_dir() and (root / CONTRACTS).is_dir())


def _is_clone(root: Path) -> bool:
    return (root / "harness" / "course" / "course.toml").is_file()


def _is_harmless(path: Path) -> bool:
    return path.name.startswith(".") or path.name.lower().startswith(HARMLESS) or (path / "pyvenv.cfg").is_file()


def _given(source: Path) -> dict[str, bytes]:
    """The files that are handed out, by their path.

    Raises:
        UsageError: somebody works in the clone, and nobody knows what a file was before.
    """
    return {path.relative_to(source).as_posix(): _untouched(path, source) for path in _files(source)}


def _files(source: Path) -> Iterator[Path]:
    for pattern in HANDED_OUT:
        yield from sorted(path for path in source.glob(pattern) if path.is_file())


def _untouched(path: Path, source: Path) -> bytes:
    """The file's text; of a stub that somebody works on, in a clone, as it was before."""
    text = path.read_bytes()
    if path.parent == source / STUBS and not stub_text(text.decode("utf-8", "replace")):
        return original(Kata(path.stem, source))
    return text


def _manifest(root: Path) -> dict[str, str]:
    try:
        data = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        files = data["files"]
        if data["schema"] != SCHEMA or not all(isinstance(one, str) for pair in files.items() for one in pair):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(
            f"{MANIFEST} is damaged or of another version: delete it, and kata init writes one anew; files that "
            f"differ from what is handed out then count as yours"
        ) from None
    return dict(files)


def _keep(root: Path, known: dict[str, str]) -> None:
    text = json.dumps({"schema": SCHEMA, "files": dict(sorted(known.items()))}, indent=1) + "\n"
    _write(root / MANIFEST, text.encode())


def _hash_of(path: Path) -> str | None:
    """None where there is no such file."""
    with suppress(FileNotFoundError):
        return _hash(path.read_bytes())
    return None


def _hash(text: bytes) -> str:
    """The same for both kinds of line ends: git and editors change those."""
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()[:16]


def _write(path: Path, text: bytes) -> None:
    """All of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(text)
    fresh.replace(path)
