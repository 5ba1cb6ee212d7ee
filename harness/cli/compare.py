"""``kata compare NAME``: the learner's file beside the reference."""

from __future__ import annotations

from typing import Annotated

import typer

from harness.cli.common import Schedules, Seed, sentences


def compare(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The kata.")],
    against: Annotated[
        str, typer.Option("--against", metavar="WHAT", help="What to compare: katas, DIR or FILE.")
    ] = "katas",
    schedules: Schedules = 300,
    seed: Seed = 0,
) -> None:
    """Put a file beside the reference solution: verdicts, schedules, speed, locks, longest wait."""
    from harness.course.catalogue import catalogue, find, target_of
    from harness.course.compare import compare as measure
    from harness.report.compare import table
    from harness.report.terminal import text

    with sentences():
        kata = find(catalogue(), name)
        mine, reference = measure(kata, target_of(kata, against), schedules, seed)
        typer.echo(text(table(mine, reference)))
