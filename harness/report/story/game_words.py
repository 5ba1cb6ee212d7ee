"""The words of a game: what each thread does or would do at a position, the values, the locks, and each step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ... import trace as kinds
from ...answers.game import Ahead, GameThread, Move, MoveKind, ThreadStatus
from ...trace import Event, Place
from ..text.line import clean
from ..text.phrases import listed
from ..text.source import SourceText, sources
from .model import MAIN
from .state import Moment
from .words import blocked, in_words

OFTEN_LEFT_OUT = (kinds.READ, kinds.WRITE)


class GameWords:
    """Puts the positions of a game into words.

    Args:
        target: the file under test.
        of_kata: the program is a clause of a kata.

    Attributes:
        source: returns the file of a line, or None.
    """

    def __init__(self, target: SourceText, *, of_kata: bool) -> None:
        self._target = target
        self._of_kata = of_kata
        self.source = sources(target, of_kata=of_kata)

    def name(self, thread: str) -> str:
        """Return the title of a thread."""
        return "main (the test)" if thread == MAIN and self._of_kata else clean(thread)

    # -- a thread --------------------------------------------------------------------------------------------

    def where(self, thread: GameThread) -> str:
        """Return the line at which a thread is, in short; "" if it has ended."""
        place = thread.place
        if place is None or thread.status is ThreadStatus.ENDED:
            return ""
        label = self._target.label(place)
        return f"{label} {place.line}" if label else f"line {place.line}"

    def doing(self, thread: GameThread, move: Move | None, known: Ahead | None) -> str:
        """Return what a thread would do if it went on, or why it cannot.

        Args:
            thread: the thread.
            move: lets it go on; None if it cannot.
            known: the outcome of the move; None if that is not known.
        """
        if thread.status is ThreadStatus.ENDED:
            return "has ended"
        if thread.status is ThreadStatus.FAILED:
            return "has failed"
        if move is not None and move.kind is MoveKind.TIMEOUT:
            return f"{self._waiting(thread)}; {key_of(move)}: times out"
        if thread.status is ThreadStatus.WAITS:
            return self._waiting(thread)
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
        said = [words for words in map(self.step, own) if words]
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

    # -- a step ----------------------------------------------------------------------------------------------

    def step(self, event: Event) -> str:
        """Return what a step does; "" if that cannot be said, or is an access of a fixture."""
        return in_words(event, self.source(event.place)) if self._counts(event) else ""

    def _counts(self, event: Event) -> bool:
        """True unless it is an access of a fixture, such as to the result of a thread that a clause has started."""
        return event.place is not None or event.kind not in OFTEN_LEFT_OUT or not self._of_kata

    def line(self, place: Place | None) -> str:
        """Return the line of a step."""
        return "" if place is None else f"{self._target.label(place)} line {place.line}".strip()

    # -- the state -------------------------------------------------------------------------------------------

    def values(self, state: Moment, events: Sequence[Event]) -> list[tuple[str, str]]:
        """Return the variables that the program uses once it has started a thread, and their values.

        Args:
            state: after the events.
            events: all so far.
        """
        several = next((at for at, event in enumerate(events) if event.kind == kinds.START), 0)
        used = {event.label for event in events[several:] if event.kind in OFTEN_LEFT_OUT and self._counts(event)}
        return [
            (name, value.text)
            for name, value in state.values.items()
            if name in used and value.text and "<" not in value.text[1:]
        ]

    @staticmethod
    def locks(state: Moment, events: Sequence[Event]) -> list[tuple[str, str]]:
        """Return the locks that have been used, and which thread holds each.

        Args:
            state: after the events.
            events: all so far.
        """
        named = [event.label for event in events if event.kind in (kinds.ACQUIRE, kinds.RELEASE)]
        held = {clean(label): listed([clean(one) for one in names]) for label, names in state.holders.items()}
        names = dict.fromkeys([*(clean(name) for name in named), *held])
        unknown = {clean(name) for name in state.unknown}
        shown = [name for name in names if name and name not in unknown]
        return [(name, f"held by {held[name]}" if name in held else "free") for name in shown]


def key_of(move: Move) -> str:
    """Return the key that makes a move: the number of the thread or of the input; ``x`` for a fault."""
    return "x" if move.kind is MoveKind.FAULT else str(move.number)


def decision(move: Move) -> str:
    """Return an outcome of a step that has begun, which is chosen."""
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
