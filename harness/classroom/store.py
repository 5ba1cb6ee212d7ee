"""The store of a grading: what was judged is kept, one file for each, so that nothing is judged twice.

``DIR/judged/KATA/SOURCE.json`` is written in one go, so that a process that is killed leaves no half of it. It has the
key of all that the verdicts depend on: with other settings, another contract, version or Python it is judged again.
Stores are merged by reading several of them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..answers.grades import JudgedFile
from ..common.python import python_name
from ..common.records import MisfitError, decode, encode
from ..common.whole_file import write_whole
from ..errors import UsageError
from .output_names import JUDGED

SCHEMA = "kata-judged-file/1"


class JudgedStore:
    """The judged files of one grading.

    Args:
        folder: the output folder, in which new ones are written.
        others: output folders of other shares, which are only read.
        fresh: nothing that was judged before is used.
        keep: what is judged now is written.
    """

    def __init__(self, folder: Path, others: Sequence[Path] = (), *, fresh: bool = False, keep: bool = True) -> None:
        self._folder = folder
        self._fresh = fresh
        self._keep = keep
        self._others = others
        self.damaged: list[Path] = []
        """Files that could not be read; what is in them is judged again."""
        self.other_pythons: Counter[tuple[Path, str]] = Counter()
        """By output folder and Python, the number of files that were asked for and judged by another Python only."""

    def get(self, kata: str, source: str, key: str) -> JudgedFile | None:
        """Return what was judged under a key; None if nothing was.

        Args:
            kata: the kata.
            source: SHA-256 of the file.
            key: of everything that the verdicts depend on.
        """
        others = []
        for folder in (self._folder, *self._others) if not self._fresh else ():
            path = _path(folder, kata, source)
            try:
                data = json.loads(path.read_text(encoding="utf-8"))
                python, own = str(data.pop("python", "")), python_name()
                if data.pop("schema") == SCHEMA and data.pop("key") == key:
                    return decode(JudgedFile, data)
                if python and python != own:
                    others.append((folder, python))
            except FileNotFoundError:
                continue
            except (OSError, ValueError, KeyError, AttributeError, TypeError, MisfitError):
                self.damaged.append(path)
        self.other_pythons.update(others)
        return None

    def put(self, judged: JudgedFile, key: str) -> None:
        """Keep what was judged, if this store keeps anything.

        Raises:
            UsageError: it cannot be written.
        """
        if not self._keep:
            return
        path = _path(self._folder, judged.kata, judged.source)
        data = {"schema": SCHEMA, "key": key, "python": python_name(), **encode(judged)}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        write_text(path, text + "\n")


def _path(folder: Path, kata: str, source: str) -> Path:
    return folder / JUDGED / kata / f"{source[:32]}.json"


def write_text(path: Path, text: str) -> None:
    """Write a file, all of it or nothing.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        # names of students and of files may have what UTF-8 cannot encode
        write_whole(path, text.encode("utf-8", "backslashreplace"), durable=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
