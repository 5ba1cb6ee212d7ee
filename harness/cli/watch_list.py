"""The list of katas within ``kata watch``: opened by a key, drawn over the session, and left again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..course.learner.progress import CourseProgress
from ..report.text.phrases import listed
from ..verdict import Verdict
from .course_list import CourseList
from .course_table import CourseRow, course_row

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata
    from .watch_session import WatchSession


def open_list(session: WatchSession) -> None:
    """Show the list over the session's screen; the keys are for the list until it is left."""
    session.list = CourseList(*_contents(session), here=session.kata.name)
    draw_list(session)


def refresh_list(session: WatchSession) -> None:
    """Show the states of the katas as they are now."""
    if session.list is not None:
        session.list.replace(*_contents(session))
        draw_list(session)


def draw_list(session: WatchSession) -> None:
    """Draw the list for the present size of the terminal."""
    shown, color = session.list, session.screen.color
    if shown is not None:
        session.full_screen.draw(lambda width, height: shown.lines(width, height, color))


def close_list(session: WatchSession) -> None:
    """Return to the screen below the list; do nothing if there is no list."""
    session.list = None
    session.full_screen.leave()


def list_pressed(session: WatchSession, key: str) -> None:
    """Answer a key that was pressed in the list."""
    if session.list is None:
        return
    choice = session.list.press(key)
    if choice is None:
        draw_list(session)
        return
    close_list(session)
    if choice.name is None or choice.name == session.kata.name:
        session.show_pending()
    else:
        session.switch_to(session.katas[choice.name])


def _contents(session: WatchSession) -> tuple[list[CourseRow], dict[str, str]]:
    progress = CourseProgress(session.root)
    katas = session.katas
    rows = [course_row(kata, progress) for kata in katas.values()]
    return rows, {kata.name: course_facts(kata, katas, progress) for kata in katas.values()}


def course_facts(kata: Kata, katas: dict[str, Kata], progress: CourseProgress) -> str:
    """Return a paragraph about a kata: what it takes, what it builds on, and how far the learner got."""
    words = [kata.concept, kata.lesson.difficulty]
    if kata.lesson.minutes:
        words.append(f"about {kata.lesson.minutes} minutes")
    parts = [f"{kata.name}: {', '.join(word for word in words if word)}."]
    needs = [name for name in kata.lesson.needs if name in katas]
    if needs:
        left = [name for name in needs if not progress.state(katas[name]).finished]
        parts.append(f"It builds on {listed(needs)}{_not_passed(needs, left)}.")
    entry = progress.entry(kata)
    if entry is not None and entry.verdict is not Verdict.PASS:
        parts.append(f"The last verdict was {entry.verdict.replace('_', ' ')}.")
    if entry is not None:
        parts.append(f"Best result: {entry.best}.")
    return " ".join(parts)


def _not_passed(needs: list[str], left: list[str]) -> str:
    if not left:
        return ""
    if left == needs:
        return ", which you have not passed yet"
    return f" ({listed(left)} not passed yet)"
