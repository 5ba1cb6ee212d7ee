"""``kata hint [NAME]``: shows hints for the last failure, level by level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import say, usage_errors, width
from .completing import katas as kata_names
from .completing import verdicts

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata
    from ..verdict import Verdict


def hint(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="The kata; the next one by default.", autocompletion=kata_names),
    ] = None,
    level: Annotated[int, typer.Option("--level", min=1, max=3, metavar="1..3", help="How much to show.")] = 1,
    verdict: Annotated[
        str | None,
        typer.Option(
            "--verdict",
            metavar="VERDICT",
            help="Show hints for this verdict, not for the last one.",
            autocompletion=verdicts,
        ),
    ] = None,
) -> None:
    """Show hints for the last failure of a kata: where to look, then an idea, then what the report means."""
    from ..course.content.hints import hint_text, levels
    from ..course.learner.failure_hints import failure_hints
    from ..course.learner.progress import CourseProgress

    with usage_errors():
        kata = _kata(name, verdict)
        chosen = _chosen(kata, verdict)
        entry = CourseProgress(kata.root).entry(kata)
        clue = entry.clue if entry is not None and not verdict else None
        found = failure_hints(kata, chosen, clue)
    since = "" if verdict else _since(kata)
    typer.echo(f"{kata.name}, {chosen}{since}\n\n{hint_text(found, level, width())}")
    if level < len(levels(found)):
        again = f" --verdict {verdict}" if verdict else ""
        typer.echo(f"\nmore: kata hint {kata.name}{again} --level {level + 1}")
    else:
        say(f"\nthis was the last hint; kata explain {chosen} explains the verdict")


def _kata(name: str | None, verdict: str | None) -> Kata:
    """Return the kata with this name, or the next one.

    With a name and a verdict nothing is asked about the learner, so no workspace is needed.

    Raises:
        UsageError: there is no kata with this name, or all are passed.
    """
    from ..course.content.catalogue import catalogue, find, find_root, root_to_read
    from ..course.learner.progress import CourseProgress, next_unfinished
    from ..errors import UsageError

    root = root_to_read()[0] if name and verdict else find_root()
    katas = catalogue(root)
    if name is not None:
        return find(katas, name)
    kata = next_unfinished(katas, CourseProgress(root))
    if kata is None:
        raise UsageError("all katas are passed; kata hint NAME shows hints for one")
    return kata


def _since(kata: Kata) -> str:
    """Return a warning if the file has changed since the last result."""
    from ..course.learner.progress import CourseProgress, source

    entry = CourseProgress(kata.root).entry(kata)
    changed = entry is not None and entry.source != source(kata)
    return f", when it was last judged; katas/{kata.stub.name} has changed since then" if changed else ""


def _chosen(kata: Kata, verdict: str | None) -> Verdict:
    """Return the verdict to show hints for.

    Raises:
        UsageError: there is no failure, or there are no hints for it.
    """
    from ..course.content.catalogue import nearest
    from ..course.content.hints import hints
    from ..course.learner.progress import CourseProgress
    from ..errors import UsageError
    from ..verdict import Verdict

    known = list(hints(kata))
    if not known:
        raise UsageError(f"there are no hints for {kata.name}")
    if verdict is not None:
        if verdict not in known:
            # an existing verdict was meant as it is, even if it resembles another one
            others = f"; there are: {', '.join(known)}" if verdict in set(Verdict) else nearest(verdict, known)
            raise UsageError(f"{kata.name} has no hints for {verdict!r}{others}")
        return Verdict(verdict)
    progress = CourseProgress(kata.root)
    if progress.note:
        typer.echo(f"kata: {progress.note}", err=True)
    entry = progress.entry(kata)
    which = f"or choose a verdict with --verdict: {', '.join(known)}"
    if entry is None:
        raise UsageError(f"there is no result of {kata.name} yet; run kata check {kata.name}, {which}")
    if entry.verdict is Verdict.PASS:
        raise UsageError(f"{kata.name} passed its last check; check it again, {which}")
    if entry.verdict not in known and (entry.clue is None or not entry.clue.error):
        raise UsageError(f"{kata.name} has no hints for {entry.verdict}, its last verdict; read its report, {which}")
    return entry.verdict
