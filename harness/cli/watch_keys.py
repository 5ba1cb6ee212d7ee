"""The keys of a ``kata watch`` session, with one function for each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..common.package import PACKAGE
from ..course.content.hints import hint_text, levels
from ..course.learner.failure_clue import FailureClue
from ..course.learner.failure_hints import failure_hints
from ..course.learner.progress import CourseProgress, next_unfinished
from ..errors import UsageError
from ..result import Result
from ..verdict import Verdict
from .course_list import key_lines
from .keyboard import END

if TYPE_CHECKING:
    from .watch_session import WatchSession

LAST_HINT = "this was the last hint; kata explain {} explains the verdict"
BACK = frozenset({"KEY_ENTER", "KEY_ESCAPE", "KEY_ALT_ESCAPE"})
"""Keys that show the report alone again."""
CTRL_C = "\x03"
EXPLAINED = (
    ("h", "a hint for the failure; press it again for more of it"),
    ("m", "the whole report, also of a pass: each of its clauses"),
    ("e", "open the file in your editor, at the line of the failure: $VISUAL or $EDITOR names it"),
    ("p", "play: be the scheduler of your own code, and choose each step yourself"),
    ("r", "replay the schedule that failed, step by step as before"),
    ("o", "open the failure as a page in the browser, to step through it, or to take over"),
    ("n", "next kata, after a pass"),
    ("b", "back to the kata that was open before this one, or else to the one before it in the course"),
    ("l", "the list of all katas, to choose one"),
    ("Enter", "the report alone again"),
    ("?", "this page"),
    ("q", "quit; your work is saved"),
    ("saving", "judges the file"),
)
"""The keys and what they do, for the key ``?``."""


def pressed(session: WatchSession, key: str) -> bool:
    """Answer a key; return whether the session continues."""
    if key == CTRL_C:
        raise KeyboardInterrupt
    if key == END:
        return False
    if session.list_view.is_open:
        choice = session.list_view.press(key)
        if choice is not None:
            session.view_left(choice.name)
        return True
    if session.text_view.is_open:
        if session.text_view.press(key):
            session.view_left()
        return True
    if key in ("q", "Q"):
        return False
    answers = {
        "h": _hint, "m": _more, "e": _edit, "p": _play, "r": _replay, "o": _page, "n": _next, "b": _back, "l": _list,
        "?": _keys,
    }  # fmt: skip
    if key in BACK:
        session.answer("")
        return True
    answer = answers.get(key.lower())
    said = answer(session) if answer is not None else None
    if said is not None:
        session.answer(said)
    return True


# Each answer returns the text to show below the report, or None if it has shown something else.


def _hint(session: WatchSession) -> str | None:
    """Return the hint for the failure, one more level with each press."""
    result = _failure(session)
    if result is None:
        return _no_answer(session, "to give a hint for")
    try:
        found = failure_hints(session.kata, result.verdict, FailureClue.of(result))
    except UsageError as error:
        return f"kata: {error}"
    most, wide = len(levels(found)), session.screen.width
    if not most:
        return f"there is no hint for {result.verdict} here: kata explain {result.verdict}"
    session.hint_level = min(session.hint_level + 1, most)
    more = "press h again for more" if session.hint_level < most else LAST_HINT.format(result.verdict)
    texts = [
        "\n\n".join([hint_text(found, session.hint_level, wide, first=first), session.screen.filled(more)])
        for first in range(session.hint_level)
    ]
    # on a low screen the levels that were read before give way, and not the sentence of the report
    return next(filter(session.screen.fits, texts), texts[-1])


def _next(session: WatchSession) -> str | None:
    """Open the next kata, if this one is passed."""
    progress = CourseProgress(session.root)
    if not progress.state(session.kata).finished:
        return f"{session.kata.name} is not passed yet; l lists all katas, to open another one"
    kata = next_unfinished(session.katas, progress)
    if kata is None:
        return f"all {len(session.katas)} katas are passed"
    session.switch_to(kata)
    return None


def _back(session: WatchSession) -> str | None:
    """Open the kata that was open before, or else the one before it in the course."""
    kata = session.before()
    if kata is None:
        return f"{session.kata.name} is the first kata of the course; l lists all of them"
    session.switch_back(kata)
    return None


def _list(session: WatchSession) -> str | None:
    """Show the course: as a list to move in, or as text on a terminal that has no other way."""
    if session.list_view.possible:
        session.list_view.open(session.kata.name)
        return None
    from .list_ import table

    katas, screen = list(session.katas.values()), session.screen
    rows = table(katas, CourseProgress(session.root), here=session.kata.name, width=screen.width, color=screen.color)
    return f"{rows}\n\nkata watch NAME opens one of them"


def _edit(session: WatchSession) -> str | None:
    """Open the file in the learner's editor."""
    from .editor import edit, editor_command

    failure = _failure(session)
    file = Path(os.path.relpath(session.kata.stub))
    try:
        command = editor_command(os.environ, file, failure.line if failure is not None else None)
    except UsageError as error:
        return session.screen.filled(str(error))
    return edit(command, session.keyboard.released())


def _play(session: WatchSession) -> str | None:
    """Leave the terminal to a game over the learner's file: over the clause that failed, if one did."""
    result = session.result
    if result is None or result.verdict is Verdict.UNFINISHED:
        return _no_answer(session, "to play")
    clause = [result.test] if result.test is not None and not result.passed else []
    command = [sys.executable, "-c", f"from {PACKAGE}.cli.main import main; main()", "play", session.kata.name, *clause]
    with session.keyboard.released():
        subprocess.run(command, check=False)
    return ""


def _keys(session: WatchSession) -> str | None:
    """Return an explanation of the keys."""
    return "\n".join(key_lines(EXPLAINED, min(session.screen.width, 80) - 1))


def _replay(session: WatchSession) -> str | None:
    """Replay the schedule of the failure."""
    if session.result is None or session.result.replay is None:
        return _no_answer(session, "to replay")
    session.replay(session.result)
    return None


def _more(session: WatchSession) -> str | None:
    """Show the whole report: as a text to move in, or below the one before on a terminal that has no other way."""
    result, screen, kata = session.result, session.screen, session.kata
    if result is None or result.verdict is Verdict.UNFINISHED:
        return _no_answer(session, "to show more of")
    clauses = session.clauses
    if not session.text_view.possible:
        return "\n".join(line for part in screen.whole_report(kata, result, clauses, screen.width) for line in part)
    session.text_view.open(lambda width: screen.whole_report(kata, result, clauses, width))
    return None


def _page(session: WatchSession) -> str | None:
    """Write the page of the failure, and open it in a browser."""
    from .page import RECORDING, recorded_again, write_page

    result = _failure(session)
    if result is None:
        return _no_answer(session, "to write a page about")
    if result.replay is not None:
        session.answer(RECORDING)
    try:
        path = write_page(result, recording=recorded_again(result))
    except (ImportError, OSError) as error:
        return session.screen.filled(f"the page could not be written: {error}")
    opened = "" if in_browser(path) else "; no browser was found to open it"
    return f"{path}{opened}"


def _failure(session: WatchSession) -> Result | None:
    """Return the last result, if it is a failure."""
    result = session.result
    return None if result is None or result.passed or result.verdict is Verdict.UNFINISHED else result


def _no_answer(session: WatchSession, purpose: str) -> str:
    """Return the reason why there is nothing for a key's purpose."""
    if session.judging:
        return f"{session.kata.name} is still being judged: there is no result {purpose} yet"
    if session.result is not None and session.result.passed:
        return f"it passes: there is no failure {purpose}"
    if _failure(session) is not None:
        return f"there is no schedule {purpose}: the report names none"
    return f"there is no failure {purpose} yet: write in katas/{session.kata.stub.name} and save"


def in_browser(path: Path) -> bool:
    """Open a file in a browser with a window of its own; return whether there is one."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser:  # a browser that would draw on this terminal
        return False
    return browser.open(path.resolve().as_uri())
