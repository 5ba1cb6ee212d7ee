"""``kata doctor``: checks what is installed, what conflicts, and what would run."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import FAILED, PASSED, usage_errors, wants_color

SCHEMA = "kata-doctor/1"


def doctor(
    as_json: Annotated[
        bool, typer.Option("--json", help=f"Print one JSON object ({SCHEMA}) and nothing else.")
    ] = False,
    trial: Annotated[bool, typer.Option("--trial/--no-trial", help="Judge one clause to see that it works.")] = True,
) -> None:
    """Check versions, conflicting plugins, the workspace, and whether a kata can be judged.

    Exit code: 0 everything works, perhaps with notes, 1 something does not work.
    """
    import json
    from dataclasses import asdict

    from rich.table import Table
    from rich.text import Text

    from ..course.learner.doctor import DoctorStatus, examine
    from ..report.terminal.failure import text

    with usage_errors():
        found = list(examine(trial))
    if as_json:
        typer.echo(json.dumps({"schema": SCHEMA, "found": [asdict(one) for one in found]}, indent=2))
    else:
        grid = Table.grid(padding=(0, 2, 0, 0))
        styles = {DoctorStatus.GOOD: "green", DoctorStatus.NOTE: "yellow", DoctorStatus.BAD: "bold red"}
        for one in found:  # words, because this terminal may be unable to print signs
            grid.add_row(Text(one.mark, styles[one.mark]), Text(one.what), Text(one.said))
        typer.echo(text(grid, width=100, color=wants_color()))
    raise typer.Exit(FAILED if any(one.mark is DoctorStatus.BAD for one in found) else PASSED)
