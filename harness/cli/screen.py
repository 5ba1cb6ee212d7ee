"""The screen of ``kata watch``, in reading order: the result, the progress, the file, the keys."""

from __future__ import annotations

import os
import shutil
from textwrap import fill
from typing import TYPE_CHECKING

import typer
from rich.cells import cell_len, set_cell_size

from ..result import Result
from ..verdict import Verdict
from .common import LINES, STANDARD, hint, wants_color, width

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata
    from ..course.learner.progress import CourseProgress

KEYS = {
    "h": "hint",
    "m": "more",
    "e": "edit",
    "p": "play",
    "o": "page",
    "n": "next",
    "b": "back",
    "l": "list",
    "?": "keys",
    "q": "quit",
}
FOOTER = 4
"""Lines of the footer, which follows each report, without those of the keys."""


class Screen:
    """The terminal: its width, and whether it supports colours and can be cleared.

    Args:
        moves: False if lines must only follow each other, whatever the terminal can do.
    """

    def __init__(self, *, moves: bool = True) -> None:
        self.color = wants_color()
        self.moves = moves and os.environ.get("TERM", "") != "dumb"
        self._open_line = False
        self._body: list[str] = []
        """The lines said since the screen was cleared, without the footer and the answers to keys."""
        self._headline: list[str] = []
        """Those of them that a reader must not lose."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return width()

    def clear(self) -> None:
        """Clear the screen; print an empty line if the terminal cannot do that."""
        self._open_line = False
        self._body, self._headline = [], []
        if self.moves:
            typer.echo("\x1b[H\x1b[2J\x1b[3J", nl=False, color=True)
        else:
            typer.echo()

    def say(self, text: str = "") -> None:
        """Print lines below the existing ones."""
        self._body += text.split("\n")
        self._print(text)

    def answer(self, text: str) -> None:
        """Print the answer to a key below the report, in place of the answer before, with as much of it as fits.

        Args:
            text: the answer; "" for the report alone.
        """
        if not self.moves:
            self._print(f"\n{text}")
            return
        body, headline = self._body, self._headline
        lines = ["", *self._broken(text)] if text else []
        room = self._room() - self._rows(lines)
        above = next((one for one in (body, headline) if self._rows(one) <= room), headline[:1])
        self.clear()
        for line in above + lines:
            self._print(line)
        self._body, self._headline = body, headline

    def fits(self, text: str) -> bool:
        """Return whether an answer fits on the screen below the headline of the report."""
        return self._rows([*self._headline, "", *self._broken(text)]) <= self._room()

    def _broken(self, text: str) -> list[str]:
        """Return the lines of a text, those that are too long broken at spaces."""
        lines: list[str] = []
        for line in text.split("\n"):
            too_long = "\x1b" not in line and cell_len(line) >= self.width
            lines += self.filled(line).split("\n") if too_long else [line]
        return lines

    def _print(self, text: str) -> None:
        self.passing("")
        typer.echo(text, color=self.color)

    def _room(self) -> int:
        """Return the lines that are left for a report, above the footer."""
        return shutil.get_terminal_size((STANDARD, LINES)).lines - FOOTER - len(self._key_lines()) - 1

    def _rows(self, lines: list[str]) -> int:
        """Return the rows of the terminal that lines take."""
        from rich.text import Text

        rows = [-(-Text.from_ansi(line).cell_len // self.width) for line in lines]
        return sum(max(one, 1) for one in rows)

    def passing(self, text: str) -> None:
        """Print a line that the next one replaces; nothing if the terminal cannot do that."""
        if not self.moves:
            return
        if self._open_line or text:
            room = self.width - 1
            shown = text if cell_len(text) <= room else set_cell_size(text, room)
            typer.echo(f"\r\x1b[K{shown}", nl=False, color=True)
        self._open_line = bool(text)

    def wrapped(self, text: str) -> None:
        """Print a paragraph."""
        self.say(self.filled(text))

    def filled(self, text: str) -> str:
        """Return a paragraph, broken into lines."""
        return fill(text, min(self.width, 80) - 1, break_on_hyphens=False)

    # -- the parts ---------------------------------------------------------------------------------------

    def intro(self, kata: Kata) -> None:
        """Introduce a kata that has not been started."""
        self._headline = [self._styled(f"{kata.name}: {kata.concept}", bold=True)]
        self.say(self._headline[0])
        self.say()
        self.wrapped(
            f"katas/{kata.stub.name} tells the story, the contract and what you may use. Write your solution there: it "
            f"is judged whenever you save. The contract's {len(kata.clauses)} clauses are in "
            f"tests/katas/{kata.contract.name}."
        )

    def report(self, kata: Kata, result: Result, clauses: dict[str, list[Result]]) -> None:
        """Show the result of the file.

        Args:
            kata: the kata.
            result: the result of its file.
            clauses: for a pass, the results of each clause.
        """
        self.passing("")
        if result.verdict is Verdict.UNFINISHED:
            self.intro(kata)
            return
        room = max(self._room() - len(self._body), 1)
        self._headline, lines = self.whole_report(kata, result, clauses, self.width, room)
        for line in self._headline + lines:
            self.say(line)

    def whole_report(
        self, kata: Kata, result: Result, clauses: dict[str, list[Result]], wide: int, room: int | None = None
    ) -> tuple[list[str], list[str]]:
        """Return the lines of a report that must be seen, and those below them.

        Args:
            kata: the kata.
            result: the result of its file.
            clauses: for a pass, the results of each clause.
            wide: columns of the report.
            room: lines of the report at most; None for all of it.
        """
        return self._passed(kata, result, clauses, wide, room) if result.passed else self._failed(result, wide, room)

    def _failed(self, result: Result, wide: int, room: int | None) -> tuple[list[str], list[str]]:
        from ..report.terminal.failure import Commands, failure, text

        commands = Commands(hint=hint(result)) if room is None else Commands()
        shown = failure(result, width=wide, commands=commands, height=room)
        lines = text(shown, width=wide, color=self.color).split("\n")
        end = lines.index("") if "" in lines else len(lines)
        return lines[:end], lines[end:]

    def _passed(
        self, kata: Kata, result: Result, clauses: dict[str, list[Result]], wide: int, room: int | None
    ) -> tuple[list[str], list[str]]:
        from ..course.comparing.source_outline import comparison
        from ..report.terminal.passing import PassExtras, passing

        name = kata.name
        commands = ((f"kata solution {name}", "shows the reference"), (f"kata compare {name}", "measures both"))
        extras = PassExtras(comparison(kata.stub, kata.solution), commands, "m names each clause")
        shown = passing(result, clauses, width=wide, height=room, extras=extras)
        return [self._styled(line, bold=True, fg="green") for line in shown.headline], shown.lines

    def footer(self, kata: Kata, katas: dict[str, Kata], progress: CourseProgress, result: Result | None) -> None:
        """Show the progress, the path of the file, and the keys."""
        states = [progress.state(one) for one in katas.values()]
        finished = sum(state.finished for state in states)
        self._print("")
        self._print(f"{kata.name}: {self._state(result, self.width - cell_len(kata.name) - 3)}")
        self._print(bar(finished, len(katas), self.width))
        line = f":{result.line}" if result is not None and result.line is not None else ""
        self._print(self._link(kata, line))
        for keys in self._key_lines():
            self._print("  ".join(f"{self._styled(key, bold=True)} {KEYS[key]}" for key in keys))

    def _state(self, result: Result | None, room: int) -> str:
        from ..report.text.line import cut
        from ..report.text.phrases import clause_of

        if result is None:
            return "not judged yet"
        if result.verdict is Verdict.UNFINISHED:
            return "not begun"
        word = result.verdict.replace("_", " ")
        if result.passed:
            return self._styled("passed, and proved" if result.exhaustive else "passed", bold=True, fg="green")
        clause = f" in {clause_of(result)}" if clause_of(result) else ""
        return self._styled(word, bold=True, fg="red") + cut(clause, max(room - cell_len(word), 1))

    def _key_lines(self) -> list[list[str]]:
        """Return the keys of each line that is needed for them."""
        lines: list[list[str]] = [[]]
        for key in KEYS:
            if cell_len("  ".join(f"{one} {KEYS[one]}" for one in [*lines[-1], key])) > self.width:
                lines.append([])
            lines[-1].append(key)
        return lines

    def _link(self, kata: Kata, line: str) -> str:
        name = f"katas/{kata.stub.name}{line}"
        if not self.color:
            return name
        # OSC 8: terminals that do not know it show the name alone
        return f"\x1b]8;;{kata.stub.resolve().as_uri()}\x1b\\{name}\x1b]8;;\x1b\\"

    def _styled(self, text: str, *, bold: bool = False, fg: str | None = None) -> str:
        return typer.style(text, bold=bold, fg=fg) if self.color else text


def bar(done: int, total: int, width: int) -> str:
    """Return a progress bar such as ``[####>----]  4 of 9 passed``."""
    label = f"  {done} of {total} passed"
    room = max(min(width - 1 - cell_len(label) - 2, 60), 10)
    full = done * room // max(total, 1)
    line = "#" * full + (">" if full < room else "") + "-" * max(room - full - 1, 0)
    return f"[{line}]{label}"
