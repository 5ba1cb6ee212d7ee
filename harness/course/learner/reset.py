"""A kata's file as it was handed out, and the learner's own put aside before it comes back.

Where the untouched file is found: in ``.kata/originals/``, where ``kata watch`` keeps a copy before anybody types;
else in git, which is only asked and never told anything; else in the package. The newest text in which every function
just raises ``NotImplementedError`` is the one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from harness.course.content.catalogue import Kata, stub_text
from harness.course.content.packaged_files import STUBS, handout
from harness.errors import UsageError
from harness.failure_store import FOLDER

BACKUPS = Path(FOLDER) / "backups"
ORIGINALS = Path(FOLDER) / "originals"
GIT_SECONDS = 20.0
"""After which git is taken to be of no help."""


def keep_original(kata: Kata) -> None:
    """Keep a copy of a file that nobody has begun; where nothing can be written, none is kept."""
    with suppress(OSError, ValueError):
        text = kata.stub.read_bytes()
        path = kata.root / ORIGINALS / kata.stub.name
        if stub_text(text.decode("utf-8")) and not (path.is_file() and path.read_bytes() == text):
            _write(path, text)


def original(kata: Kata) -> bytes:
    """The kata's file as it was handed out.

    Raises:
        UsageError: it is nowhere to be found.
    """
    with suppress(OSError):
        kept = (kata.root / ORIGINALS / kata.stub.name).read_bytes()
        if _untouched(kept):
            return kept
    found = _from_git(kata) or _from_package(kata)
    if found is None:
        raise UsageError(
            f"no untouched katas/{kata.stub.name} is known, neither to git nor in {ORIGINALS.as_posix()}/; "
            f"to begin again, let each function raise NotImplementedError"
        )
    return found


def reset(kata: Kata) -> Path | None:
    """Put the file back as it was handed out.

    Returns:
        Where the learner's own text is now; None if there was none to keep.

    Raises:
        UsageError: no untouched file is known, or nothing can be written.
    """
    fresh = original(kata)
    try:
        backup = _backed_up(kata, fresh)
        _write(kata.stub, fresh)
    except OSError as error:
        raise UsageError(f"katas/{kata.stub.name} is as it was: {error}") from None
    return backup


def _backed_up(kata: Kata, fresh: bytes) -> Path | None:
    """A copy of the file, under the first number that is free."""
    if not kata.stub.is_file() or kata.stub.read_bytes() == fresh:
        return None
    folder = kata.root / BACKUPS
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = folder / f"{kata.name}-{number}.py"
        try:
            with path.open("xb") as file:  # never over another one
                file.write(kata.stub.read_bytes())
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
    """As it is handed out now."""
    with suppress(OSError):
        text = (handout() / STUBS / kata.stub.name).read_bytes()
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


def _write(path: Path, text: bytes) -> None:
    """All of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(text)
    fresh.replace(path)
