"""The learner's source: its text, and the few lines of it that a report shows."""

from __future__ import annotations

import ast
import os.path
import re
import sysconfig
from collections.abc import Callable
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from ... import trace
from ...common.syntax_trees import walk
from ...trace import Place
from .container_operations import Operations
from .line import Line, cells, clean, cut, pad

MOST_LINES = 6
MARK = "◂"
POINTER = "▸"
"""Before the line to look at first: the one that the status, the annotations and ``--json`` name."""
INIT = "__init__.py"
_INSTALLED = tuple(os.path.realpath(sysconfig.get_path(name)) for name in ("purelib", "platlib"))
_HIDDEN = tuple(
    os.path.realpath(path)
    for path in {
        os.path.dirname(os.__file__),  # of some builds an archive beside the folder that ``sysconfig`` names
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("platstdlib"),
        str(Path(str(trace.__file__)).parent),
    }
)


class SourceText:
    """One file, read once; an unreadable or foreign file has no lines.

    Args:
        path: of the file.
        others: what lines of all other files are called; "" to call them by the name of their file.
        installed: a file of an installed package is not foreign, because it was explored inside.

    Attributes:
        path: as given.
        name: the last part of the path.
    """

    def __init__(self, path: str, *, others: str = "", installed: bool = False) -> None:
        self.path = path
        self._others = others
        self._installed = installed
        self.name = clean(Path(path).name)
        self._same: dict[str, bool] = {}

    @cached_property
    def lines(self) -> list[str]:
        """The lines, safe to print; none for files of the harness and of Python itself."""
        if not showable(self.path, installed=self._installed):
            return []
        return [clean(line.expandtabs(4)) for line in self._text.splitlines()]

    @cached_property
    def operations(self) -> Operations:
        """The operations of the lines on containers."""
        return Operations(self._text)

    @cached_property
    def _text(self) -> str:
        try:
            return Path(self.path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def body_of_with(self, line: int) -> str:
        """Return the first statement in the ``with`` statement of a line; "" if the line has none."""
        try:
            tree = ast.parse(self._text)
        except (SyntaxError, ValueError):
            return ""
        found = (node for node in walk(tree) if isinstance(node, ast.With) and node.lineno <= line)
        node = max(found, key=lambda node: node.lineno, default=None)
        if node is None or line > (node.end_lineno or line):
            return ""
        return ast.unparse(node.body[0]).splitlines()[0]

    def mentions(self, line: int, name: str | None) -> bool:
        """The line holds the name."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return name is not None and re.search(rf"\b_*{re.escape(name)}\b", text) is not None

    def imports(self, line: int) -> bool:
        """The line holds an ``import`` and nothing else."""
        return line in self._imports

    @cached_property
    def _imports(self) -> frozenset[int]:
        try:
            tree = ast.parse(self._text)
        except (SyntaxError, ValueError):
            return frozenset()
        imports, others = set[int](), set[int]()
        for node in walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                imports.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            elif isinstance(node, ast.stmt):
                others.add(node.lineno)
        return frozenset(imports - others)

    def says(self, line: int, words: str) -> bool:
        """The line holds the words."""
        return 0 < line <= len(self.lines) and words in self.lines[line - 1]

    def label(self, place: Place | None) -> str:
        """Return what precedes the number of a line that is not in this file; "" for one that is."""
        if place is None or self.holds(place):
            return ""
        path = Path(place.file)
        return self._others or clean(
            f"{path.parent.name}/{path.name}" if path.name in (INIT, Path(self.path).name) else path.name
        )

    def holds(self, place: Place | None) -> bool:
        """The place is a line of this file."""
        if place is None:
            return False
        if place.file not in self._same:
            same = place.file == self.path or os.path.realpath(place.file) == os.path.realpath(self.path)
            self._same[place.file] = same
        return self._same[place.file]


def sources(target: SourceText, *, of_kata: bool) -> Callable[[Place | None], SourceText | None]:
    """Return a function that returns the text of the file of a line; each file is read once.

    Args:
        target: the file under test.
        of_kata: it is that of a kata, whose reports show no lines of installed packages.
    """
    known: dict[str, SourceText] = {}

    def source(place: Place | None) -> SourceText | None:
        if place is None or target.holds(place):
            return target if place is not None else None
        return known.setdefault(place.file, SourceText(place.file, installed=not of_kata))

    return source


def container_of(expression: str) -> str:
    """Return the name of the container in an expression such as ``items[0].count`` or ``Buffer.items``."""
    return re.split(r"[\[.]", re.sub(r"^[A-Z]\w*(#\d+)?\.", "", expression))[0]


def showable(path: str, *, installed: bool = False) -> bool:
    """The file is neither the harness's nor Python's own, nor that of an installed package, unless those are shown."""
    real = os.path.realpath(path)
    if any(real.startswith(root + os.sep) for root in _INSTALLED):
        return installed and os.path.isfile(real)
    return os.path.isfile(real) and not any(real.startswith(root + os.sep) for root in _HIDDEN)


def excerpt(
    source: SourceText,
    marks: dict[int, str],
    width: int,
    most: int = MOST_LINES,
    name: bool = True,
    point: bool = True,
) -> list[Line]:
    """Return the marked lines with a little around them: 2 to ``most`` of them, and the file's name.

    Args:
        source: the file.
        marks: the note next to a line, by line number; the most important first.
        width: of the report.
        most: at most so many lines.
        name: begin with the file's name.
        point: put the pointer before the most important line.
    """
    first = next((line for line in marks if 0 < line <= len(source.lines)), None) if point else None
    wanted = _chosen(source.lines, [line for line in marks if 0 < line <= len(source.lines)], most)
    if not wanted:
        return []
    margin = len(str(wanted[-1]))
    notes = {line: f"{MARK} {clean(marks[line])}" for line in wanted if marks.get(line)}
    left = 4 + margin + 3
    # notes stand in a column, where that leaves room for the longest of them
    longest = max((cells(note) + 2 for note in notes.values()), default=0)
    short = (cells(source.lines[line - 1]) for line in notes)
    beside = max((one for one in short if one + longest <= width - left), default=0)
    lines: list[Line] = [[("  " + cut(source.name, width - 2), "dim")]] if name else []
    before = wanted[0] - 1
    for number in wanted:
        if number != before + 1:
            lines.append([(" " * (4 + margin) + " ⋮", "dim")])
        before = number
        text = source.lines[number - 1]
        pointer = POINTER if number == first else " "
        gutter = (f"  {pointer} {number:>{margin}}", "bold red" if number in marks else "dim")
        note = notes.get(number)
        if note is None:
            lines.append([gutter, (" │ ", "dim"), (cut(text, width - left), "bold" if number in marks else "")])
        else:
            shown = pad(cut(text, width - left), beside)
            said = [gutter, (" │ ", "dim"), (shown, "bold")]
            if cells(shown) + 2 + cells(note) <= width - left:
                lines.append([*said, ("  " + note, "red")])
            else:  # the line as it was written, and its note below
                under = " " * (4 + margin) + " │ "
                indent = min(cells(text) - cells(text.lstrip()), width - left - cells(note))
                lines += [said, [(under + " " * max(indent, 0), "dim"), (cut(note, width - left), "red")]]
    return lines


def _chosen(lines: list[str], marked: list[int], most: int) -> list[int]:
    """Return the marked lines, then the lines right before and after them, as far as there is room."""
    wanted: list[int] = []

    def cost(chosen: list[int]) -> int:
        ordered = sorted(chosen)
        return len(ordered) + sum(later != line + 1 for line, later in pairwise(ordered))

    def add(line: int) -> None:
        if 0 < line <= len(lines) and line not in wanted and cost([*wanted, line]) <= most:
            wanted.append(line)

    for line in marked:
        add(line)
    marked = list(wanted)
    for distance in (-1, 1, -2):
        for line in marked:
            near = line + distance
            joined = near - 1 in wanted or near + 1 in wanted
            if joined and 0 < near <= len(lines) and lines[near - 1].strip():
                add(near)
    return sorted(wanted)
