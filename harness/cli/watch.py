"""``kata watch``, and ``kata`` without a command: judges one kata whenever it is saved."""

from __future__ import annotations

from typing import Annotated

import typer

from .asking import on_terminal
from .common import usage_errors
from .completing import katas as kata_names
from .configured import Profile

NO_TERMINAL = "kata watch needs a terminal for its keys; without one, use kata next and kata check NAME"


def watch(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="The kata; the next one by default.", autocompletion=kata_names),
    ] = None,
    poll: Annotated[bool, typer.Option("--poll", help="Check for changes at intervals (network drives, WSL).")] = False,
    problems: Annotated[
        bool,
        typer.Option(
            "--problems",
            help="For an editor: print file:line: verdict: sentence between fixed lines; follow the saves.",
        ),
    ] = False,
    profile: Profile = None,
) -> None:
    """Judge a kata whenever you save it, with hints and progress at hand: the way to work through the course."""
    from ..course.content.catalogue import catalogue, find, find_root
    from ..course.grading.settings import load_settings
    from ..course.learner.progress import CourseProgress, next_unfinished
    from ..errors import UsageError
    from .watch_keys import pressed
    from .watch_session import WatchSession

    with usage_errors():
        if not on_terminal() and not problems:
            raise UsageError(NO_TERMINAL)
        root = find_root()
        katas = catalogue(root)
        settings = load_settings(root, {"profile": profile}).settings
        progress = CourseProgress(root)
        kata = next_unfinished(katas, progress) if name is None else find(katas, name)
    if progress.note:
        typer.echo(f"kata: {progress.note}", err=True)
    if kata is None:
        typer.echo(f"all {len(katas)} katas are passed; kata watch NAME opens one again")
        return
    raise typer.Exit(WatchSession(root, katas, kata, settings, pressed, polling=poll, problems=problems).run())


def without_command() -> None:
    """Run ``kata`` without a command: a session on a terminal, else the name of the next kata."""
    if on_terminal():
        watch(None)
        return
    from .next_ import next_kata

    next_kata()
    typer.echo("on a terminal, kata watches the next kata; kata -h lists the commands")
