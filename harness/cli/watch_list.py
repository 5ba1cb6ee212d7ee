"""The list of katas within ``kata watch``: opened by a key, drawn over the session, and left again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..course.learner.progress import CourseProgress
from ..report.text.phrases import listed
from ..verdict import Verdict
from .course_list import CourseChoice, CourseList
from .course_table import CourseRow, course_row
from .watch_view import View

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata


class ListView(View[CourseList]):
    """The list of katas on a screen of its own, over that of the session.

    Args:
        root: the project's folder.
        katas: all katas of the project.
        possible: the terminal can show it.
        color: the terminal shows colours.
    """

    def __init__(self, root: Path, katas: dict[str, Kata], *, possible: bool, color: bool) -> None:
        super().__init__(possible=possible, color=color)
        self._root = root
        self._katas = katas

    def open(self, here: str) -> None:
        """Show the list.

        Args:
            here: the name of the kata that is open.
        """
        self._show(CourseList(*self._contents(), here=here))

    def press(self, key: str) -> CourseChoice | None:
        """Handle a key; return the choice, with which the list is closed, or None if it stays open."""
        ended = self._pressed(key)
        return ended if isinstance(ended, CourseChoice) or ended is None else CourseChoice()

    def refresh(self) -> None:
        """Show the states of the katas as they are now."""
        if self._content is not None:
            self._content.replace(*self._contents())
        super().refresh()

    def _contents(self) -> tuple[list[CourseRow], dict[str, str]]:
        progress = CourseProgress(self._root)
        rows = [course_row(kata, progress) for kata in self._katas.values()]
        return rows, {kata.name: course_facts(kata, self._katas, progress) for kata in self._katas.values()}


def course_facts(kata: Kata, katas: dict[str, Kata], progress: CourseProgress) -> str:
    """Return a paragraph about a kata: what it takes, what it builds on, and how far the learner got."""
    words = [kata.lesson.difficulty, f"about {kata.lesson.minutes} minutes" if kata.lesson.minutes else ""]
    named = f"{kata.name} ({kata.concept})" if kata.concept else kata.name
    cost = ", ".join(word for word in words if word)
    parts = [f"{named}: {cost}." if cost else f"{named}."]
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
