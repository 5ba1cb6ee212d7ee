"""A line of a report: pieces of text with a style, measured in terminal cells."""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

Line = list[tuple[str, str]]
"""Pieces of (text, style); a style is a word of rich's ("bold red") or ""."""

ELLIPSIS = "…"
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that a terminal acts upon, or shows nothing for."""


def clean(text: str) -> str:
    """Text of a learner made harmless: control and direction-changing characters are spelled out."""
    return "".join(_spelled(char) if category(char) in UNSEEN else char for char in text)


def _spelled(char: str) -> str:
    return (
        char.encode("unicode_escape").decode("ascii")
        if ord(char) < 0xD800 or ord(char) > 0xDFFF
        else f"\\u{ord(char):04x}"
    )


def cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, width: int) -> str:
    """The text, ending in an ellipsis if it takes more than ``width`` columns."""
    if cells(text) <= width:
        return text
    kept, used = "", 0
    for char in text:
        used += cells(char)
        if used > width - 1:
            break
        kept += char
    return kept.rstrip() + ELLIPSIS if width > 0 else ""


def pad(text: str, width: int) -> str:
    """The text, filled up with spaces to ``width`` columns."""
    return text + " " * (width - cells(text))


def wrap(text: str, width: int, most: int = 99) -> list[str]:
    """The text on lines of at most ``width`` columns, broken at spaces; the last of ``most`` is cut."""
    lines: list[str] = []
    rest = text.split()
    while rest:
        line = rest.pop(0)
        while rest and cells(line) + 1 + cells(rest[0]) <= width:
            line += " " + rest.pop(0)
        if len(lines) + 1 == most and rest:
            return [*lines, cut(" ".join([line, *rest]), width)]
        while cells(line) > width:  # a word longer than a line
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
        lines.append(line)
    return lines[:most]


def _head(text: str, width: int) -> str:
    used = 0
    for index, char in enumerate(text):
        used += cells(char)
        if used > width:
            return text[: max(index, 1)]
    return text


def plain(line: Line) -> str:
    """The text of a line, without styles."""
    return "".join(text for text, _ in line)
