"""The screen of a game: the threads and what each would do next, values and locks, the source, the last steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from ... import trace as kinds
from ...answers.game import Ahead, GameThread, Move, MoveKind, Position, ThreadStatus
from ...trace import Event
from ..story.model import MAIN
from ..story.state import Moment, moments
from ..story.words import blocked, in_words
from ..text.line import Line, cells, clean, cut, pad, plain, wrap
from ..text.phrases import listed
from ..text.source import SourceText, excerpt, sources

MOST_SOURCE = 9
FEWEST_STEPS = 2
NAMES = (16, 20)
"""The most columns of a thread's name, on a narrow screen and on a wide one."""
WIDE = 79
CURSOR, RUNNING = ">", "*"
OFTEN_LEFT_OUT = (kinds.READ, kinds.WRITE)


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


def key_of(move: Move) -> str:
    """Return the key that makes a move: the number of the thread or of the input; ``x`` for a fault."""
    return "x" if move.kind is MoveKind.FAULT else str(move.number)


class _Board:
    def __init__(self, position: Position, view: BoardView, width: int) -> None:
        self.position = position
        self.view = view
        self.width = width
        self.name_width = NAMES[width >= WIDE]
        self.target = SourceText(view.target, others="test" if view.of_kata else "", installed=not view.of_kata)
        self.source = sources(self.target, of_kata=view.of_kata)
        self.ahead = {one.move: one for one in view.ahead}
        states = moments(position.trace, position.trace.events, self.target)
        self.state = states[-1]
        self.several = next((at for at, event in enumerate(position.trace.events) if event.kind == kinds.START), 0)

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
        names = [self._name(thread) for thread in position.threads]
        size = min(max(map(cells, names), default=0), self.name_width)
        if position.decides:
            return self._decisions()
        moves = {move.number: move for move in position.moves if move.kind is not MoveKind.FAULT}
        return [
            self._thread(thread, cut(name, size), size, moves.get(thread.number))
            for thread, name in zip(position.threads, names, strict=True)
        ]

    def _name(self, thread: GameThread) -> str:
        return "main (the test)" if thread.name == MAIN and self.view.of_kata else clean(thread.name)

    def _thread(self, thread: GameThread, name: str, size: int, move: Move | None) -> Line:
        marked = move is not None and move == self.view.cursor
        key = key_of(move) if move is not None else " "
        runs = RUNNING if thread.status is ThreadStatus.RUNS else " "
        where = self._where(thread)
        cost = "+1 " if move is not None and move.preempts else "   "
        left = f"{CURSOR if marked else ' '}{key}{runs} {pad(name, size)}  "
        room = self.width - cells(left) - cells(where) - cells(cost) - 1
        words = _cut_before_then(self._doing(thread, move), max(room, 1))
        style = "bold" if marked else "" if move is not None else "dim"
        gap = " " * max(self.width - cells(left) - cells(words) - cells(where) - cells(cost), 1)
        return [(left, style), (words, style), (gap, ""), (cost, "yellow"), (where, "dim")]

    def _where(self, thread: GameThread) -> str:
        place = thread.place
        if place is None or thread.status is ThreadStatus.ENDED:
            return ""
        label = self.target.label(place)
        return f"{label} {place.line}" if label else f"line {place.line}"

    def _doing(self, thread: GameThread, move: Move | None) -> str:
        if thread.status is ThreadStatus.ENDED:
            return "has ended"
        if thread.status is ThreadStatus.FAILED:
            return "has failed"
        if move is not None and move.kind is MoveKind.TIMEOUT:
            return f"{self._waiting(thread)}; {key_of(move)}: times out"
        if thread.status is ThreadStatus.WAITS:
            return self._waiting(thread)
        known = self.ahead.get(move) if move is not None else None
        return self._outcome(thread, known) if known is not None else self._pending(thread)

    def _waiting(self, thread: GameThread) -> str:
        words = blocked(thread.kind, clean(thread.label)) if thread.label else "waits"
        return words + self._held(thread)

    def _pending(self, thread: GameThread) -> str:
        event = Event(0, thread.name, thread.kind, thread.label, place=thread.place)
        return in_words(event, self.source(thread.place)) or "goes on"

    def _outcome(self, thread: GameThread, known: Ahead) -> str:
        """Return what a thread does up to the next choice, and how that ends for it."""
        # up to the step of another thread, which may come first where this one has to wait
        own = list(takewhile(lambda event: event.thread == thread.name, known.events))
        said = [words for words in map(self._words, own) if words]
        words = said[0] if said else self._pending(thread)
        last = own[-1] if own else None
        if last is None or len(said) < 2:
            return words
        if last.kind == kinds.FAIL:
            return f"{words}, then fails"
        if last.kind == kinds.WAIT:
            return f"{words}, then {said[-1]}{self._held(known.thread)}"
        more = f" after {len(own)} steps" if len(own) > 2 else ""
        return f"{words}, then ends{more}" if last.kind == kinds.END else words

    @staticmethod
    def _held(after: GameThread | None) -> str:
        """Return in brackets which threads hold what a thread waits for after its move."""
        if after is None or after.status is not ThreadStatus.WAITS:
            return ""
        others = [clean(name) for name in after.holders if name != after.label]
        return f" ({listed(others)} hold{'s' * (len(others) == 1)} it)" if others else ""

    def _decisions(self) -> list[Line]:
        """Return the outcomes of a step that has begun, one of which must be chosen."""
        running = self.position.trace.events[-1] if self.position.trace.events else None
        lines: list[Line] = []
        if running is not None:
            lines.append([(cut(f" {clean(running.thread)} {self._words(running)}: choose", self.width), "")])
        for move in self.position.moves:
            marked = move == self.view.cursor
            text = f"{CURSOR if marked else ' '}{key_of(move)}  {_decision(move)}"
            lines.append([(cut(text, self.width), "bold" if marked else "")])
        return lines

    # -- values and locks ------------------------------------------------------------------------------------

    def _state(self) -> list[Line]:
        changed = {
            event.label
            for event in self.position.trace.events[self.several :]
            if event.kind in OFTEN_LEFT_OUT and self._counts(event)
        }
        values = [
            f"{name} {value.text}"
            for name, value in self.state.values.items()
            if name in changed and value.text and "<" not in value.text[1:]
        ]
        lines: list[Line] = []
        for title, texts in (("values", values), ("locks ", self._locks(self.state))):
            if texts:
                first, *rest = wrap(", ".join(texts), self.width - 9, 2)
                lines += [[(f" {title}  ", "dim"), (first, "")], *([[(" " * 9 + line, "")] for line in rest])]
        return lines

    def _locks(self, state: Moment) -> list[str]:
        named = [event.label for event in self.position.trace.events if event.kind in (kinds.ACQUIRE, kinds.RELEASE)]
        held = {clean(label): listed([clean(one) for one in names]) for label, names in state.holders.items()}
        names = list(dict.fromkeys([*(clean(name) for name in named), *held]))
        unknown = {clean(name) for name in state.unknown}
        shown = [name for name in names if name and name not in unknown]
        return [f"{name} {'held by ' + held[name] if name in held else 'free'}" for name in shown]

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
        return self.source(places[0]) or self.target

    # -- the steps -------------------------------------------------------------------------------------------

    def _steps(self, most: int) -> list[Line]:
        """Return the last steps, and a line before each preemption."""
        lines: list[Line] = []
        for event in self.position.trace.events:
            words = self._words(event)
            if not words or not self._counts(event):
                continue
            name = cut(clean(event.thread), self.name_width)
            place = event.place
            where = "" if place is None else f"{self.target.label(place)} line {place.line}".strip()
            left = f" {'!' if event.preemption else ' '}{event.step or '':>4}  {pad(name, self.name_width)}"
            text = cut(f"{left}  {words}", self.width - cells(where) - 2)
            lines.append([(text, ""), (" " * (self.width - cells(text) - cells(where)), ""), (where, "dim")])
        left_out = len(lines) - most
        if left_out > 0:
            heading = f" steps ({left_out} before these; ! follows a preemption)"
        else:
            heading = " steps (! follows a preemption)"
        return [[(cut(heading, self.width), "dim")], *lines[-most:]] if lines and most > 0 else []

    def _counts(self, event: Event) -> bool:
        """True unless it is an access of a fixture, such as to the result of a thread that a clause has started."""
        return event.place is not None or event.kind not in OFTEN_LEFT_OUT or not self.view.of_kata

    def _words(self, event: Event) -> str:
        return in_words(event, self.source(event.place)) if self._counts(event) else ""

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


def _decision(move: Move) -> str:
    name = clean(move.thread)
    match move.kind:
        case MoveKind.WAKE:
            return f"{name} wakes"
        case MoveKind.ENOUGH:
            return "no further thread wakes"
        case MoveKind.FAULT:
            return "the callback raises an exception"
        case MoveKind.INPUT:
            return f"the input is {name}"
    return "the callback returns" if move.plain else name


def game_title(program: str, clause: str | None) -> str:
    """Return the title of a game: the kata with its clause in words, or FILE::FUNCTION without the folder."""
    from ..text.phrases import clause_title

    file, separator, function = program.partition("::")
    named = f"{Path(file).name}::{function}" if separator else program
    return f"{named} · {clause_title(clause)}" if clause else named
