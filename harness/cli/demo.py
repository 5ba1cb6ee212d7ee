"""``kata demo``: judges, explains and replays a famous wrong solution; then the right one passes."""

from __future__ import annotations

import typer

from .common import NO_WORKSPACE, show, usage_errors

KATA = "dining_philosophers"
WRONG = "everybody_takes_the_left_fork_first.py"


def demo() -> None:
    """Show what the harness does, on the dining philosophers."""
    from ..course.content.catalogue import catalogue, find, root_to_read
    from ..course.grading.check import CheckSettings, check
    from ..report.terminal.failure import summary_line
    from ..workers.pool import WorkerPool

    with usage_errors():
        root, own = root_to_read()
        kata = find(catalogue(root), KATA)
        wrong = kata.root / "tests" / "wrong" / KATA / WRONG
        settings = CheckSettings()
        with WorkerPool() as pool:
            typer.echo("Every philosopher takes the left fork, then the right one. On real threads that works,")
            typer.echo("nearly always. Under schedules that are chosen on purpose:\n")
            caught = check(pool, kata, wrong, settings)
            show(caught)
            if caught.replay is None:
                raise typer.Exit(1)
            typer.echo("The token replays it, with the same result every time:\n")
            from ..course.grading.check import job

            one = job(kata, str(caught.test), wrong, "explore", settings, caught.replay)
            verdicts = {str(pool.judge(one).verdict) for _ in range(10)}
            typer.echo(f"  10 replays: {', '.join(sorted(verdicts))} every time\n")
            typer.echo("The reference solution takes the fork with the lower number first:\n")
            right = check(pool, kata, kata.solution, settings)
            typer.echo(f"{summary_line(right)}\n")
        if own:
            typer.echo(
                "Your turn: kata opens the first kata and judges it whenever you save; kata list shows the course"
            )
        else:
            typer.echo(f"Your turn: kata list shows the katas; {NO_WORKSPACE}")
        raise typer.Exit(0 if verdicts == {str(caught.verdict)} and right.passed else 1)
