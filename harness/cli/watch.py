"""``kata watch``, and ``kata`` alone: one kata, judged whenever it is saved.

Keys, saves and results come from threads of their own into one queue, and the main thread, which alone writes to the
terminal, answers them one by one.
"""

from __future__ import annotations

from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.asking import on_terminal
from harness.cli.common import PASSED, usage_errors
from harness.cli.completing import katas as kata_names
from harness.cli.configured import Profile
from harness.result import Result
from harness.verdict import Verdict

if TYPE_CHECKING:
    from harness.cli.screen import Screen
    from harness.course.content.catalogue import Kata
    from harness.course.grading.check import CheckSettings
    from harness.course.grading.iterative_deepening import IterativeDeepening

BLINK = 0.2
"""Seconds after which the main thread looks up, so that Ctrl-C reaches it on every platform."""
SIDE_BY_SIDE = 4
"""At most so many warm workers: each keeps some memory while the learner thinks."""
ALONE = "One thread alone fails here, so it is not a matter of order: read first what the clause asks of it."
"""Before the hint, which is written for threads that get in each other's way."""
NO_TERMINAL = "kata watch needs a terminal for its keys; without one there are kata next and kata check NAME"


def watch(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The kata; none: the next one.", autocompletion=kata_names)
    ] = None,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look for changes every now and then (network drives, WSL).")
    ] = False,
    profile: Profile = None,
) -> None:
    """Judge a kata whenever it is saved, with hints and progress at hand: the way to work through the course."""
    from harness.course.content.catalogue import catalogue, find, find_root
    from harness.course.grading.settings import load_settings
    from harness.course.learner.progress import CourseProgress, next_unfinished
    from harness.errors import UsageError

    with usage_errors():
        if not on_terminal():
            raise UsageError(NO_TERMINAL)
        root = find_root()
        katas = catalogue(root)
        settings = load_settings(root, {"profile": profile}).settings
        progress = CourseProgress(root)
        kata = next_unfinished(katas, progress) if name is None else find(katas, name)
    if progress.note:
        typer.echo(f"kata: {progress.note}", err=True)
    if kata is None:
        typer.echo(f"all {len(katas)} katas are passed; kata watch NAME goes back to one")
        return
    raise typer.Exit(Watch(root, katas, kata, settings, polling=poll).run())


class Watch:
    """One session.

    Args:
        root: the project's folder.
        katas: all there are.
        kata: the one to begin with.
        settings: how hard to look.
        polling: as in ``FileWatcher``.
    """

    def __init__(
        self, root: Path, katas: dict[str, Kata], kata: Kata, settings: CheckSettings, *, polling: bool
    ) -> None:
        from harness.cli.screen import Screen

        self._root = root
        self._katas = katas
        self._kata = kata
        self._settings = settings
        self._polling = polling
        self._screen: Screen = Screen()
        self._events: SimpleQueue[tuple[str, object]] = SimpleQueue()
        self._judging: IterativeDeepening
        self._judged = ""
        """The text that was judged last, or is being judged."""
        self._result: Result | None = None
        self._replaying = False
        self._level = 0
        """How much of the hint was said of this result."""

    def run(self) -> int:
        """Until somebody quits; the exit code."""
        from harness.cli.keyboard import keys
        from harness.course.grading.iterative_deepening import IterativeDeepening
        from harness.course.learner.file_watcher import FileWatcher
        from harness.workers.pool import WorkerPool, cores

        folders = sorted({self._kata.stub.parent, self._kata.contract.parent})
        saves = FileWatcher(folders, lambda files: self._events.put(("saved", files)), polling=self._polling)
        workers = WorkerPool(min(cores(), SIDE_BY_SIDE), self._root)
        try:
            with workers as judges, keys(lambda key: self._events.put(("key", key))), saves:
                self._judging = IterativeDeepening(
                    judges, self._settings, lambda number, what: self._events.put(("told", (number, what)))
                )
                try:
                    self._open()
                    while self._answer(*self._event()):
                        pass
                finally:
                    self._judging.stop()
        except KeyboardInterrupt:
            self._leave()
            return 130
        self._leave()
        return PASSED

    def _leave(self) -> None:
        name = self._kata.name
        self._screen.say()
        self._screen.wrapped(f"What you saved is saved. kata brings you back; kata watch {name}, to {name}.")

    def _event(self) -> tuple[str, object]:
        while True:
            try:
                return self._events.get(timeout=BLINK)
            except Empty:
                continue

    def _answer(self, what: str, about: object) -> bool:
        """Answer one event; whether to go on."""
        if what == "key":
            return self._pressed(str(about))
        if what == "saved" and isinstance(about, set):
            self._saved(about)
        elif what == "saved":
            self._screen.wrapped(f"Nothing can be watched here: {about}. kata watch --poll looks every now and then.")
        elif isinstance(about, tuple) and about[0] == self._judging.number:
            self._told(about[1])
        return True

    # -- one kata ----------------------------------------------------------------------------------------

    def _open(self) -> None:
        """Begin with a kata: judge what is there, or say what is asked."""
        from harness.course.content.catalogue import is_stub
        from harness.course.learner.progress import CourseProgress, source
        from harness.course.learner.reset import keep_original

        self._judged, self._result, self._level = "", None, 0
        keep_original(self._kata)
        self._screen.clear()
        if not self._kata.stub.is_file() or is_stub(self._kata.stub):
            self._judged = source(self._kata)
            self._screen.intro(self._kata)
            self._screen.footer(self._kata, self._katas, CourseProgress(self._root), None)
            self._judging.warm(self._kata)
        else:
            self._judge()

    def _saved(self, files: set[Path]) -> None:
        from harness.course.learner.progress import source

        # another event of a save that was seen, or a file that is away for a moment while it is written
        if source(self._kata) not in ("", self._judged):
            self._screen.clear()
            self._judge()
            return
        others = sorted({file.stem for file in files if file.suffix == ".py" and file.parent.name == "katas"})
        for name in others:
            if name in self._katas and name != self._kata.name:
                self._screen.say(f"katas/{name}.py has changed; here it is {self._kata.name}: kata watch {name}")

    def _judge(self) -> None:
        from harness.course.learner.progress import CourseProgress, source

        self._judged = source(self._kata)
        entry = CourseProgress(self._root).entry(self._kata)
        self._replaying = False
        first = entry.test if entry is not None and entry.verdict is not Verdict.PASS else None
        self._screen.passing(f"{self._kata.name} is judged ...")
        self._judging.start(self._kata, first)

    def _told(self, what: object) -> None:
        """A clause that is being judged, a result, or an error of ours."""
        if isinstance(what, str):
            number = self._kata.clauses.index(what) + 1 if what in self._kata.clauses else 0
            self._screen.passing(f"{self._kata.name}: clause {number} of {len(self._kata.clauses)}, {what}")
        elif isinstance(what, Result):
            self._show(what)
        else:
            self._screen.say(f"kata: the harness itself failed: {type(what).__name__}: {what}")

    def _show(self, result: Result) -> None:
        from harness.course.learner.progress import CourseProgress, record, source

        if self._replaying:  # one schedule, and so no word on the file
            self._screen.report(self._kata, result, {})
            self._screen.footer(self._kata, self._katas, CourseProgress(self._root), self._result)
            return
        if source(self._kata) != self._judged:
            return  # saved while it was judged: the event is on its way
        self._result, self._level = result, 0
        note = record(self._kata, self._kata.stub, result)
        self._screen.report(self._kata, result, self._judging.clauses)
        if note:
            self._screen.say(f"kata: {note}")
        self._screen.footer(self._kata, self._katas, CourseProgress(self._root), result)

    # -- keys --------------------------------------------------------------------------------------------

    def _pressed(self, key: str) -> bool:
        from harness.course.learner.progress import CourseProgress

        if key in ("q", "Q", "\x04", ""):
            return False
        if key == "\x03":
            raise KeyboardInterrupt
        answers = {"h": self._hint, "n": self._next, "l": self._list, "r": self._replay, "o": self._page}
        answer = answers.get(key.lower())
        if answer is not None and answer():
            self._screen.footer(self._kata, self._katas, CourseProgress(self._root), self._result)
        return True

    def _hint(self) -> bool:
        """One level more with each press."""
        from harness.course.content.hints import LEVELS, hint_text, hints
        from harness.errors import UsageError

        result = self._result
        if result is None or result.passed or result.verdict is Verdict.UNFINISHED:
            self._screen.say(f"\n{self._nothing('to hint at')}")
            return True
        try:
            texts = hints(self._kata).get(str(result.verdict))
        except UsageError as error:
            self._screen.say(f"\nkata: {error}")
            return True
        if not texts:
            self._screen.say(f"\nno hint is written for {result.verdict} here: kata explain {result.verdict}")
            return True
        self._level = min(self._level + 1, len(LEVELS))
        if result.verdict is Verdict.WRONG and result.trace is not None and len(result.trace.threads) == 1:
            self._screen.say()
            self._screen.wrapped(ALONE)
        self._screen.say(f"\n{hint_text(texts, self._level, self._screen.width)}")
        if self._level < len(LEVELS):
            self._screen.say("\nh again says more")
        return True

    def _nothing(self, what: str) -> str:
        """Why a key has no answer."""
        result = self._result
        if result is not None and result.passed:
            return f"it passes: there is no failure {what}"
        if result is not None and result.verdict is not Verdict.UNFINISHED:
            return f"there is no schedule {what}: the report names none"
        return f"there is no failure {what} yet: write in katas/{self._kata.stub.name} and save"

    def _next(self) -> bool:
        from harness.course.learner.progress import CourseProgress, next_unfinished

        progress = CourseProgress(self._root)
        if not progress.state(self._kata).finished:
            self._screen.say(f"\n{self._kata.name} is not passed yet; kata watch NAME opens another one")
            return True
        kata = next_unfinished(self._katas, progress)
        if kata is None:
            self._screen.say(f"\nall {len(self._katas)} katas are passed")
            return True
        self._judging.stop()
        self._kata = kata
        self._open()
        return False

    def _list(self) -> bool:
        from harness.cli.list_ import table
        from harness.course.learner.progress import CourseProgress

        katas, screen = list(self._katas.values()), self._screen
        rows = table(katas, CourseProgress(self._root), here=self._kata.name, width=screen.width, color=screen.color)
        screen.say(f"\n{rows}")
        return True

    def _replay(self) -> bool:
        if self._result is None or self._result.replay is None:
            self._screen.say(f"\n{self._nothing('to replay')}")
            return True
        self._screen.say("\nthe same schedule again:\n")
        self._replaying = True
        self._judging.replay(self._kata, self._result)
        return False

    def _page(self) -> bool:
        from harness.cli.page import write_page

        result = self._result
        if result is None or result.passed or result.verdict is Verdict.UNFINISHED:
            self._screen.say(f"\n{self._nothing('to write a page of')}")
            return True
        try:
            path = write_page(result)
        except (ImportError, OSError) as error:
            self._screen.say(f"\nno page could be written: {error}")
            return True
        opened = "" if in_browser(path) else "; no browser was found to open it"
        self._screen.say(f"\n{path}{opened}")
        return True


def in_browser(path: Path) -> bool:
    """Open a file in a browser with a window of its own; whether there is one."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser:  # one that would draw on this terminal
        return False
    return browser.open(path.resolve().as_uri())


def alone() -> None:
    """``kata`` without a command: a session on a terminal, else what there is to do."""
    if on_terminal():
        watch(None)
        return
    from harness.cli.next_ import next_kata

    next_kata()
    typer.echo("kata on a terminal watches it; kata -h names the commands")
