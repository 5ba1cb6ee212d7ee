"""A file of an export, its text made from a template, and the folder that all of them are written into."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import UsageError
from ..content.catalogue import Kata, is_stub
from ..content.packaged_files import COURSE
from ..learner.reset import original

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = COURSE / "templates" / "exports"
EXECUTABLE = 0o755


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export.

    Attributes:
        path: the path within the export, with slashes.
        text: the text of the file.
        executable: a platform runs it as a program.
    """

    path: str
    text: str
    executable: bool = False


def filled(template: str, **values: Any) -> str:
    """Return the text of a template; a value is put in as it is, or as a quoted string by the filter ``quoted``."""
    return _environment().get_template(f"{template}.j2").render(**values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["quoted"] = quoted
    return made


def quoted(text: str) -> str:
    """Return a string as JSON, and so as YAML in double quotes: YAML 1.2 contains JSON."""
    return json.dumps(text, ensure_ascii=False)


def stub_source(kata: Kata) -> str:
    """Return the text of a kata's stub, also where the learner's file is no stub any more.

    Raises:
        UsageError: the stub was not found.
    """
    # most often the file is still the stub, and git need not be asked
    return kata.stub.read_text(encoding="utf-8") if is_stub(kata.stub) else original(kata).decode("utf-8")


def write_export(folder: Path, files: Sequence[ExportedFile]) -> None:
    """Write an export into a new or empty folder.

    Raises:
        UsageError: the folder is something else, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} must be a new or an empty folder")
    try:
        for file in files:
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8", newline="\n")
            if file.executable:
                path.chmod(EXECUTABLE)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from None
