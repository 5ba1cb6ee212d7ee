"""``kata demo``: judges, explains and replays a famous wrong solution; then the right one passes."""

from __future__ import annotations

import sys
from textwrap import fill

import typer

from .asking import on_terminal
from .common import NO_WORKSPACE, Full, height, show, usage_errors, width

KATA = "dining_philosophers"
WRONG = "everybody_takes_the_left_fork_first.py"
INTRO = (
    "Every philosopher takes the left fork, then the right one. On real threads that works, nearly always. Under "
    "schedules that are chosen on purpose:"
)
REPLAYS = 10
HIGH = 50
"""Lines of a terminal that has room for all of it."""


def demo(full: Full = False) -> None:
    """Show what the harness does, on the dining philosophers."""
    from ..course.content.catalogue import catalogue, find, root_to_read
    from ..course.grading.check import CheckSettings, check, job
    from ..workers.pool import WorkerPool

    with usage_errors():
        root, own = root_to_read()
        kata = find(catalogue(root), KATA)
        wrong = kata.root / "tests" / "wrong" / KATA / WRONG
        settings = CheckSettings()
        with WorkerPool() as pool:
            said = _filled(INTRO)
            typer.echo(f"{said}\n")
            caught = check(pool, kata, wrong, settings)
            show(caught, full=full, above=said.count("\n") + 2)
            if caught.replay is None:
                raise typer.Exit(1)
            _pause()
            one = job(kata, str(caught.test), wrong, "explore", settings, caught.replay)
            verdicts = {str(pool.judge(one).verdict) for _ in range(REPLAYS)}
            typer.echo("\nIts token replays it, with the same result every time:\n")
            typer.echo(f"  {REPLAYS} replays: {', '.join(sorted(verdicts))} every time\n")
            typer.echo("The reference solution takes the fork with the lower number first:\n")
            right = check(pool, kata, kata.solution, settings)
            show(right)
        start = "kata opens the first kata and judges it whenever you save; kata list shows the course"
        typer.echo("\n" + _filled(f"Your turn: {start if own else f'kata list shows the katas; {NO_WORKSPACE}'}"))
        raise typer.Exit(0 if verdicts == {str(caught.verdict)} and right.passed else 1)


def _filled(text: str) -> str:
    return fill(text, min(width(), 80), break_on_hyphens=False)


def _pause() -> None:
    """Wait for Enter, if the rest would push the report off the screen."""
    rows = height()
    if rows is not None and rows < HIGH and on_terminal():
        typer.echo("press Enter for the rest", nl=False)
        sys.stdin.readline()
