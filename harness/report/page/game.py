"""The game on the page: a failure that the reader takes over, played against recorded schedules.

Every text is made here. The script only goes from position to position, so the data is a table of positions, and
tables of the texts, the rows and the steps that many of them share.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...answers.game import GameThread, Move, MoveKind, Recording, ThreadStatus
from ...result import Result
from ...trace import Event, Fault, Place
from ...verdict import Verdict
from ..sentences import game as sentences
from ..story.game_words import GameWords, decision, key_of
from ..story.state import Moment, moments
from ..text.line import clean
from ..text.source import SourceText
from .game_tree import GameNode, game_tree

MOST_CHARACTERS = 300_000
"""The size of a game on the page; beyond it, the last schedules are left out."""
KNOWN = "This failure"
LEFT = 0.9
"""The part of the schedules that is kept when another attempt is made to stay below that."""


@dataclass(slots=True)
class PageGame:
    """A recorded game, ready to be put into the page.

    Attributes:
        data: what the script plays.
        threads: all threads, by name; first those of the page.
        positions: the number of recorded positions.
        schedules: the number of recorded schedules.
        par: the par in words.
        places: all lines at which threads are.
    """

    data: dict[str, Any]
    threads: list[str]
    positions: int
    schedules: int
    par: str
    places: list[Place]


class _Table:
    """Values without repetition, by number."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._numbers: dict[Hashable, int] = {}

    def number(self, value: Hashable) -> int:
        """Return the number of a value."""
        if value not in self._numbers:
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return self._numbers[value]


@dataclass(slots=True)
class GameBuilder:
    """Builds the game of a page.

    Args:
        result: the failure.
        recording: the schedules around it.
        target: the file under test.
        threads: the threads of the page, by name.
    """

    result: Result
    recording: Recording
    target: SourceText
    threads: Sequence[str]
    files: dict[str, int] = field(default_factory=dict)
    """The number of each file of the page by its path."""

    def places(self) -> list[Place]:
        """Return all lines at which threads are."""
        positions = (position for run in self.recording.runs for position in run.positions)
        found = {thread.place for position in positions for thread in position.threads}
        return [place for place in found if place is not None]

    def build(self, stops: Sequence[int]) -> PageGame:
        """Return the game, with as many schedules as fit.

        Args:
            stops: for each step of the page, the number of events up to it.
        """
        runs = self.recording.runs
        while True:
            tables = _GameTables(self, game_tree(runs))
            data = tables.data(stops)
            size = len(json.dumps(data, separators=(",", ":")))
            if size <= MOST_CHARACTERS or len(runs) == 1:
                return PageGame(data, tables.threads, len(data["nodes"]), len(runs), tables.par_words, self.places())
            runs = runs[: max(1, int(len(runs) * LEFT * MOST_CHARACTERS / size))]


class _GameTables:
    """The tables of one game.

    Args:
        builder: knows the page.
        nodes: all positions.
    """

    def __init__(self, builder: GameBuilder, nodes: list[GameNode]) -> None:
        self._builder = builder
        self._nodes = nodes
        self._numbers = {id(node): number for number, node in enumerate(nodes)}
        self._words = GameWords(builder.target, of_kata=builder.result.test is not None)
        self._moments: dict[int, list[Moment]] = {}
        self._texts, self._rows, self._steps, self._facts = _Table(), _Table(), _Table(), _Table()
        self.threads = list(builder.threads)
        self.par = builder.recording.par or builder.result
        self.par_words = sentences.par_words(self.par, played=False)

    def data(self, stops: Sequence[int]) -> dict[str, Any]:
        """Return what the script plays."""
        path = self._failure()
        hints = [self._hint(node, path) for node in path]
        nodes = [self._node(node) for node in self._nodes]
        return {
            "token": self._builder.recording.token,
            "nodes": nodes,
            "texts": self._texts.values,
            "rows": self._rows.values,
            "steps": self._steps.values,
            "facts": self._facts.values,
            "used": [sentences.used_words(number) for number in range(self._most_preemptions() + 1)],
            "turns": sentences.TURNS,
            "unrecorded": sentences.NOT_RECORDED,
            "goes_on": sentences.GOES_ON,
            "threads": [self._words.name(name) for name in self.threads],
            "path": [self._numbers[id(node)] for node in path],
            "hints": hints,
            "astray": [sentences.next_hint(None, number, known=KNOWN) for number in range(1, self._deepest() + 1)],
            "stops": [self._numbers[id(self._at(path, events))] for events in stops],
        }

    # -- the failure -----------------------------------------------------------------------------------------

    def _failure(self) -> list[GameNode]:
        """Return the positions of the failure."""
        path = [self._nodes[0]]
        run = path[0].run
        while (made := run.made[len(path) - 1 : len(path)]) and made[0] in path[-1].below:
            path.append(path[-1].below[made[0]])
        return path

    @staticmethod
    def _at(path: Sequence[GameNode], events: int) -> GameNode:
        """Return the first position of the failure after some events, or else the last at which there is a choice."""
        able = [node for node in path if node.choice is not None] or path
        return next((node for node in able if node.events >= events), able[-1])

    def _hint(self, node: GameNode, path: Sequence[GameNode]) -> str:
        if node.turns:
            return sentences.next_hint(None, 0, turns=True, known=KNOWN)
        following = path[path.index(node) + 1] if node is not path[-1] else None
        moves = node.choice.moves if node.choice is not None else ()
        move = next((one for one in moves if following is not None and one.choice == following.made), None)
        return sentences.next_hint(move, 0, known=KNOWN)

    def _most_preemptions(self) -> int:
        return max(node.preemptions for node in self._nodes)

    def _deepest(self) -> int:
        depths: dict[int, int] = {}
        for node in self._nodes:
            depths[id(node)] = depths[id(node.above)] + 1 if node.above is not None else 0
        return max(depths.values())

    # -- a position ------------------------------------------------------------------------------------------

    def _node(self, node: GameNode) -> list[Any]:
        """Return a position: the one before, its steps, rows, facts, moves, preemptions and end."""
        choice = node.choice
        above = self._numbers[id(node.above)] if node.above is not None else -1
        moves = {move.number: move for move in choice.moves if move.kind is not MoveKind.FAULT} if choice else {}
        decides = choice is not None and choice.decides
        threads = choice.threads if choice is not None else self._ended(node)
        rows = [self._row(node, thread, None if decides else moves.get(thread.number)) for thread in threads]
        state = self._state(node)
        events = node.run.trace.events[: node.events]
        facts = [*self._words.values(state, events), *self._words.locks(state, events)]
        return [
            above,
            [self._step(event) for event in node.new_events() if self._words.step(event)],
            rows,
            [self._facts.number(fact) for fact in facts],
            [self._move(node, move, decides=decides) for move in choice.moves] if choice is not None else [],
            node.preemptions,
            self._end(node),
        ]

    def _ended(self, node: GameNode) -> list[GameThread]:
        """Return the threads at the end of an execution: those that wait, that have failed and that have ended."""
        trace = node.run.trace
        waiting, state = {one.thread: one for one in trace.waiting}, self._state(node)
        found = []
        for number, name in enumerate(trace.threads):
            wait = waiting.get(name)
            if wait is not None:
                holders = (*wait.holders, *wait.gone)
                found.append(GameThread(number, name, ThreadStatus.WAITS, wait.kind, wait.label, wait.place, holders))
            elif trace.failure is not None and trace.failure.thread == name:
                found.append(GameThread(number, name, ThreadStatus.FAILED, place=trace.failure.place))
            elif name in state.ended:
                found.append(GameThread(number, name, ThreadStatus.ENDED))
        return found

    def _state(self, node: GameNode) -> Moment:
        known = self._moments.get(id(node.run))
        if known is None:
            trace = node.run.trace
            known = self._moments[id(node.run)] = moments(trace, trace.events, self._builder.target)
        return known[node.events - 1] if node.events else Moment()

    def _step(self, event: Event) -> int:
        words, where = self._words.step(event), self._words.line(event.place)
        lane, at = self._lane(event.thread), self._place(event.place)
        return self._steps.number((lane, self._text(words), self._text(where), int(event.preemption), *at))

    def _row(self, node: GameNode, thread: GameThread, move: Move | None) -> int:
        known = node.ahead(move) if move is not None else None
        words, where = self._words.doing(thread, move, known), self._words.where(thread)
        place = thread.place if thread.status is not ThreadStatus.ENDED else None
        state = {ThreadStatus.RUNS: "runs", ThreadStatus.WAITS: "waits"}.get(thread.status, "rests")
        if node.choice is not None and node.choice.decides and node.last_thread() == thread.name:
            state = "runs"  # in the middle of its step
        return self._rows.number(
            (self._lane(thread.name), self._text(words), self._text(where), state, *self._place(place))
        )

    def _move(self, node: GameNode, move: Move, *, decides: bool) -> list[Any]:
        """Return a move: key, thread or what it decides, cost, target, parts of a token, and whether it is plain."""
        there = node.below.get(move.choice)
        lane = -1 if decides else self._lane(move.thread)
        said = self._text(decision(move)) if decides else -1
        target = self._numbers[id(there)] if there is not None else -1
        deviates = not move.plain or move.kind is MoveKind.INPUT  # from the schedule that a token without any names
        number = move.choice.thread if isinstance(move.choice, Fault) else move.choice
        fault = int(isinstance(move.choice, Fault))
        written = number if deviates else -1
        return [key_of(move), lane, said, int(move.preempts), target, written, fault, int(move.plain)]

    def _end(self, node: GameNode) -> list[int]:
        """Return how the execution ends here, or does if the threads take turns; nothing if it has not ended."""
        if node.turns:
            return self._failed(node, str(self._builder.result.verdict), self._builder.result.message)
        if node.choice is not None:
            return []
        if node.run.verdict is not None:
            return self._failed(node, str(node.run.verdict), node.run.message)
        return [self._text("pass"), self._text(""), self._text(sentences.passed_sentence(None))]

    def _failed(self, node: GameNode, verdict: str, message: str) -> list[int]:
        chosen = node.above is not None or node.turns
        raced = verdict == Verdict.RACE
        score = sentences.score_sentence(node.preemptions, self.par, chosen=chosen, raced=raced)
        return [self._text(verdict.replace("_", " ")), self._text(clean(" ".join(message.split()))), self._text(score)]

    # -- numbers ---------------------------------------------------------------------------------------------

    def _text(self, text: str) -> int:
        return self._texts.number(text)

    def _lane(self, thread: str) -> int:
        if thread not in self.threads:
            self.threads.append(thread)
        return self.threads.index(thread)

    def _place(self, place: Place | None) -> tuple[int, int]:
        """Return the number of the file on the page, and the line; -1 for a file that is not there."""
        file = self._builder.files.get(place.file) if place is not None else None
        return (-1, 0) if place is None or file is None else (file, place.line)
