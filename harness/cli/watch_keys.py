"""The keys of a ``kata watch`` session, with one function for each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..course.content.hints import LEVELS, hint_text, hints
from ..course.learner.progress import CourseProgress, next_unfinished
from ..errors import UsageError
from ..result import Result
from ..verdict import Verdict
from .course_list import key_lines
from .keyboard import END

if TYPE_CHECKING:
    from .watch_session import WatchSession

ALONE = "One thread alone fails here, so this is not about the order of threads: first read what the clause requires."
"""Shown before the hint, which is written for threads that interfere with each other."""
CTRL_C, CTRL_D = "\x03", "\x04"
EXPLAINED = (
    ("h", "a hint for the failure; press it again for more of it"),
    ("m", "the whole report, where the screen is too low for it"),
    ("e", "open the file in your editor, at the line of the failure: $VISUAL or $EDITOR names it"),
    ("r", "replay the schedule that failed, step by step as before"),
    ("o", "open the failure as a page in the browser, to step through it"),
    ("n", "next kata, after a pass"),
    ("b", "back to the kata that was open before this one, or else to the one before it in the course"),
    ("l", "the list of all katas, to choose one"),
    ("?", "this page"),
    ("q", "quit; your work is saved"),
    ("saving", "judges the file"),
)
"""The keys and what they do, for the key ``?``."""


def pressed(session: WatchSession, key: str) -> bool:
    """Answer a key; return whether the session continues."""
    if key == CTRL_C:
        raise KeyboardInterrupt
    if key in (CTRL_D, END):
        return False
    if session.list_view.is_open:
        choice = session.list_view.press(key)
        if choice is not None:
            session.list_left(choice.name)
        return True
    if key in ("q", "Q"):
        return False
    answers = {
        "h": _hint, "m": _more, "e": _edit, "r": _replay, "o": _page, "n": _next, "b": _back, "l": _list, "?": _keys,
    }  # fmt: skip
    answer = answers.get(key.lower())
    if answer is not None and answer(session):
        session.footer()
    return True


# Each answer returns whether the footer has to be shown again below it.


def _hint(session: WatchSession) -> bool:
    """Show the hint for the failure, one more level with each press."""
    result = _failure(session)
    if result is None:
        session.screen.say(f"\n{_no_answer(session, 'to give a hint for')}")
        return True
    try:
        texts = hints(session.kata).get(str(result.verdict))
    except UsageError as error:
        session.screen.say(f"\nkata: {error}")
        return True
    if not texts:
        session.screen.say(f"\nthere is no hint for {result.verdict} here: kata explain {result.verdict}")
        return True
    session.hint_level = min(session.hint_level + 1, len(LEVELS))
    if result.verdict is Verdict.WRONG and result.trace is not None and len(result.trace.threads) == 1:
        session.screen.say()
        session.screen.wrapped(ALONE)
    session.screen.say(f"\n{hint_text(texts, session.hint_level, session.screen.width)}")
    if session.hint_level < len(LEVELS):
        session.screen.say("\npress h again for more")
    return True


def _next(session: WatchSession) -> bool:
    """Open the next kata, if this one is passed."""
    progress = CourseProgress(session.root)
    if not progress.state(session.kata).finished:
        session.screen.say(f"\n{session.kata.name} is not passed yet; kata watch NAME opens another one")
        return True
    kata = next_unfinished(session.katas, progress)
    if kata is None:
        session.screen.say(f"\nall {len(session.katas)} katas are passed")
        return True
    session.switch_to(kata)
    return False


def _back(session: WatchSession) -> bool:
    """Open the kata that was open before, or else the one before it in the course."""
    kata = session.before()
    if kata is None:
        session.screen.say(f"\n{session.kata.name} is the first kata of the course; l lists all of them")
        return True
    session.switch_back(kata)
    return False


def _list(session: WatchSession) -> bool:
    """Show the course: as a list to move in, or as text on a terminal that has no other way."""
    if session.list_view.possible:
        session.list_view.open(session.kata.name)
        return False
    from .list_ import table

    katas, screen = list(session.katas.values()), session.screen
    rows = table(katas, CourseProgress(session.root), here=session.kata.name, width=screen.width, color=screen.color)
    screen.say(f"\n{rows}\n\nkata watch NAME opens one of them")
    return True


def _edit(session: WatchSession) -> bool:
    """Open the file in the learner's editor."""
    from .editor import edit, editor_command

    failure = _failure(session)
    file = Path(os.path.relpath(session.kata.stub))
    try:
        command = editor_command(os.environ, file, failure.line if failure is not None else None)
    except UsageError as error:
        session.screen.say()
        session.screen.wrapped(str(error))
        return True
    said = edit(command, session.keyboard.released())
    if said:
        session.screen.say(f"\n{said}")
    elif not session.screen.moves:
        session.screen.say()
    return True


def _keys(session: WatchSession) -> bool:
    """Explain the keys."""
    session.screen.say()
    for line in key_lines(EXPLAINED, min(session.screen.width, 80) - 1):
        session.screen.say(line)
    return True


def _replay(session: WatchSession) -> bool:
    """Replay the schedule of the failure."""
    if session.result is None or session.result.replay is None:
        session.screen.say(f"\n{_no_answer(session, 'to replay')}")
        return True
    session.screen.say("\nthe same schedule again:\n")
    session.replay(session.result)
    return False


def _more(session: WatchSession) -> bool:
    """Show the whole report."""
    result = _failure(session)
    if result is None:
        session.screen.say(f"\n{_no_answer(session, 'to show more of')}")
        return True
    session.screen.whole_report(result)
    return True


def _page(session: WatchSession) -> bool:
    """Write the page of the failure, and open it in a browser."""
    from .page import recorded_again, write_page

    result = _failure(session)
    if result is None:
        session.screen.say(f"\n{_no_answer(session, 'to write a page about')}")
        return True
    try:
        path = write_page(result, recording=recorded_again(result))
    except (ImportError, OSError) as error:
        session.screen.say(f"\nthe page could not be written: {error}")
        return True
    opened = "" if in_browser(path) else "; no browser was found to open it"
    session.screen.say(f"\n{path}{opened}")
    return True


def _failure(session: WatchSession) -> Result | None:
    """Return the last result, if it is a failure."""
    result = session.result
    return None if result is None or result.passed or result.verdict is Verdict.UNFINISHED else result


def _no_answer(session: WatchSession, purpose: str) -> str:
    """Return the reason why there is nothing for a key's purpose."""
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
