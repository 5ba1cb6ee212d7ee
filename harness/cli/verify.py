"""``kata verify``: checks all files of a kata, for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import FAILED, PASSED, Jobs, Schedules, Seed, usage_errors
from .completing import katas as kata_names
from .verify_mutants import SCHEMA as MUTANTS_SCHEMA
from .verify_mutants import verify_mutants

if TYPE_CHECKING:
    from rich.table import Table

    from ..course.authoring.verify import Verified

SCHEMA = "kata-verify/1"


def verify(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Katas to verify; all by default.", autocompletion=kata_names),
    ] = None,
    schedules: Schedules = 1_000,
    seed: Seed = 0,
    jobs: Jobs = 0,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Judge small changes of the reference instead: each must fail.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help=f"Print one JSON object ({SCHEMA}, or {MUTANTS_SCHEMA}) and nothing else.")
    ] = False,
) -> None:
    """Verify all files of a kata, for authors of katas.

    The stub must be unfinished, and its docstring must have a story, the contract and the allowed primitives. The
    reference and each right variant must pass. Each wrong variant must fail as it declares, and each such verdict needs
    hints. The use of a forbidden name must be reported. If tests/promises/ has the contract sentence by sentence, each
    wrong variant that breaks a promise must fail in one of the clauses listed with it.

    With --mutants, the reference is changed in one small place at a time (a notify dropped, a line moved out of the
    lock, < for <=), and each such mutant must fail the contract or be listed in tests/mutants/ with a reason. A mutant
    that survives shows a promise that no clause checks.

    Exit code: 0 the kata is complete, 1 it has faults or a mutant survives, 2 wrong usage.
    """
    import json
    from dataclasses import asdict

    from ..course.authoring.verify import verify as verify_kata
    from ..course.content.catalogue import catalogue, find
    from ..course.grading.check import CheckSettings
    from ..report.terminal.failure import text
    from ..workers.pool import WorkerPool

    with usage_errors():
        katas = catalogue()
        chosen = [find(katas, name) for name in dict.fromkeys(names)] if names else list(katas.values())
        found = []
        # no folder in which the workers could find earlier failures: every verification starts from nothing
        with WorkerPool(jobs) as pool:
            if mutants:
                settings = CheckSettings(schedules=schedules, seed=seed)
                raise typer.Exit(verify_mutants(pool, chosen, settings, as_json=as_json))
            for number, kata in enumerate(chosen, 1):
                if not as_json and len(chosen) > 1:
                    typer.echo(f"{number} of {len(chosen)}: {kata.name}", err=True)
                found.append(verify_kata(pool, kata, CheckSettings(schedules=schedules, seed=seed)))
    faults = [fault for one in found for fault in one.faults]
    if as_json:
        plain = [asdict(one) | {"seconds": round(one.seconds, 3)} for one in found]
        typer.echo(json.dumps({"schema": SCHEMA, "katas": plain}, indent=2, ensure_ascii=False))
    else:
        typer.echo(text(table(found), width=100))
        for fault in faults:
            typer.echo(fault)
    raise typer.Exit(FAILED if faults else PASSED)


def table(found: list[Verified]) -> Table:
    """Return a table with a row for each kata."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for title in ("kata", "wrong\ncaught", "right\npassed", "\nschedules", "clauses\nproved", "\nseconds", ""):
        grid.add_column(title, no_wrap=True, justify="left" if title in ("kata", "") else "right", vertical="bottom")
    for one in found:
        grid.add_row(
            Text(one.kata),
            f"{one.caught} of {one.wrong}",
            f"{one.passed} of {one.right}",
            f"{one.schedules:,}",
            f"{one.proved} of {one.clauses}",
            f"{one.seconds:.1f}",
            _faults(len(one.faults)),
        )
    return grid


def _faults(number: int) -> str:
    return f"{number} fault{'' if number == 1 else 's'}" if number else "✓"
