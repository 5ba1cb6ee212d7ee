"""``kata hint [NAME]``: what to think about after a failure, a little at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.common import usage_errors, width
from harness.cli.completing import katas as kata_names
from harness.cli.completing import verdicts

if TYPE_CHECKING:
    from harness.course.content.catalogue import Kata


def hint(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The kata; none: the next one.", autocompletion=kata_names)
    ] = None,
    level: Annotated[int, typer.Option("--level", min=1, max=3, metavar="1..3", help="How much to say.")] = 1,
    verdict: Annotated[
        str | None,
        typer.Option(
            "--verdict",
            metavar="VERDICT",
            help="For this verdict, not that of the last check.",
            autocompletion=verdicts,
        ),
    ] = None,
) -> None:
    """Help with the last failure of a kata: where to look, then an idea, then what the report says."""
    from harness.course.content.hints import LEVELS, hint_text, hints

    with usage_errors():
        kata = _kata(name)
        tables = hints(kata)
        chosen = _chosen(kata, verdict, list(tables))
    texts = tables[chosen]
    since = "" if verdict else _since(kata)
    typer.echo(f"{kata.name}, {chosen}{since}\n\n{hint_text(texts, level, width())}")
    if any(texts.get(one) for one in LEVELS[level:]):
        again = f" --verdict {verdict}" if verdict else ""
        typer.echo(f"\nmore: kata hint {kata.name}{again} --level {level + 1}")


def _kata(name: str | None) -> Kata:
    """The kata that is meant.

    Raises:
        UsageError: there is none of this name, or none is left.
    """
    from harness.course.content.catalogue import catalogue, find, find_root
    from harness.course.learner.progress import CourseProgress, next_unfinished
    from harness.errors import UsageError

    root = find_root()
    katas = catalogue(root)
    if name is not None:
        return find(katas, name)
    kata = next_unfinished(katas, CourseProgress(root))
    if kata is None:
        raise UsageError("all katas are passed; kata hint NAME helps with one")
    return kata


def _since(kata: Kata) -> str:
    """A word of warning where the last result is of another text."""
    from harness.course.learner.progress import CourseProgress, source

    entry = CourseProgress(kata.root).entry(kata)
    changed = entry is not None and entry.source != source(kata)
    return f", when it was last judged; katas/{kata.stub.name} has changed since" if changed else ""


def _chosen(kata: Kata, verdict: str | None, known: list[str]) -> str:
    """The verdict to help with.

    Raises:
        UsageError: there is none, or nothing is written about it.
    """
    from harness.course.content.catalogue import nearest
    from harness.course.learner.progress import CourseProgress
    from harness.errors import UsageError
    from harness.verdict import Verdict

    if not known:
        raise UsageError(f"there are no hints for {kata.name}")
    if verdict is not None:
        if verdict not in known:
            # a verdict that there is was meant, however like another one it looks
            others = f"; there are: {', '.join(known)}" if verdict in set(Verdict) else nearest(verdict, known)
            raise UsageError(f"{kata.name} has no hints for {verdict!r}{others}")
        return verdict
    progress = CourseProgress(kata.root)
    if progress.note:
        typer.echo(f"kata: {progress.note}", err=True)
    entry = progress.entry(kata)
    which = f"or name one with --verdict: {', '.join(known)}"
    if entry is None:
        raise UsageError(f"no result of {kata.name} is known; run kata check {kata.name}, {which}")
    if entry.verdict is Verdict.PASS:
        raise UsageError(f"{kata.name} passed when it was last checked; check it again, {which}")
    if entry.verdict not in known:
        raise UsageError(f"{kata.name} has no hints for {entry.verdict}, its last verdict; read its report, {which}")
    return str(entry.verdict)
