"""``kata replay TOKEN``: replays one schedule exactly."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, exit_code, show, usage_errors
from .debugging import debug_replay, has_debugger
from .exports import Export, Output, exported, write

if TYPE_CHECKING:
    from ..workers.job import Job


def replay(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="As a report prints it.")],
    as_json: AsJson = False,
    export: Export = None,
    output: Output = None,
    with_pdb: Annotated[
        bool, typer.Option("--pdb", help="Step through it with pdb: its threads are commands `threads`, `thread N`.")
    ] = False,
    listen: Annotated[
        str | None,
        typer.Option(
            "--debugpy", metavar="[HOST:]PORT", help="Wait there for an editor's debugger, such as VS Code's."
        ),
    ] = None,
) -> None:
    """Replay the schedule that a report names.

    Exit code: 0 it passes, 1 it fails, 2 no such schedule for this source, or nothing to export.
    """
    from ..errors import UsageError
    from ..report.exports.json import dumps
    from ..workers.client import WorkerClient

    with usage_errors():
        if output is not None and export is None:
            raise UsageError("-o needs --export chrome, mermaid or json")
        attached = has_debugger()
        if with_pdb or listen is not None or attached:
            if as_json or export is not None or (with_pdb and listen is not None):
                raise UsageError("--pdb and --debugpy go with no other option")
            debug_replay(job_of(token), address=listen, attached=attached and not with_pdb)
        with WorkerClient() as worker:
            result = worker.judge(job_of(token))
        text = exported(result, export) if export is not None else None
        if text is not None and output is not None:
            write(output, text)
            typer.echo(f"kata: wrote {output}", err=True)
    if text is not None and output is None:
        typer.echo(text, nl=False)
    elif as_json:
        typer.echo(dumps([result]))
    else:
        show(result)
    raise typer.Exit(exit_code([result]))


def function_job(path: str, function: str, *, of_pytest: bool = False, **words: Any) -> Job:
    """Return the job that explores a function of a file, or a test as pytest runs it.

    Args:
        path: the file.
        function: its name, or the rest of the test's node ID.
        of_pytest: pytest runs it, by any name.
        words: further fields of the job.
    """
    from ..program.explorable import needs_pytest
    from ..program.pytest_settings import PytestSettings
    from ..workers.job import Job
    from ..world.loader.load_error import LoadError

    settings: PytestSettings | None = None
    search: tuple[str, ...] = ()
    with suppress(LoadError):  # the worker says what is wrong with the file
        if of_pytest or needs_pytest(path, function):
            settings = PytestSettings()
        elif function.startswith("test"):
            from ..program.pytest_config import search_path

            search = search_path(path)
    return Job("explore", path, function, pytest=settings, path=search, **words)


def job_of(text: str) -> Job:
    """Return the job that replays a token.

    Raises:
        TokenError: the text is not a token.
        UsageError: its file, kata or clause does not exist here.
    """
    from ..course.content.catalogue import catalogue, find
    from ..course.grading.check import CheckSettings, job
    from ..errors import UsageError
    from ..token import PYTEST, Token

    token = Token.parse(text)
    program, _, target = token.what.partition("@")
    file, of_function, function = token.what.partition("::")
    path = Path(file if of_function else target)
    if not path.is_file():
        raise UsageError(f"the token is for {path}, which does not exist here; run it where the report was printed")
    if of_function:
        # the names of parameters, in brackets, may contain a plus
        named, bracket, packages = function.rpartition("]")
        last, *added = packages.split("+")
        words = dict(one.split("=") for one in added if "=" in one)
        inside = tuple(one for one in added if "=" not in one and one != PYTEST)
        return function_job(
            str(path.resolve()), named + bracket + last, of_pytest=PYTEST in added, replay=text, inside=inside, **words
        )
    name, _, called = program.partition("/")
    clause = called.partition("+")[0]
    kata = find(catalogue(), name)
    if clause not in kata.clauses:
        raise UsageError(f"{kata.name} has no clause {clause}")
    return job(kata, clause, path.resolve(), "explore", CheckSettings(), text)
