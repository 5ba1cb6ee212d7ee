"""The failure store: the last failing schedule of each program, in text files under ``.kata/``. It is safe to delete.

Each failure is one JSON file. It includes the source text in which the failure was found, so that a message can name
the line that has changed since. A file that cannot be read, or has another version, is neither used nor changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path

from .common.records import decode, encode
from .common.whole_file import write_whole
from .token import Token, TokenError

FOLDER = ".kata"
SCHEMA = "kata-failure/2"
MOST_FILES = 3
"""Files of a program that a message names."""


@dataclass(frozen=True)
class StoredFailure:
    """A failing schedule, as it is stored.

    Attributes:
        token: replays it.
        settings: of the search, as text; with the same settings and the same source a search finds the same failure.
        found: number of the schedule that failed, from 1.
        schedules: the number of schedules tried when it was found.
        fewest: it is proved that no schedule with fewer preemptions fails the same way.
        verdict: of the failure; another release of the harness may find another one in this schedule, or none.
        sources: the text of each file of the program, by path relative to the folder of ``.kata``.
    """

    token: str
    settings: str
    found: int
    schedules: int
    fewest: bool
    verdict: str
    sources: dict[str, str]


class FailureStore:
    """The failures stored in one folder.

    Args:
        root: the folder that contains ``.kata``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._folder = self.root / FOLDER / "failures"

    @classmethod
    def find(cls) -> FailureStore:
        """Return the store of the working directory, or of the nearest folder above it that has one."""
        here = Path.cwd()
        return cls(next((folder for folder in (here, *here.parents) if (folder / FOLDER).is_dir()), here))

    def get(self, program: str, target: str) -> StoredFailure | None:
        """Return the stored failure of a program, or None."""
        return _read(self._path(program, target))

    def stored_at(self, program: str, target: str) -> float:
        """Return the time at which the failure of a program was stored; 0 if there is none."""
        with suppress(OSError):
            return self._path(program, target).stat().st_mtime
        return 0.0

    def put(self, program: str, target: str, failure: StoredFailure) -> None:
        """Store a failure in place of the last one. Where no file can be written, nothing is stored."""
        path = self._path(program, target)
        text = json.dumps({"schema": SCHEMA, "program": program, **encode(failure)}, indent=1, ensure_ascii=False)
        with suppress(OSError):
            write_whole(path, f"{text}\n".encode())

    def drop(self, program: str, target: str) -> None:
        """Delete the stored failure of a program."""
        with suppress(OSError):
            self._path(program, target).unlink(missing_ok=True)

    def texts(self, files: Sequence[str]) -> dict[str, str]:
        """Return the text of each file, by its path relative to ``root``."""
        return {self._name(file): Path(file).read_text(encoding="utf-8", errors="replace") for file in files}

    def changed(self, source: str, files: Sequence[str]) -> str:
        """Return the first line that has changed since a token was made, as ``x.py line 3``; "" if it is not known.

        Args:
            source: the hash of the token.
            files: the program's files, as they are now.
        """
        now = self.texts([file for file in files if Path(file).is_file()])
        for failure in self._all():
            if Token.parse(failure.token).source == source and failure.sources.keys() == now.keys():
                for name, before in failure.sources.items():
                    line = _first_difference(before, now[name])
                    if line:
                        return f"{Path(name).name} line {line}"
        return ""

    def _all(self) -> Iterator[StoredFailure]:
        with suppress(OSError):
            for path in sorted(self._folder.glob("*.json")):
                failure = _read(path)
                if failure is not None:
                    yield failure

    def _path(self, program: str, target: str) -> Path:
        name = f"{program}@{self._name(target)}"
        readable = re.sub(r"[^0-9A-Za-z]+", "-", f"{Path(target).stem}-{program.rpartition('/')[2]}").strip("-")[:60]
        return self._folder / f"{readable}-{hashlib.sha256(name.encode()).hexdigest()[:8]}.json"

    def _name(self, file: str) -> str:
        return Path(os.path.relpath(file, self.root)).as_posix() if Path(file).anchor == self.root.anchor else file


def _read(path: Path) -> StoredFailure | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            return None
        failure = decode(StoredFailure, {field.name: data[field.name] for field in fields(StoredFailure)})
        Token.parse(failure.token)
    except (OSError, ValueError, KeyError, TypeError, TokenError):  # ValueError: bad JSON, or no such record
        return None
    return failure


def _first_difference(before: str, now: str) -> int:
    """Return the number of the first line that differs; 0 if all are the same."""
    old, new = before.splitlines(), now.splitlines()
    for number, (one, other) in enumerate(zip(old, new, strict=False), 1):
        if one != other:
            return number
    return min(len(old), len(new)) + 1 if len(old) != len(new) else 0


def other_source(source: str, files: Sequence[str]) -> str:
    """Return the message for a token that was made for another version of these files.

    Args:
        source: the hash of the token.
        files: the program's files.
    """
    changed = FailureStore.find().changed(source, files)
    since = f"; {changed} has changed since" if changed else ""
    names = [Path(file).name for file in files[:MOST_FILES]]
    others = f" or {len(files) - MOST_FILES} others" if len(files) > MOST_FILES else ""
    return f"this schedule was recorded for another version of {' or '.join(names)}{others}{since}"
