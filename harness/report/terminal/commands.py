"""The commands at the end of a report, in a form that can be pasted into a shell."""

from __future__ import annotations

import re

from ...result import Result
from ..text.line import Line, break_at, cells, clean
from ..text.phrases import shown
from ..text.source import showable

LABEL = 8


def again(result: Result) -> str:
    """Return the command that finds a failure again that no schedule replays; "" if there is none.

    A function that is defined inside its test can only be explored by that test.
    """
    file, separator, function = result.name.partition("::")
    on_threads = result.engine == "stress"
    if separator:
        return "" if on_threads or "<" in function else f"kata explore {quoted(shown(file))}::{quoted(function)}"
    if not result.name or not showable(result.file):
        return ""
    path = shown(result.file)
    against = "" if path == f"katas/{result.name}.py" else f" --against {quoted(path)}"  # the default
    runs = f" --engine stress --runs {result.schedules} --seed {result.seed}" if on_threads else ""
    return f"kata check {quoted(result.name)}{against}{runs}"


def quoted(word: str) -> str:
    """Return a word as a shell reads it, with backslashes, because within quotes a broken line stays broken."""
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", word)


def typed(label: str, command: str, width: int) -> list[Line]:
    """Return a command after its label, broken only where a shell joins the lines again."""
    given = clean(command)
    if not given:
        return []
    first = f"  {label:<{LABEL}}"
    if cells(first + given) <= width:
        return [[(first, "dim"), (given, "")]]
    lines: list[str] = []
    rest = first + given
    while cells(rest) > width:
        at = _break(rest, width - 1)
        lines.append(rest[:at] + "\\")
        rest = rest[at:]
    return [[(line, "")] for line in [*lines, rest]]


def _break(text: str, width: int) -> int:
    """Return the length of the part for this line; it never ends between a backslash and its character."""
    at = break_at(text, width)
    while (len(text[:at]) - len(text[:at].rstrip("\\"))) % 2:
        at -= 1
    return at
