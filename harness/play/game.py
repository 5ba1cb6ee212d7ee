"""The game: a position, the moves made so far, and those that were taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..answers.game import Ahead, GameAnswer, GameRequest, Move, Position
from ..trace import Choice

Ask = Callable[[GameRequest], GameAnswer]
"""Asks the worker that runs the program."""
MOST_CHOICES = 2_000
"""The most choices of a game: a thread that polls has no last one."""


@dataclass
class Game:
    """One game over a program.

    Args:
        ask: runs the program up to a choice.
        position: the present one.

    Attributes:
        tail: the choices after the present ones that ``redo`` makes again, in order.
        played: the positions of which the player has seen the end of the execution, by their choices.
    """

    ask: Ask
    position: Position
    tail: tuple[Choice, ...] = ()
    played: dict[tuple[Choice, ...], Position] = field(default_factory=dict)
    _known: dict[tuple[Choice, ...], Position] = field(default_factory=dict)
    _ahead: dict[tuple[Choice, ...], tuple[Ahead, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._arrive(self.position)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices so far."""
        return self.position.choices

    def ahead(self) -> tuple[Ahead, ...]:
        """Return what each move of the present position leads to."""
        if not self.position.moves:
            return ()
        found = self._ahead.get(self.choices)
        if found is None:
            found = self._ahead[self.choices] = self.ask(GameRequest(self.choices, ahead=True)).ahead
        return found

    def make(self, move: Move) -> None:
        """Make a move."""
        if len(self.choices) >= MOST_CHOICES:
            return
        self.tail = self.tail[1:] if self.tail[:1] == (move.choice,) else ()
        self._go((*self.choices, move.choice))

    def undo(self) -> bool:
        """Take the last move back; False if there is none."""
        if self.position.fair:
            self._go(self.choices)
            return True
        if not self.choices:
            return False
        self.tail = (self.choices[-1], *self.tail)
        self._go(self.choices[:-1])
        return True

    def redo(self) -> bool:
        """Make the move again that was taken back last; False if there is none."""
        if not self.tail:
            return False
        choice, self.tail = self.tail[0], self.tail[1:]
        self._go((*self.choices, choice))
        return True

    def to_start(self) -> None:
        """Take all moves back."""
        self.tail = (*self.choices, *self.tail)
        self._go(())

    def go_on(self) -> None:
        """Let the running thread continue until another one must be chosen, or the execution ends."""
        if self.position.moves and len(self.choices) < MOST_CHOICES:
            self._ask(GameRequest(self.choices, go_on=True))

    def finish(self) -> None:
        """Run the rest of the execution without a further preemption."""
        self._ask(GameRequest(self.choices, finish=True))

    def take_turns(self) -> None:
        """Run the rest of the execution with all threads taking turns, to its end or to the step bound."""
        self._ask(GameRequest(self.choices, turns=True))

    def _ask(self, request: GameRequest) -> None:
        """Go to a position that is not known before; what was taken back is forgotten."""
        self.tail = ()
        position = self.ask(request).position
        assert position is not None
        self._arrive(position)

    def _go(self, choices: tuple[Choice, ...]) -> None:
        position = self._known.get(choices)
        if position is None:
            position = self.ask(GameRequest(choices)).position
            assert position is not None
        self._arrive(position)

    def _arrive(self, position: Position) -> None:
        self.position = position
        if not position.fair:
            self._known[position.choices] = position
        if position.over:
            self.played[position.choices] = position
