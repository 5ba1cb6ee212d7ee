"""The game: a position, the moves made so far, and those that were taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..answers.game import Ahead, GameAnswer, GameRequest, Move, Position
from ..trace import Choice

Ask = Callable[[GameRequest], GameAnswer]
"""Asks the worker that runs the program."""
Key = tuple[tuple[Choice, ...], int]
"""A position: all choices, and the number of steps since that only one thread could take."""
MOST_MOVES = 2_000
"""The most moves of a game: a thread that polls has no last one."""


@dataclass
class Game:
    """One game over a program.

    Args:
        ask: runs the program up to a choice.
        position: the present one.

    Attributes:
        tail: the positions after the present one to which ``redo`` goes, in order.
        played: the positions of which the player has seen the end of the execution, by their choices.
    """

    ask: Ask
    position: Position
    tail: list[Key] = field(default_factory=list)
    played: dict[tuple[Choice, ...], Position] = field(default_factory=dict)
    _before: list[Key] = field(default_factory=list)
    """The positions before the present one, to which ``undo`` goes, the last one at the end."""
    _known: dict[Key, Position] = field(default_factory=dict)
    _ahead: dict[Key, tuple[Ahead, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = [(self.choices[:length], 0) for length in range(len(self.choices))]
        self._arrive(self.position)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices so far."""
        return self.position.choices

    @property
    def key(self) -> Key:
        """The present position."""
        return self.position.choices, self.position.forced

    def ahead(self) -> tuple[Ahead, ...]:
        """Return what each move of the present position leads to."""
        if not self.position.moves:
            return ()
        found = self._ahead.get(self.key)
        if found is None:
            found = self._ahead[self.key] = self.ask(GameRequest(*self.key, ahead=True)).ahead
        return found

    def make(self, move: Move) -> None:
        """Make a move: the thread takes one step."""
        choices, forced = self.key
        self._advance(GameRequest(choices, forced + 1) if move.forced else GameRequest((*choices, move.choice), 1))

    def undo(self) -> bool:
        """Take the last move back; False if there is none."""
        if not self._before:
            return False
        if not self.position.fair:
            self.tail.insert(0, self.key)
        self._go(self._before.pop())
        return True

    def redo(self) -> bool:
        """Make the move again that was taken back last; False if there is none."""
        if not self.tail:
            return False
        self._before.append(self.key)
        self._go(self.tail.pop(0))
        return True

    def to_start(self) -> None:
        """Take all moves back."""
        keys = [*self._before, *([] if self.position.fair else [self.key])]
        if keys:
            self._before, self.tail = [], [*keys[1:], *self.tail]
            self._go(keys[0])

    def go_on(self) -> None:
        """Let the running thread continue until another one must be chosen, or the execution ends."""
        if self.position.moves:
            self._advance(GameRequest(self.choices, go_on=not self.position.forced))

    def finish(self) -> None:
        """Run the rest of the execution without a further preemption."""
        self._advance(GameRequest(self.choices, finish=True))

    def take_turns(self) -> None:
        """Run the rest of the execution with all threads taking turns, to its end or to the step bound."""
        self._advance(GameRequest(self.choices, turns=True))

    def _advance(self, request: GameRequest) -> None:
        """Go to a position after the present one; what was taken back is forgotten, unless it comes next."""
        if len(self._before) >= MOST_MOVES:
            return
        self._before.append(self.key)
        self._arrive(self._asked(request))
        self.tail = self.tail[1:] if self.tail[:1] == [self.key] else []

    def _go(self, key: Key) -> None:
        known = self._known.get(key)
        self._arrive(known if known is not None else self._asked(GameRequest(*key)))

    def _asked(self, request: GameRequest) -> Position:
        position = self.ask(request).position
        assert position is not None
        return position

    def _arrive(self, position: Position) -> None:
        self.position = position
        if not position.fair:
            self._known[self.key] = position
        if position.over:
            self.played[position.choices] = position
