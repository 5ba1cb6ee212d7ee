"""``kata explore FILE.py::FUNCTION``: explores any function that uses threading, without a kata."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from harness.cli.common import AsJson, Inside, Jobs, Seed, Strategy, StrictRaces, exit_code, show, usage_errors
from harness.cli.configured import Profile, configured


def explore(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="FILE.py::FUNCTION", help="A function that takes no arguments.")],
    profile: Profile = None,
    schedules: Annotated[int, typer.Option("--schedules", min=1, metavar="N", help="Schedules to explore.")] = 1_000,
    seconds: Annotated[
        float | None, typer.Option("--seconds", min=0.001, metavar="S", help="Stop after S seconds.")
    ] = None,
    strategy: Strategy = "auto",
    jobs: Jobs = 0,
    strict_races: StrictRaces = False,
    seed: Seed = 0,
    inside: Inside = None,
    as_json: AsJson = False,
) -> None:
    """Run any function that uses threading under many schedules.

    Exit code: 0 no failure found, 1 the function fails, 2 wrong usage.
    """
    from harness.failure_store import FailureStore
    from harness.report.exports.json import dumps
    from harness.report.terminal.progress import ProgressDisplay
    from harness.workers.job import Job
    from harness.workers.pool import WorkerPool

    with usage_errors():
        path, function = _parts(what)
        settings = configured(context, Path.cwd())
        job = Job(
            "explore", path, function, schedules=settings.schedules, seconds=settings.seconds, seed=settings.seed,
            strategy=settings.strategy, strict_races=settings.strict_races, inside=settings.inside,
        )  # fmt: skip
        with WorkerPool(settings.jobs, FailureStore.find().root) as pool, ProgressDisplay.on(sys.stderr) as progress:
            pool.report_progress(progress.heard)
            progress.begin(what, 1, settings.schedules)
            result = pool.search(job)
        result.name = what
        result.file = what.rpartition("::")[0]
    if as_json:
        typer.echo(dumps([result]))
    else:
        show(result, context)
    raise typer.Exit(exit_code([result]))


def _parts(what: str) -> tuple[str, str]:
    from harness.course.content.catalogue import nearest
    from harness.errors import UsageError

    path, _, function = what.rpartition("::")
    if not path or not function:
        raise UsageError(f"{what!r} does not have the form FILE.py::FUNCTION")
    if not Path(path).is_file():
        neighbours = [str(one) for one in Path(path).parent.glob("*.py")] if Path(path).parent.is_dir() else []
        raise UsageError(f"{path}: no such file{nearest(path, neighbours) if neighbours else ''}")
    functions = _functions(path)
    if functions is not None and function.partition(".")[0] not in functions:
        raise UsageError(f"{path} has no function {function!r}{nearest(function, functions)}")
    return str(Path(path).resolve()), function


def _functions(path: str) -> list[str] | None:
    """Return the names that the file defines at its top level; None if it cannot be parsed or has a star import."""
    import ast

    from harness.world.loader.load_error import LoadError
    from harness.world.loader.source import parse

    try:
        tree, _ = parse(path)
    except LoadError:
        return None
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names += [alias.asname or alias.name for alias in node.names]
    return None if "*" in names else names
