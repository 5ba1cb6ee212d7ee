"""The mends of wrong solutions: a text file for each kata, ``tests/mends/KATA.diff``.

``== NAME`` begins the mend of a wrong solution, and ``@@`` another place of it. As in a diff, lines to remove begin
with ``-``, lines to add with ``+``, and lines that only say where with a blank. A place needs no line numbers: its old
lines occur once in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

HEAD, PLACE = "== ", "@@"


@dataclass(frozen=True)
class MendHunk:
    """One place of a mend.

    Attributes:
        old: the lines as they are in the wrong solution.
        new: the lines instead of them.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]


@cache
def read_mends(file: Path) -> dict[str, tuple[MendHunk, ...]]:
    """Return the mends of a file by the name of the wrong solution; no mends if there is no file.

    Raises:
        ValueError: a line is none of a mend.
    """
    if not file.is_file():
        return {}
    found: dict[str, list[list[str]]] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith(HEAD):
            hunks = found.setdefault(line.removeprefix(HEAD).strip(), [[]])
        elif line == PLACE:
            hunks.append([])
        elif line[:1] in ("-", "+", " ") and found:
            hunks[-1].append(line)
        elif line:
            raise ValueError(f"{file.name} line {number} is no line of a mend: {line}")
    return {name: tuple(map(_hunk, hunks)) for name, hunks in found.items()}


def _hunk(lines: list[str]) -> MendHunk:
    old = tuple(line[1:] for line in lines if line[0] != "+")
    return MendHunk(old, tuple(line[1:] for line in lines if line[0] != "-"))


def applied(text: str, hunks: tuple[MendHunk, ...]) -> str:
    """Return a text with the places of a mend changed.

    Raises:
        ValueError: the old lines of a place do not occur exactly once.
    """
    lines = text.splitlines()
    for hunk in hunks:
        size = len(hunk.old)
        places = [at for at in range(len(lines) - size + 1) if tuple(lines[at : at + size]) == hunk.old]
        if len(places) != 1 or not size:
            raise ValueError(f"these lines occur {len(places)} times, not once:\n" + "\n".join(hunk.old))
        lines[places[0] : places[0] + size] = hunk.new
    return "\n".join(lines) + "\n"
