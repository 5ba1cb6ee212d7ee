"""The files of repairs in a workspace: ``repairs/NAME.py``. A file that is there is never overwritten."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ...errors import UsageError
from ..learner.reset import back_up
from .repairs import Repair

FOLDER = Path("repairs")


def file_of(repair: Repair) -> Path:
    """Return the path of a repair's file in the learner's project."""
    return repair.kata.root / FOLDER / f"{repair.name}.py"


def hand_out(repair: Repair) -> Path:
    """Write a repair's file, unless it is there already, and return its path.

    Raises:
        UsageError: it cannot be written.
    """
    path = file_of(repair)
    try:
        path.parent.mkdir(exist_ok=True)
        with suppress(FileExistsError), path.open("x", encoding="utf-8") as file:
            file.write(repair.text)
    except OSError as error:
        raise UsageError(f"{shown(repair)} cannot be written: {error.strerror or error}") from None
    return path


def begin_again(repair: Repair) -> Path | None:
    """Replace a repair's file with the text as it was handed out; return the backup of the learner's, if it differed.

    Raises:
        UsageError: a file cannot be written.
    """
    path = file_of(repair)
    backup = None
    try:
        if path.is_file() and path.read_text(encoding="utf-8", errors="replace") != repair.text:
            backup = back_up(repair.kata.root, path)
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{shown(repair)} is unchanged: {error.strerror or error}") from None
    hand_out(repair)
    return backup


def text_of(repair: Repair) -> str:
    """Return the learner's version of a repair.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return file_of(repair).read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{shown(repair)} cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise UsageError(f"{shown(repair)} is not UTF-8 text") from None


def shown(repair: Repair) -> str:
    """Return the path of a repair's file within the project, with slashes."""
    return (FOLDER / f"{repair.name}.py").as_posix()
