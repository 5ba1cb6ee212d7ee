"""The file with the learner's progress: ``.kata/progress.json``, a text with a part for each kind of work.

It is safe to delete. A part that this version does not know is kept as it is.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from ...common.whole_file import write_whole
from ...failure_store import FOLDER

SCHEMA = "kata-progress/1"
FILE = Path(FOLDER) / "progress.json"
KATAS, REPAIRS, QUIZ = "katas", "repairs", "quiz"
"""The parts of the file; all but the first may be missing."""
_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class ProgressFile:
    """The progress file of one project.

    Args:
        root: the project's folder.

    Attributes:
        note: a sentence, if the file was damaged and has been renamed; else "".
    """

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self.note = ""
        self._parts: dict[str, dict[str, Any]] = {}
        try:
            self._parts = self._read()
        except _DAMAGED:
            self.set_aside()

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        if data.pop("schema") != SCHEMA or not all(isinstance(one, dict) for one in data.values()):
            raise ValueError
        return {KATAS: data.pop(KATAS), **data}

    def set_aside(self) -> None:
        """Rename the damaged file, and begin with an empty one."""
        bad = self._path.with_name(f"{self._path.name}.bad")
        self.note = f"{FILE.as_posix()} is damaged or of another version; it is now {bad.name}, and progress is reset"
        self._parts = {}
        with suppress(OSError):
            self._path.replace(bad)

    def part(self, name: str) -> dict[str, Any]:
        """Return one part as it is stored; {} if there is none."""
        return self._parts.get(name, {})

    def put(self, part: str, name: str, entry: dict[str, Any]) -> None:
        """Store one entry of a part; do nothing if the file cannot be written.

        The file is read again first: another command may have stored something since, such as a session of
        ``kata watch`` that is still open.
        """
        with suppress(*_DAMAGED):
            self._parts = self._read() or self._parts
        entries = self.part(part) | {name: entry}
        self._parts[part] = dict(sorted(entries.items()))
        data = {"schema": SCHEMA, KATAS: self.part(KATAS), **self._parts}
        with suppress(OSError):
            write_whole(self._path, f"{json.dumps(data, indent=1)}\n".encode())
