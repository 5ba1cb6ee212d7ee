"""``kata next``: names the next kata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from .asking import on_terminal
from .common import say, usage_errors

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata
    from ..course.learner.progress import CourseProgress


def next_kata() -> None:
    """Name the next kata of the course, and the reason."""
    from ..course.content.catalogue import catalogue, find_root
    from ..course.content.concepts import PAGES
    from ..course.learner.progress import CourseProgress, next_unfinished

    with usage_errors():
        root = find_root()
        katas = catalogue(root)
        progress = CourseProgress(root)
        kata = next_unfinished(katas, progress)
    if progress.note:
        typer.echo(f"kata: {progress.note}", err=True)
    if kata is None:
        say(f"all {len(katas)} katas are passed")
        return
    say(f"{kata.name}: {kata.concept}")
    say(_why(kata, katas, progress))
    if kata.lesson.page:
        say(f"read {(PAGES / kata.lesson.page).as_posix()}.md (kata explain {kata.lesson.page})")
    say(f"edit katas/{kata.stub.name}, then kata check {kata.name}")
    if on_terminal():
        say("or run kata, which judges it whenever you save")


def _why(kata: Kata, katas: dict[str, Kata], progress: CourseProgress) -> str:
    from ..course.learner.progress import KataState

    needs = [need for need in kata.lesson.needs if need in katas]
    lacking = [need for need in needs if not progress.state(katas[need]).finished]
    if lacking:
        met = f"the first one left, although it needs {', '.join(lacking)}, which need it in turn"
    else:
        met = "the first kata that is not passed yet" + (f"; it builds on {', '.join(needs)}" if needs else "")
    entry = progress.entry(kata)
    state = progress.state(kata)
    if state is KataState.MISSING:
        return f"{met}; its file is missing"
    if state is not KataState.BEGUN:
        return met
    if entry is None or entry.score.held == entry.score.clauses:
        return f"{met}; begun, but not judged since its last change"
    return f"{met}; begun, and the last verdict was {entry.verdict}: kata hint {kata.name}"
