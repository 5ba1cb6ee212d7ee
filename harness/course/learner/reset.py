"""Resets a kata's file to the original stub, after a backup of the learner's own version.

The stub is looked up in ``.kata/originals/``, where ``kata watch`` keeps a copy before the learner starts; then in git,
which is only read and never changed; then in the package. The stub is the newest version in which every function only
raises ``NotImplementedError``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from ...common.whole_file import write_whole
from ...errors import UsageError
from ...failure_store import FOLDER
from ..content.catalogue import Kata
from ..content.packaged_files import STUBS, packaged_root
from ..content.stub import stub_text

BACKUPS = Path(FOLDER) / "backups"
ORIGINALS = Path(FOLDER) / "originals"
GIT_SECONDS = 20.0
"""Seconds that git may take to answer; then the file is looked up elsewhere."""


def keep_original(kata: Kata) -> None:
    """Keep a copy of a file that is still the stub; do nothing if it cannot be written."""
    with suppress(OSError, ValueError):
        text = kata.stub.read_bytes()
        path = kata.root / ORIGINALS / kata.stub.name
        if stub_text(text.decode("utf-8")) and not (path.is_file() and path.read_bytes() == text):
            write_whole(path, text)


def original(kata: Kata) -> bytes:
    """Return the original stub of a kata.

    Raises:
        UsageError: the stub was not found.
    """
    with suppress(OSError):
        kept = (kata.root / ORIGINALS / kata.stub.name).read_bytes()
        if _untouched(kept):
            return kept
    found = _from_git(kata) or _from_package(kata)
    if found is None:
        raise UsageError(
            f"the original katas/{kata.stub.name} was not found, neither in git nor in {ORIGINALS.as_posix()}/; "
            f"to start again, let each function raise NotImplementedError"
        )
    return found


def reset(kata: Kata) -> Path | None:
    """Replace the kata's file with the original stub.

    Returns:
        The backup of the learner's own version; None if there was nothing to back up.

    Raises:
        UsageError: the stub was not found, or a file cannot be written.
    """
    fresh = original(kata)
    try:
        backup = _backed_up(kata, fresh)
        write_whole(kata.stub, fresh)
    except OSError as error:
        raise UsageError(f"katas/{kata.stub.name} is unchanged: {error}") from None
    return backup


def _backed_up(kata: Kata, fresh: bytes) -> Path | None:
    """Back up the file, unless it is the stub or missing."""
    if not kata.stub.is_file() or kata.stub.read_bytes() == fresh:
        return None
    return back_up(kata.root, kata.stub)


def back_up(root: Path, source: Path) -> Path:
    """Copy a file of a project to a backup with the first free number.

    Raises:
        OSError: a file cannot be read or written.
    """
    folder = root / BACKUPS
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = folder / f"{source.stem}-{number}.py"
        try:
            with path.open("xb") as file:  # never overwrites another backup
                file.write(source.read_bytes())
            return path
        except FileExistsError:
            number += 1


def _untouched(text: bytes) -> bool:
    try:
        return stub_text(text.decode("utf-8"))
    except ValueError:
        return False


def _from_git(kata: Kata) -> bytes | None:
    commits = _git(kata.root, "log", "--format=%H", "--", f"katas/{kata.stub.name}")
    for commit in (commits or b"").decode("ascii", "replace").split():
        text = _git(kata.root, "show", f"{commit}:./katas/{kata.stub.name}")
        if text is not None and _untouched(text):
            return text
    return None


def _from_package(kata: Kata) -> bytes | None:
    """Return the stub of the installed package."""
    with suppress(OSError):
        text = (packaged_root() / STUBS / kata.stub.name).read_bytes()
        return text if _untouched(text) else None
    return None


def _git(folder: Path, *words: str) -> bytes | None:
    git = shutil.which("git")
    if git is None:
        return None
    # a learner's own GIT_DIR points elsewhere, and a pager or an editor would wait for keys
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            [git, "-C", str(folder), "--no-pager", *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=env,
            timeout=GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
