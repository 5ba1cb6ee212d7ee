"""The names that platforms give to submissions when they export them.

Canvas:     ``doejane_LATE_1234_567890_counter-1.py``, all in one folder; ``-1`` counts what was handed in again.
Moodle:     ``Jane Doe_1234_assignsubmission_file_``, a folder for each student, or the same before each file's name.
Gradescope: ``submission_1234``, a folder for each submission, and ``submission_metadata.yml`` beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from ..answers.submission_notes import SubmissionNote
from ..answers.submission_notes import SubmissionNoteKind as Kind

_CANVAS = re.compile(r"(?P<who>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<file>.+)", re.DOTALL)
_MOODLE = re.compile(r"(?P<name>[^_]+)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL)
_GRADESCOPE = re.compile(r"submission_\d+")
METADATA = "submission_metadata.yml"


@dataclass(frozen=True, slots=True)
class Exported:
    """The meaning of a name in an export.

    Attributes:
        student: the identity.
        name: of the student; "" if the name does not say.
        late: the name says that it came late.
        file: the name of the file as the student named it; "" for a folder.
    """

    student: str
    name: str = ""
    late: bool = False
    file: str = ""


def exported(part: str) -> Exported | None:
    """Return the meaning of the first part of a path; None if no platform names it so."""
    moodle = _MOODLE.fullmatch(part)
    if moodle is not None:
        return Exported(moodle["id"], moodle["name"], file=moodle["file"] or "")
    canvas = _CANVAS.fullmatch(part)
    if canvas is not None:
        return Exported(canvas["id"], canvas["who"], late=canvas["late"] is not None, file=canvas["file"])
    return Exported(part) if _GRADESCOPE.fullmatch(part) else None


@dataclass(frozen=True, slots=True)
class Submitter:
    """One student of a submission and its time, as Gradescope's metadata say."""

    student: str
    name: str
    submitted: datetime | None


def gradescope_metadata(
    path: PurePosixPath, data: bytes
) -> tuple[dict[str, tuple[Submitter, ...]], SubmissionNote | None]:
    """Return the submitters of each folder, and a note if the file could not be used.

    Args:
        path: of the metadata, for the note.
        data: its bytes.
    """
    try:
        import yaml  # the extra [grade]
    except ImportError:
        return {}, SubmissionNote(Kind.NO_YAML, path.name)
    try:
        loaded: Any = yaml.safe_load(data)
        return {str(folder): _submitters(entry) for folder, entry in loaded.items()}, None
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError, IndexError):
        return {}, SubmissionNote(Kind.BAD_METADATA, path.name)


def _submitters(entry: dict[str, Any]) -> tuple[Submitter, ...]:
    when = entry.get(":created_at")
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    submitted = when if isinstance(when, datetime) and when.tzinfo is not None else None
    found = tuple(
        Submitter(str(one.get(":sid") or one.get(":email") or one[":name"]), str(one[":name"]), submitted)
        for one in entry[":submitters"]
    )
    if not found:
        raise ValueError("a submission of no student")
    return found
