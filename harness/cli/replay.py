"""``kata replay TOKEN``: replays one schedule exactly.

The name of a kata in place of the token means its last failure; a link to the playground, the schedule in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import AsJson, Full, ReplayArgument, exit_code, show, usage_errors, width
from .debugging import debug_replay, has_debugger
from .exports import Export, OneLine, Output, exported, print_lines, refuse_two_outputs, write
from .links import unlinked

if TYPE_CHECKING:
    from ..report.story.values import NamedValue
    from ..result import Result
    from ..workers.job import Job


def replay(
    token: ReplayArgument,
    search: Annotated[
        bool,
        typer.Option("--search", help="Try 1,000 schedules that begin as this one does, as far as possible."),
    ] = False,
    full: Full = False,
    as_json: AsJson = False,
    export: Export = None,
    output: Output = None,
    one_line: OneLine = False,
    watch: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Show every value that NAME had, with its step and thread. Repeatable."),
    ] = None,
    with_pdb: Annotated[
        bool, typer.Option("--pdb", help="Step through it with pdb: its threads are commands `threads`, `thread N`.")
    ] = False,
    link: Annotated[
        bool, typer.Option("--link", help="Print a link that replays it in a browser; it has the program in it.")
    ] = False,
    listen: Annotated[
        str | None,
        typer.Option(
            "--debugpy", metavar="[HOST:]PORT", help="Wait there for an editor's debugger, such as VS Code's."
        ),
    ] = None,
) -> None:
    """Replay the schedule that a report names, the last failure of a kata, or the schedule of a playground's link.

    Exit code: 0 it passes, 1 it fails, 2 no such schedule for this source, or nothing to export.
    """
    from ..course.learner.last_failure import replay_job
    from ..errors import UsageError
    from ..report.exports.json import dumps
    from ..report.sentences.edited import edited_sentence
    from ..report.terminal.values import value_table
    from ..workers.client import WorkerClient
    from ..workers.job import NEAR, REPLAY

    with usage_errors():
        if output is not None and export is None:
            raise UsageError("-o needs --export chrome, mermaid, json or sarif")
        refuse_two_outputs(as_json, one_line)
        if export is not None and output is None and one_line:
            raise UsageError("--export writes to standard output, as --oneline does; name a file with -o")
        if watch and (export is not None or one_line):
            raise UsageError("--watch does not go with --export or --oneline; it goes with --json")
        token = unlinked(token)
        if link:
            _print_link(replay_job(token))
            return
        attached = has_debugger()
        if with_pdb or listen is not None or attached:
            others = as_json or one_line or search or watch or export is not None
            if others or (with_pdb and listen is not None):
                raise UsageError("--pdb and --debugpy go with no other option")
            debug_replay(replay_job(token), address=listen, attached=attached and not with_pdb)
        with WorkerClient() as worker:
            result = worker.judge(replay_job(token, NEAR if search else REPLAY))
        watched = _watched(result, watch or [])
        text = exported(result, export) if export is not None else None
        if text is not None and output is not None:
            write(output, text)
            typer.echo(f"kata: wrote {output}", err=True)
    if text is not None and output is None:
        typer.echo(text, nl=False)
    elif as_json:
        typer.echo(dumps([result], watched if watch else None))
    elif one_line:
        print_lines([result])
    else:
        show(result, full=full)
        for name, rows in watched.items():
            typer.echo("\n".join(["", *value_table(result, name, rows, width())]))
        if result.renamed is not None:
            typer.echo(edited_sentence(result.renamed))
    raise typer.Exit(exit_code([result]))


def _print_link(job: Job) -> None:
    """Print the link to the playground for the schedule that a job replays."""
    from ..playground.terminal_links import link_of

    typer.echo(link_of(job))


def _watched(result: Result, names: list[str]) -> dict[str, list[NamedValue]]:
    """Return the values of each name in the replayed schedule.

    Raises:
        UsageError: nothing was recorded, or a name occurs in no step.
    """
    from ..errors import UsageError
    from ..report.terminal.values import not_watched, watched

    if names and result.trace is None:
        why = "and this one passes" if result.passed else "and here is none"
        raise UsageError(f"--watch shows the values in a failing schedule, {why}")
    found = {name: watched(result, name) for name in names}
    for name, rows in found.items():
        if not rows:
            raise UsageError(not_watched(result, name))
    return found
