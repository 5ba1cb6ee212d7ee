"""A line of a report: pieces of text with a style, measured in terminal cells."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category

from rich.cells import cell_len, set_cell_size

Line = list[tuple[str, str]]
"""Pieces of (text, style); a style is a word of rich's ("bold red") or ""."""

ELLIPSIS = "…"
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories of characters that a terminal obeys, or shows nothing for."""


def clean(text: str) -> str:
    """Return a learner's text made harmless: control and direction-changing characters are spelled out."""
    return "".join(_spelled(char) if category(char) in UNSEEN else char for char in text)


def _spelled(char: str) -> str:
    return (
        char.encode("unicode_escape").decode("ascii")
        if ord(char) < 0xD800 or ord(char) > 0xDFFF
        else f"\\u{ord(char):04x}"
    )


def cells(text: str) -> int:
    """Return the number of terminal columns that the text takes."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """Return the text, ending in an ellipsis if it takes more than ``width`` columns."""
    if cells(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS if width > 0 else ""


def pad(text: str, width: int) -> str:
    """Return the text, filled up with spaces to ``width`` columns."""
    return text + " " * (width - cells(text))


def wrap(text: str, width: int, most: int = 99) -> list[str]:
    """Return the text on lines of at most ``width`` columns, broken at spaces; the last of ``most`` lines is cut."""
    lines: list[str] = []
    rest = text.split()
    while rest:
        line = rest.pop(0)
        while rest and cells(line) + 1 + cells(rest[0]) <= width:
            line += " " + rest.pop(0)
        if len(lines) + 1 == most and rest:
            return [*lines, _cut_at_a_space(line, rest, width)]
        while cells(line) > width:  # a word may be longer than a line
            at = break_at(line, width)
            lines.append(line[:at])
            line = line[at:]
        lines.append(line)
    return lines[:most]


def break_at(text: str, width: int) -> int:
    """Return the length of the part of a text for a line of ``width`` columns.

    It ends between letters only where the text has nothing else in its second half.
    """
    most = len(text)
    while cells(text[:most]) > width:
        most -= 1
    for at in range(most, most // 2, -1):
        if not (text[at - 1].isalnum() and text[at : at + 1].isalnum()):
            return at
    return max(most, 1)


def _cut_at_a_space(line: str, rest: list[str], width: int) -> str:
    """Return a line that is followed by more, with an ellipsis after its last whole word that fits."""
    words = [*line.split(" "), *rest]
    while len(words) > 1 and cells(" ".join(words)) + 2 > width:
        words.pop()
    shown = " ".join(words)
    return f"{shown} {ELLIPSIS}" if cells(shown) + 2 <= width else cut(shown + ELLIPSIS, width)


def packed(parts: Sequence[str], width: int, gap: int) -> list[str]:
    """Return parts on as few lines as possible, none of them broken unless it is wider than a line.

    Args:
        parts: such as keys with what they do.
        width: columns.
        gap: columns between two parts of a line.
    """
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{' ' * gap}{part}" if lines else part
        if lines and cells(longer) <= width:
            lines[-1] = longer
        else:
            lines += [part] if cells(part) <= width else wrap(part, width)
    return lines


def plain(line: Line) -> str:
    """Return the text of a line, without styles."""
    return "".join(text for text, _ in line)
