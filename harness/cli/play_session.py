"""A session of ``kata play``: the board on a screen of its own, and what each key does."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue

from ..answers.game import Move, Position, playable
from ..play.game import Game
from ..play.hints import held_thread, next_move
from ..play.par import ParSearch
from ..report.sentences import game as sentences
from ..report.story.game_words import key_of
from ..report.story.protection import protected
from ..report.story.words import in_words
from ..report.terminal.failure import Commands, as_text, failure_lines
from ..report.terminal.game_board import BoardView, board
from ..report.text.line import Line, cut, packed, wrap
from ..report.text.source import SourceText
from ..result import Result
from ..trace import Trace
from ..verdict import Verdict
from .course_list import key_lines
from .full_screen import FullScreen
from .keyboard import END, RESUMED, Keyboard
from .page import RECORDING, recorded_again, write_page

WAKE_UP = 0.1
"""Seconds after which the session looks whether the par is known, or the terminal has another size."""
UP, DOWN = frozenset({"KEY_UP", "k", "KEY_BTAB"}), frozenset({"KEY_DOWN", "j", "KEY_TAB"})
UNDO, REDO = frozenset({"u", "KEY_LEFT", "KEY_BACKSPACE", "KEY_DELETE"}), frozenset({"r", "KEY_RIGHT"})
ENTER, START, QUIT = frozenset({"KEY_ENTER", " "}), frozenset({"s", "KEY_HOME"}), frozenset({"q", "KEY_ESCAPE"})
KEYS = (
    "0-9 thread goes on",
    "Enter marked one",
    "u undo",
    "r redo",
    "c go on",
    "f finish",
    "h hint",
    "? keys",
    "q quit",
)
FAILED_KEYS = ("u undo", "s start", "m the whole report", "o page", "? keys", "q quit")
PASSED_KEYS = ("u undo", "s start", "h hint", "? keys", "q quit")
BACK_KEYS = "any key: back to the game, where q quits"
KEY_GAP = 3
HELP = (
    (
        "0-9",
        "the thread with this number goes on, up to the next point at which you have a choice; 0 is the main thread",
    ),
    ("Enter", "the same for the thread marked with >; the arrow keys move the mark"),
    ("x", "where a callback is called: it raises an exception"),
    ("u", "take the last move back; also the left arrow"),
    ("r", "make it again; also the right arrow"),
    ("s", "take all moves back"),
    ("c", "let the same thread go on until another one must be chosen"),
    ("f", "go on to the end without a preemption"),
    ("t", "go on to the end with all threads taking turns, for what may have no end"),
    ("h", "a hint; again, and it says more"),
    ("m o", "at the end: the whole report of the failure; its page"),
    ("q", "leave the game, as do Escape and Ctrl-D; the token of the schedule is printed"),
)
ABOUT = (
    "You are the scheduler: at each point you choose which thread takes its next step. Break the program with as few "
    "preemptions as possible. A preemption (+1) stops a thread that could go on; * marks the thread that has been "
    "running. Par is the fewest that are enough."
)


GOAL = (
    "You are the scheduler. Break the program with as few preemptions (+1) as you can; par is the fewest that will do. "
    "? explains the keys."
)
"""Shown until the first key."""


class PlaySession:
    """One game on a terminal.

    Args:
        game: the game.
        par: the search for the par.
        view: title and file of the program.
        color: the terminal shows colours.
    """

    def __init__(self, game: Game, par: ParSearch, view: BoardView, *, color: bool) -> None:
        self.game = game
        self._par = par
        self._view = view
        self._color = color
        self._screen = FullScreen()
        self._events: SimpleQueue[str] = SimpleQueue()
        self._message: list[str] = [GOAL] if not game.position.over else []
        self._hints = 0
        self._help = False
        self._report: int | None = None
        """The first line of the whole report on the screen; None while the board is shown."""
        self._chosen: Move | None = None
        self._ahead = False
        """What each move of the present position leads to is shown."""
        self._begin_position()

    def run(self) -> None:
        """Play until the player quits."""
        try:
            keyboard = Keyboard(self._events.put, self._screen.leave)
            keyboard.forget()
            with keyboard:
                self.draw()
                while self._handle(self._next()):
                    self.draw()
        finally:
            self._screen.leave()

    def _next(self) -> str:
        known = (self._par.final, self._par.result is not None)
        while True:
            try:
                return self._events.get(timeout=WAKE_UP if self._ahead else 0.001)
            except Empty:
                if not self._ahead:
                    self._look_ahead()
                    self.draw()
                now = (self._par.final, self._par.result is not None)
                if now != known or self._screen.resized:
                    known = now
                    self.draw()

    def _handle(self, key: str) -> bool:
        return key == RESUMED or (key != END and self.press(key))

    # -- keys ------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Handle a key; return whether the game continues."""
        key = key.lower() if len(key) == 1 else key  # Caps Lock
        if self._help:
            self._help = False
        elif self._report is not None:
            self._scroll(key)
        elif key in QUIT:
            return False
        elif key == "?":
            self._help = True
        elif key == "h":
            self._hint()
        elif key == "m" and self._failed():
            self._report = 0
        elif key == "o" and self._failed():
            self._message = [f"{RECORDING.capitalize()}."]
            self.draw()
            self._message = [self._page()]
        elif key in UP or key in DOWN:
            self._move_cursor(1 if key in DOWN else -1)
        else:
            self._play(key)
        return True

    def _play(self, key: str) -> None:
        game, before = self.game, self.game.position
        moves = {key_of(move): move for move in game.position.moves}
        acts: dict[str, Callable[[], object]] = {"c": game.go_on, "f": game.finish, "t": game.take_turns}
        if key in UNDO:
            said = "" if game.undo() else "This is the beginning."
        elif key in REDO:
            said = "" if game.redo() else "There is no move to make again."
        elif key in START:
            game.to_start()
            said = ""
        elif key in ENTER and self._chosen is not None:
            game.make(self._chosen)
            said = ""
        elif key in moves:
            game.make(moves[key])
            said = ""
        elif key in acts and game.position.moves:
            acts[key]()
            said = ""
        elif game.position.over:
            said = "The execution is over: u takes the last move back."
        else:
            said = f"{key} cannot go on here." if key.isdigit() else ""
        self._message = [said] if said else []
        if game.position is not before:
            self._begin_position()

    def _begin_position(self) -> None:
        """Put the cursor at the thread that continues without a preemption, and forget older hints."""
        position = self.game.position
        self._chosen = next((move for move in position.moves if move.plain), None)
        self._hints = min(self._hints, 1)
        self._ahead = not position.moves
        self._view.ahead = ()

    def _move_cursor(self, by: int) -> None:
        moves = self.game.position.moves
        if moves:
            at = moves.index(self._chosen) if self._chosen in moves else 0
            self._chosen = moves[(at + by) % len(moves)]

    def _look_ahead(self) -> None:
        self._view.ahead, self._ahead = self.game.ahead(), True

    # -- the texts -------------------------------------------------------------------------------------------

    def _failed(self) -> bool:
        result = self.game.position.result
        return result is not None and not result.passed

    def _page(self) -> str:
        """Write the page of the failure with its game, and return a sentence that says where."""
        result = self.game.position.result
        assert result is not None
        try:
            return f"The page is {write_page(result, recording=recorded_again(result))}."
        except OSError as error:
            return f"The page cannot be written: {error}"

    def _hint(self) -> None:
        par, position = self._par.result, self.game.position
        if position.over and not position.choices:
            self._message = ["There is nothing to choose in this program."]
        elif not self._par.final:
            self._message = ["The shortest failure is still being looked for; ask again in a moment."]
        elif par is None:
            self._message = ["The search for a failure has broken off, so there is no hint."]
        elif par.passed:
            self._message = ["No failure is known." if not self.game.played else self._unbeatable(par)]
        elif par.trace is None or not playable(par):
            self._message = [sentences.unplayable_sentence(par)]
        else:
            following = next_move(par.trace, position)
            if self._hints == 0 and not following.undo and not position.preemptions:
                self._hints = 1
                self._message = [_first_hint(par.trace)]
                return
            wanted = [one for one in position.moves if one.forced or one.choice == following.choice]
            move = wanted[0] if wanted else None
            self._message = [sentences.next_hint(move, following.undo, turns=following.turns)]

    def _unbeatable(self, par: Result) -> str:
        source = SourceText(self._view.target)
        end = next(reversed(self.game.played.values()))
        guarded = [(one.name, one.lock) for one in protected(end.trace, source)]
        return sentences.unbeatable_sentence(par, guarded)

    @staticmethod
    def _score(position: Position, par: Result | None) -> str:
        chosen = bool(position.choices) or position.fair
        raced = position.result is not None and position.result.verdict is Verdict.RACE
        return sentences.score_sentence(position.preemptions, par, chosen=chosen, raced=raced)

    def _said(self) -> list[str]:
        """Return the lines about the end of an execution, or the last message."""
        position, par = self.game.position, self._par.result
        if self._message or position.result is None:
            return self._message
        if self._failed():
            return [self._score(position, par if self._par.final else None)]
        said = [sentences.passed_sentence(par)]
        if par is not None and self._par.final and par.passed:
            said.append(self._unbeatable(par))
        elif par is not None and self._par.final and not playable(par):
            said.append(sentences.unplayable_sentence(par))
        return said

    # -- the screen ------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the screen."""
        self._screen.draw(self.lines)

    def lines(self, width: int, height: int) -> list[str]:
        """Return the lines of the screen."""
        if self._help:
            lines = [*wrap(ABOUT, width), "", *key_lines(HELP, width), ""]
            shown: list[Line] = [*([(line, "")] for line in lines[: height - 1]), [(cut(BACK_KEYS, width), "dim")]]
        elif self._report is not None:
            shown = self._report_lines(width, height)
        else:
            view = self._view
            view.cursor, view.message = self._chosen, self._said()
            over = PASSED_KEYS if self.game.position.over else KEYS
            view.keys = [f" {line}" for line in packed(FAILED_KEYS if self._failed() else over, width - 1, KEY_GAP)]
            view.par = sentences.par_words(self._par.result if self._par.final else None, bool(self.game.played))
            shown = self._failure(width, height) if self._failed() else board(self.game.position, view, width, height)
        return [as_text(line, color=self._color) for line in shown]

    def _failure(self, width: int, height: int) -> list[Line]:
        """Return the report of the failure in the lines that are left, and how well it was reached."""
        view, result = self._view, self.game.position.result
        assert result is not None
        foot: list[Line] = [[(line, "bold")] for text in view.message for line in wrap(text, width)]
        foot += [[(line, "dim")] for line in view.keys]
        lines = failure_lines(result, width, Commands(replay=""), height - len(foot) - 1)[: height - len(foot) - 1]
        return [*lines, *([[]] * (height - len(foot) - len(lines))), *foot]

    def _report_lines(self, width: int, height: int) -> list[Line]:
        result = self.game.position.result
        assert result is not None
        lines = failure_lines(result, width)
        last = max(len(lines) - height + 1, 0)
        self._report = min(self._report or 0, last)
        keys = f"up and down: scroll{' ' * KEY_GAP}{BACK_KEYS.replace('any', 'any other')}" if last else BACK_KEYS
        return [*lines[self._report : self._report + height - 1], [(cut(keys, width), "dim")]]

    def _scroll(self, key: str) -> None:
        steps = {"KEY_UP": -1, "KEY_DOWN": 1, "k": -1, "j": 1, "KEY_PGUP": -10, "KEY_PGDOWN": 10, " ": 10}
        self._report = max((self._report or 0) + steps[key], 0) if key in steps else None


def _first_hint(trace: Trace) -> str:
    held = held_thread(trace) if trace.preemptions else None
    if held is None:
        return sentences.free_hint(endless=trace.ending == "endless")
    words = in_words(held.last, None) if held.last is not None else ""
    return sentences.first_hint(held.last, held.first, words)
