"""The screen of a game: the threads and what each would do next, values and locks, the source, the last steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...answers.game import Ahead, GameThread, Move, MoveKind, Position, ThreadStatus
from ..story.game_words import GameWords, decision, key_of
from ..story.state import moments
from ..text.line import Line, cells, clean, cut, pad, plain, wrap
from ..text.source import SourceText, excerpt

MOST_SOURCE = 9
FEWEST_STEPS = 2
NAMES = (16, 20)
"""The most columns of a thread's name, on a narrow screen and on a wide one."""
WIDE = 79
CURSOR, RUNNING = ">", "*"


@dataclass
class BoardView:
    """The things that a board shows besides the position.

    Attributes:
        title: of the program.
        target: the file under test.
        of_kata: the program is a clause of a kata.
        par: the par in words.
        ahead: what each move leads to, where that is known.
        cursor: the move that Enter makes.
        message: lines below the board: a hint, or what has been found.
        keys: the last lines.
        calls: for a generated workload, the calls of each thread.
    """

    title: str
    target: str
    of_kata: bool
    par: str = ""
    ahead: Sequence[Ahead] = ()
    cursor: Move | None = None
    message: Sequence[str] = ()
    keys: Sequence[str] = ()
    calls: Sequence[str] = field(default_factory=tuple)


def board(position: Position, view: BoardView, width: int, height: int) -> list[Line]:
    """Return the lines of the screen, at most ``height`` of them, none wider than ``width`` columns."""
    return _Board(position, view, width).lines(height)


class _Board:
    def __init__(self, position: Position, view: BoardView, width: int) -> None:
        self.position = position
        self.view = view
        self.width = width
        self.name_width = NAMES[width >= WIDE]
        self.target = SourceText(view.target, others="test" if view.of_kata else "", installed=not view.of_kata)
        self.words = GameWords(self.target, of_kata=view.of_kata)
        self.ahead = {one.move: one for one in view.ahead}
        states = moments(position.trace, position.trace.events, self.target)
        self.state = states[-1]

    def lines(self, height: int) -> list[Line]:
        head = self._head()
        threads = self._threads()
        foot = self._foot()
        room = height - len(head) - len(threads) - len(foot)
        state = self._state()[: max(room, 0)]
        room -= len(state)
        source = self._source(min(MOST_SOURCE, room - FEWEST_STEPS - 2)) if room > FEWEST_STEPS + 3 else []
        room -= len(source) + bool(source)
        steps = self._steps(room - 1) if room > FEWEST_STEPS else []
        blocks = [head + threads, state, source, steps]
        lines: list[Line] = []
        for block in blocks:
            if block and lines and len(lines) + len(block) + len(foot) < height and block is not state:
                lines.append([])
            lines += block
        lines = lines[: max(height - len(foot), 0)]
        return (lines + [[]] * (height - len(foot) - len(lines)) + foot)[:height]

    # -- the head --------------------------------------------------------------------------------------------

    def _head(self) -> list[Line]:
        position, result = self.position, self.position.result
        word = "PLAY" if result is None else str(result.verdict).replace("_", " ").upper()
        style = "bold" if result is None else "bold green" if result.passed else "bold red"
        used = f"preemptions {position.preemptions}"
        score = f"{used}  {self.view.par}" if self.view.par else used
        room = self.width - cells(word) - cells(score) - 10
        title = cut(clean(self.view.title), max(room, 8))
        rule = "─" * max(self.width - cells(word) - cells(title) - cells(score) - 8, 1)
        line: Line = [("── ", "dim"), (word, style), (f"  {title} ", ""), (rule, "dim"), (f" {score}", "bold")]
        if cells(plain(line)) > self.width:
            return [[(cut(f"{word}  {title}", self.width), style)], [(cut(score, self.width), "bold")]]
        return [line]

    # -- the threads -----------------------------------------------------------------------------------------

    def _threads(self) -> list[Line]:
        position = self.position
        names = [self.words.name(thread.name) for thread in position.threads]
        size = min(max(map(cells, names), default=0), self.name_width)
        if position.decides:
            return self._decisions()
        moves = {move.number: move for move in position.moves if move.kind is not MoveKind.FAULT}
        return [
            self._thread(thread, cut(name, size), size, moves.get(thread.number))
            for thread, name in zip(position.threads, names, strict=True)
        ]

    def _thread(self, thread: GameThread, name: str, size: int, move: Move | None) -> Line:
        marked = move is not None and move == self.view.cursor
        key = key_of(move) if move is not None else " "
        runs = RUNNING if thread.status is ThreadStatus.RUNS else " "
        where = self.words.where(thread)
        cost = "+1 " if move is not None and move.preempts else "   "
        left = f"{CURSOR if marked else ' '}{key}{runs} {pad(name, size)}  "
        room = self.width - cells(left) - cells(where) - cells(cost) - 1
        known = self.ahead.get(move) if move is not None else None
        words = _cut_before_then(self.words.doing(thread, move, known), max(room, 1))
        style = "bold" if marked else "" if move is not None else "dim"
        gap = " " * max(self.width - cells(left) - cells(words) - cells(where) - cells(cost), 1)
        return [(left, style), (words, style), (gap, ""), (cost, "yellow"), (where, "dim")]

    def _decisions(self) -> list[Line]:
        """Return the outcomes of a step that has begun, one of which must be chosen."""
        running = self.position.trace.events[-1] if self.position.trace.events else None
        lines: list[Line] = []
        if running is not None:
            lines.append([(cut(f" {clean(running.thread)} {self.words.step(running)}: choose", self.width), "")])
        for move in self.position.moves:
            marked = move == self.view.cursor
            text = f"{CURSOR if marked else ' '}{key_of(move)}  {decision(move)}"
            lines.append([(cut(text, self.width), "bold" if marked else "")])
        return lines

    # -- values and locks ------------------------------------------------------------------------------------

    def _state(self) -> list[Line]:
        events = self.position.trace.events
        values = [f"{name} {text}" for name, text in self.words.values(self.state, events)]
        locks = [f"{name} {text}" for name, text in self.words.locks(self.state, events)]
        lines: list[Line] = []
        for title, texts in (("values", values), ("locks ", locks)):
            if texts:
                first, *rest = wrap(", ".join(texts), self.width - 9, 2)
                lines += [[(f" {title}  ", "dim"), (first, "")], *([[(" " * 9 + line, "")] for line in rest])]
        return lines

    # -- the source ------------------------------------------------------------------------------------------

    def _source(self, most: int) -> list[Line]:
        """Return the lines of the file under test at which threads are."""
        at: dict[int, list[str]] = {}
        shown = self._file()
        for thread in self.position.threads:
            if thread.place is not None and shown.holds(thread.place) and thread.status is not ThreadStatus.ENDED:
                at.setdefault(thread.place.line, []).append(clean(thread.name))
        result = self.position.result
        if not at and result is not None and result.line is not None and not result.passed:
            at[result.line] = []
        marks = {line: ", ".join(names) for line, names in at.items()}
        return excerpt(shown, marks, self.width, most=most, point=False) if marks else []

    def _file(self) -> SourceText:
        """Return the file under test, or the one in which all threads are that can be chosen."""
        numbers = {move.number for move in self.position.moves}
        places = [one.place for one in self.position.threads if one.number in numbers and one.place is not None]
        if self.view.of_kata or not places or any(map(self.target.holds, places)):
            return self.target
        return self.words.source(places[0]) or self.target

    # -- the steps -------------------------------------------------------------------------------------------

    def _steps(self, most: int) -> list[Line]:
        """Return the last steps, and a line before each preemption."""
        lines: list[Line] = []
        for event in self.position.trace.events:
            words = self.words.step(event)
            if not words:
                continue
            name = cut(clean(event.thread), self.name_width)
            where = self.words.line(event.place)
            left = f" {'!' if event.preemption else ' '}{event.step or '':>4}  {pad(name, self.name_width)}"
            text = cut(f"{left}  {words}", self.width - cells(where) - 2)
            lines.append([(text, ""), (" " * (self.width - cells(text) - cells(where)), ""), (where, "dim")])
        left_out = len(lines) - most
        if left_out > 0:
            heading = f" steps ({left_out} before these; ! follows a preemption)"
        else:
            heading = " steps (! follows a preemption)"
        return [[(cut(heading, self.width), "dim")], *lines[-most:]] if lines and most > 0 else []

    # -- the foot --------------------------------------------------------------------------------------------

    def _foot(self) -> list[Line]:
        lines: list[Line] = []
        for text in self.view.message:
            lines += [[(f" {line}", "bold")] for line in wrap(text, self.width - 2)]
        keys: list[Line] = [[(cut(line, self.width), "dim")] for line in self.view.keys]
        return [*lines, *keys]


def _cut_before_then(text: str, width: int) -> str:
    """Return a text that is cut in its first part, if it is too long: how a move ends is what one looks for."""
    first, then, last = text.partition(", then ")
    room = width - cells(then + last)
    return f"{cut(first, room)}{then}{last}" if cells(text) > width and then and room > 8 else cut(text, width)


def game_title(program: str, clause: str | None) -> str:
    """Return the title of a game: the kata with its clause in words, or FILE::FUNCTION without the folder."""
    from ..text.phrases import clause_title

    file, separator, function = program.partition("::")
    named = f"{Path(file).name}::{function}" if separator else program
    return f"{named} · {clause_title(clause)}" if clause else named
