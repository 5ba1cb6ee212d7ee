"""The screen of ``kata watch``, in reading order: the result, the progress, the file, the keys."""

from __future__ import annotations

import os
import shutil
from textwrap import fill, wrap
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
    "r": "replay",
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

    @property
    def width(self) -> int:
        """The number of columns."""
        return width()

    def clear(self) -> None:
        """Clear the screen; print an empty line if the terminal cannot do that."""
        self._open_line = False
        if self.moves:
            typer.echo("\x1b[H\x1b[2J\x1b[3J", nl=False, color=True)
        else:
            typer.echo()

    def say(self, text: str = "") -> None:
        """Print lines below the existing ones."""
        self.passing("")
        typer.echo(text, color=self.color)

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
        self.say(fill(text, min(self.width, 80) - 1, break_on_hyphens=False))

    # -- the parts ---------------------------------------------------------------------------------------

    def intro(self, kata: Kata) -> None:
        """Introduce a kata that has not been started."""
        self.say(self._styled(f"{kata.name}: {kata.concept}", bold=True))
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
        if result.passed:
            self._passed(kata, result, clauses)
        else:
            self._failed(result)

    def _failed(self, result: Result, *, whole: bool = False) -> None:
        from ..report.terminal.failure import Commands, failure, text

        room = (
            None if whole else shutil.get_terminal_size((STANDARD, LINES)).lines - FOOTER - len(self._key_lines()) - 1
        )
        commands = Commands(hint=hint(result)) if whole else Commands()
        shown = failure(result, width=self.width, commands=commands, height=room)
        self.say(text(shown, width=self.width, color=self.color))

    def whole_report(self, result: Result) -> None:
        """Show all of the report of a failure, of which a low screen has only the lines that decide."""
        self.say()
        self._failed(result, whole=True)

    def _passed(self, kata: Kata, result: Result, clauses: dict[str, list[Result]]) -> None:
        from ..course.comparing.source_outline import comparison
        from ..report.terminal.failure import notes, summary_line
        from ..report.terminal.passing import details

        for line in wrap(summary_line(result), self.width - 1, subsequent_indent="  ", break_on_hyphens=False):
            self.say(self._styled(line, bold=True, fg="green"))
        for line in notes(result, self.width):
            self.say(line)
        for line in details(clauses, self.width):
            self.say(line)
        sentence = comparison(kata.stub, kata.solution)
        if sentence:
            self.say()
            self.wrapped(sentence)
        self.say(f"  kata solution {kata.name}    shows the reference\n  kata compare {kata.name}     measures both")

    def footer(self, kata: Kata, katas: dict[str, Kata], progress: CourseProgress, result: Result | None) -> None:
        """Show the progress, the path of the file, and the keys."""
        states = [progress.state(one) for one in katas.values()]
        finished = sum(state.finished for state in states)
        self.say()
        self.say(f"{kata.name}: {self._state(result, self.width - cell_len(kata.name) - 3)}")
        self.say(bar(finished, len(katas), self.width))
        line = f":{result.line}" if result is not None and result.line is not None else ""
        self.say(self._link(kata, line))
        for keys in self._key_lines():
            self.say("  ".join(f"{self._styled(key, bold=True)} {KEYS[key]}" for key in keys))

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
