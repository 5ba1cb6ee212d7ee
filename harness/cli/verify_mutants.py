"""``kata verify --mutants``: judges small changes of a reference, for the author of its contract."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from .common import FAILED, PASSED

if TYPE_CHECKING:
    from rich.table import Table

    from ..course.authoring.mutants import Mutated
    from ..course.content.catalogue import Kata
    from ..course.grading.check import CheckSettings
    from ..workers.pool import WorkerPool

SCHEMA = "kata-mutants/1"


def verify_mutants(pool: WorkerPool, katas: Sequence[Kata], settings: CheckSettings, *, as_json: bool) -> int:
    """Judge the mutants of these katas and print the result.

    Args:
        pool: the workers.
        katas: the katas.
        settings: the settings for each mutant.
        as_json: print one JSON object and nothing else.

    Returns:
        The exit code.
    """
    from ..course.authoring.mutants import judge_mutants
    from ..report.terminal.failure import text

    judged: list[Mutated] = []
    for number, kata in enumerate(katas, 1):
        if not as_json and len(katas) > 1:
            typer.echo(f"{number} of {len(katas)}: {kata.name}", err=True)
        judged.append(judge_mutants(pool, kata, settings))
    if as_json:
        typer.echo(json.dumps({"schema": SCHEMA, "katas": [_plain(one) for one in judged]}, indent=2))
    else:
        typer.echo(text(table(judged), width=100))
        for one in judged:
            for survivor in one.survivors:
                typer.echo(
                    f"\n{one.file}:{survivor.line}: {survivor.sentence} No clause fails ({survivor.identity.operator})."
                )
                typer.echo(survivor.diff)
            for fault in one.faults:
                typer.echo(fault)
    return FAILED if any(one.survivors or one.faults for one in judged) else PASSED


def table(judged: Sequence[Mutated]) -> Table:
    """Return a table with a row for each kata, and one for all if there are several."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from ..course.authoring.mutants import CAUGHT, EQUIVALENT, SURVIVED

    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for title in ("kata", "made", CAUGHT, EQUIVALENT, SURVIVED, "schedules", "seconds"):
        grid.add_column(title, no_wrap=True, justify="left" if title == "kata" else "right")
    states = (CAUGHT, EQUIVALENT, SURVIVED)
    for one in judged:
        numbers = [len(one.outcomes), *(one.number(state) for state in states), one.schedules]
        grid.add_row(Text(one.kata), *(f"{number:,}" for number in numbers), f"{one.seconds:.1f}")
    if len(judged) > 1:
        made = sum(len(one.outcomes) for one in judged)
        ended = [sum(one.number(state) for one in judged) for state in states]
        numbers = [made, *ended, sum(one.schedules for one in judged)]
        grid.add_row("all", *(f"{number:,}" for number in numbers), f"{sum(one.seconds for one in judged):.1f}")
    return grid


def _plain(one: Mutated) -> dict[str, object]:
    return asdict(one) | {"seconds": round(one.seconds, 3)}
