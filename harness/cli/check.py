"""``kata check``: judge katas against their contracts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from harness.cli.common import (
    AsJson,
    Jobs,
    Schedules,
    Seed,
    Strategy,
    StrictRaces,
    exit_code,
    known_strategy,
    sentences,
    show,
)


class Engine(StrEnum):
    """Which engines run a clause."""

    EXPLORE = "explore"
    STRESS = "stress"
    BOTH = "both"


def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Katas to judge; none means all.")
    ] = None,
    against: Annotated[
        str, typer.Option("--against", metavar="WHAT", help="What to judge: katas, solutions, DIR or FILE.")
    ] = "katas",
    engine: Annotated[Engine, typer.Option("--engine", help="How to run each clause.")] = Engine.BOTH,
    schedules: Schedules = 1_000,
    seed: Seed = 0,
    strategy: Strategy = "auto",
    jobs: Jobs = 0,
    strict_races: StrictRaces = False,
    as_json: AsJson = False,
    require_all: Annotated[bool, typer.Option("--require-all", help="An unfinished stub is a failure.")] = False,
) -> None:
    """Judge katas against their contracts.

    Exit code: 0 passed, 1 the code under test fails, 2 wrong usage.
    """
    from harness.course.catalogue import catalogue, find, find_root, kata_of_file, target_of
    from harness.course.check import Settings
    from harness.course.check import check as check_kata
    from harness.course.progress import record
    from harness.judge.judges import Judges
    from harness.report.json import dumps

    with sentences():
        katas = catalogue()
        file = Path(against)
        if not names and against not in ("katas", "solutions") and file.is_file():
            chosen = [kata_of_file(katas, file)]
        else:
            chosen = [find(katas, name) for name in names] if names else list(katas.values())
        targets = [(kata, target_of(kata, against)) for kata in chosen]
        settings = Settings.of(engine.value, schedules, seed, known_strategy(strategy), strict_races=strict_races)
        results = []
        with Judges(jobs, find_root()) as judges:
            for kata, target in targets:
                results.append(check_kata(judges, kata, target, settings))
                said = record(kata, target, results[-1])
                if said:
                    typer.echo(f"kata: {said}", err=True)
                if not as_json:
                    show(results[-1])
    if as_json:
        typer.echo(dumps(results))
    raise typer.Exit(exit_code(results, require_all))
