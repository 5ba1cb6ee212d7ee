"""A session of ``kata watch``: judges the learner's file after each save, and answers keys.

Keys, saves and results come from threads of their own into one queue. The main thread alone writes to the terminal, and
handles the events one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue

from ..course.comparing.wait_loops import wait_notes
from ..course.content.catalogue import Kata, is_stub
from ..course.grading.check import CheckSettings
from ..course.grading.iterative_deepening import IterativeDeepening
from ..course.learner.file_watcher import FileWatcher
from ..course.learner.progress import CourseProgress, record, source
from ..course.learner.reset import keep_original
from ..result import Result
from ..verdict import Verdict
from ..workers.pool import WorkerPool, cores
from .asking import on_terminal
from .common import PASSED, is_legacy_windows
from .keyboard import Keyboard, NoKeyboard
from .problems import begin_line, end_line, problem_lines
from .screen import Screen
from .watch_list import ListView
from .watch_text import TextView

WAKE_UP = 0.2
"""Seconds after which the main thread stops waiting for an event, so that Ctrl-C reaches it on every platform."""
MOST_WORKERS = 4
"""Upper bound of warm workers: each keeps some memory while the learner thinks."""


class WatchSession:
    """One session.

    Args:
        root: the project's folder.
        katas: all katas of the project.
        kata: the kata to start with.
        settings: the settings of a check.
        pressed: answers a key, and returns whether the session continues.
        polling: as in ``FileWatcher``.
        problems: print a line for each failure, between two fixed lines, for an editor; the terminal is not cleared,
            and the session follows the learner to the kata that is saved.

    Attributes:
        root, katas, kata: as above; ``kata`` changes when the learner moves to the next one.
        screen: the terminal's output.
        list_view: the list of katas.
        text_view: the whole report.
        keyboard: the keys.
        result: the last result of the file; None if it has not been judged yet.
        hint_level: how many levels of the hint have been shown for this result.
        judging: the file is being judged, and its result is not known yet.
    """

    def __init__(
        self,
        root: Path,
        katas: dict[str, Kata],
        kata: Kata,
        settings: CheckSettings,
        pressed: Callable[[WatchSession, str], bool],
        *,
        polling: bool,
        problems: bool = False,
    ) -> None:
        self.root = root
        self.katas = katas
        self.kata = kata
        self.screen = Screen(moves=not problems)
        draws = self.screen.moves and not is_legacy_windows()
        self.list_view = ListView(root, katas, possible=draws, color=self.screen.color)
        self.text_view = TextView(possible=draws, color=self.screen.color)
        self.keyboard: Keyboard | NoKeyboard = NoKeyboard()
        if on_terminal():
            self.keyboard = Keyboard(lambda key: self._events.put(("key", key)), self._suspended)
        self.result: Result | None = None
        self.hint_level = 0
        self.judging = False
        self._settings = settings
        self._pressed = pressed
        self._polling = polling
        self._problems = problems
        self._events: SimpleQueue[tuple[str, object]] = SimpleQueue()
        self._judging: IterativeDeepening
        self._judged = ""
        """Hash of the version that was judged last, or is being judged."""
        self._replaying = False
        self._opened: list[Kata] = []
        """The katas that were open before, the last one at the end."""
        self._pending: Callable[[], None] | None = None
        """Shows what came while the list was open."""

    def run(self) -> int:
        """Run until the learner quits, and return the exit code."""
        folders = sorted({self.kata.stub.parent, self.kata.contract.parent})
        saves = FileWatcher(folders, lambda files: self._events.put(("saved", files)), polling=self._polling)
        workers = WorkerPool(min(cores(), MOST_WORKERS), self.root)
        try:
            with workers as pool, self.keyboard, saves:
                self._judging = IterativeDeepening(
                    pool, self._settings, lambda number, what: self._events.put(("judging", (number, what)))
                )
                try:
                    self._open()
                    while self._handle(*self._next_event()):
                        pass
                finally:
                    self._close_view()
                    self._judging.stop()
        except KeyboardInterrupt:
            self._say_goodbye()
            return 130
        self._say_goodbye()
        return PASSED

    def switch_to(self, kata: Kata) -> None:
        """Cancel judging, and open another kata."""
        self._opened.append(self.kata)
        self._switch(kata)

    def before(self) -> Kata | None:
        """Return the kata that was open before, or else the one before it in the course; None at its beginning."""
        if self._opened:
            return self._opened[-1]
        names = list(self.katas)
        place = names.index(self.kata.name)
        return self.katas[names[place - 1]] if place else None

    def switch_back(self, kata: Kata) -> None:
        """Cancel judging, and open the kata that ``before`` returned."""
        if self._opened:
            self._opened.pop()
        self._switch(kata)

    def _switch(self, kata: Kata) -> None:
        self._judging.stop()
        self.kata = kata
        self._open()

    def replay(self, result: Result) -> None:
        """Replay the schedule of a failure; the result comes as an event."""
        self._replaying = True
        self._judging.replay(self.kata, result)

    @property
    def clauses(self) -> dict[str, list[Result]]:
        """The results of each clause of the last pass."""
        return self._judging.clauses

    def view_left(self, name: str | None = None) -> None:
        """Continue below the list or the whole report: open a kata, or show what came while it was open.

        Args:
            name: the kata that was chosen, if one was.
        """
        pending, self._pending = self._pending, None
        if name is not None and name != self.kata.name:
            self.switch_to(self.katas[name])
        elif pending is not None:
            self.screen.clear()
            pending()

    def answer(self, text: str) -> None:
        """Show the answer to a key, and the footer below it."""
        self.screen.answer(text)
        self._footer()

    def _footer(self) -> None:
        """Show the progress, the file and the keys."""
        self.screen.footer(self.kata, self.katas, CourseProgress(self.root), self.result)

    @property
    def _view(self) -> ListView | TextView | None:
        """The list or the whole report, if it is open."""
        return next((one for one in (self.list_view, self.text_view) if one.is_open), None)

    def _suspended(self) -> None:
        for one in (self.list_view, self.text_view):
            one.hide()

    def _close_view(self) -> None:
        for one in (self.list_view, self.text_view):
            one.close()

    def _say_goodbye(self) -> None:
        name = self.kata.name
        self.screen.say()
        self.screen.wrapped(
            f"Your work is saved. To continue: kata opens the next kata, kata watch {name} opens {name}."
        )

    # -- events ------------------------------------------------------------------------------------------

    def _next_event(self) -> tuple[str, object]:
        while True:
            try:
                return self._events.get(timeout=WAKE_UP)
            except Empty:
                for one in (self.list_view, self.text_view):
                    one.resize()

    def _handle(self, kind: str, content: object) -> bool:
        """Handle one event; return whether the session continues."""
        if kind == "key":
            return self._pressed(self, str(content))
        if kind == "saved" and isinstance(content, set):
            self._saved(content)
        elif kind == "saved":
            self.screen.wrapped(f"The folder cannot be watched: {content}. kata watch --poll checks it at intervals.")
        elif isinstance(content, tuple) and content[0] == self._judging.number:
            self._report(content[1])
        return True

    def _saved(self, files: set[Path]) -> None:
        # the same hash: another event of a save that was handled; "": a file that is absent while it is written
        if source(self.kata) not in ("", self._judged):
            self._close_view()  # to save is to be done with choosing
            self.screen.clear()
            self._judge()
            return
        others = sorted({file.stem for file in files if file.suffix == ".py" and file.parent.name == "katas"})
        for name in others:
            if name in self.katas and name != self.kata.name:
                if self._problems:
                    self.switch_to(self.katas[name])
                    return
                self._close_view()
                self.answer(f"katas/{name}.py has changed, but this session is for {self.kata.name}: kata watch {name}")

    def _report(self, what: object) -> None:
        """Show the clause that is being judged, a result, or an error of the harness."""
        if isinstance(what, str):
            if self._view is not None:
                return
            number = self.kata.clauses.index(what) + 1 if what in self.kata.clauses else 0
            self.screen.passing(f"{self.kata.name}: clause {number} of {len(self.kata.clauses)}, {what}")
        elif isinstance(what, Result):
            self._show(what)
        else:
            self._seen(lambda: self.screen.say(f"kata: the harness itself failed: {type(what).__name__}: {what}"))

    # -- one kata ----------------------------------------------------------------------------------------

    def _open(self) -> None:
        """Open a kata: judge its file, or introduce the kata if it has not been started."""
        self._judged, self.result, self.hint_level, self._pending, self.judging = "", None, 0, None, False
        keep_original(self.kata)
        self.screen.clear()
        if not self.kata.stub.is_file() or is_stub(self.kata.stub):
            self._judged = source(self.kata)
            if self._problems:
                self.screen.say(begin_line(self.kata))
                self.screen.say(end_line(self.kata))
            self.screen.intro(self.kata)
            self._footer()
            self._judging.warm(self.kata)
        else:
            self._judge()

    def _judge(self) -> None:
        self._judged, self._pending = source(self.kata), None
        self.result, self.hint_level, self.judging = None, 0, True  # the last result is that of another source
        entry = CourseProgress(self.root).entry(self.kata)
        self._replaying = False
        first = entry.test if entry is not None and entry.verdict is not Verdict.PASS else None
        if self._problems:
            self.screen.say(begin_line(self.kata))
        self.screen.passing(f"judging {self.kata.name} ...")
        self._judging.start(self.kata, first)

    def _show(self, result: Result) -> None:
        if self._replaying:  # a single schedule says nothing about the whole file
            self._seen(lambda: self._report_again(result))
            return
        if source(self.kata) != self._judged:
            return  # saved again meanwhile: the event is on its way
        self.result, self.hint_level, self.judging = result, 0, False
        if result.passed:
            result.notes += wait_notes(self.kata.stub)
        note = record(self.kata, self.kata.stub, result)
        clauses = self._judging.clauses

        def report() -> None:
            if self._problems:
                for line in [*problem_lines(self.kata, result), end_line(self.kata)]:
                    self.screen.say(line)
            self.screen.report(self.kata, result, clauses)
            if note:
                self.screen.say(f"kata: {note}")

        self._seen(report)

    def _seen(self, show: Callable[[], None]) -> None:
        """Show something and the footer below it: now, or when the list is left."""

        def both() -> None:
            show()
            self._footer()

        view = self._view
        if view is None:
            both()
        else:
            self._pending = both
            view.refresh()

    def _report_again(self, result: Result) -> None:
        self.screen.clear()
        self.screen.say("the same schedule again:\n")
        self.screen.report(self.kata, result, {})
