"""``kata explore FILE.py::FUNCTION``: explores any function that uses threading, without a kata."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..result import Result
from .common import AsJson, Full, Inside, Jobs, Seed, Strategy, StrictRaces, Timeouts, exit_code, show, usage_errors
from .configured import Profile, configured
from .exports import OneLine, Sarif, print_lines, refuse_two_outputs, write_sarif
from .soak import (
    Anew,
    BatchSize,
    CorpusFolder,
    KeepGoing,
    ShardOf,
    SoakOptions,
    Status,
    Until,
    print_status,
    refuse_without_corpus,
    show_soak,
    soak,
)

if TYPE_CHECKING:
    from ..course.grading.settings import Settings
    from ..workers.job import Job


def explore(
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE.py::FUNCTION", help="A function without arguments, or a test (FILE alone lists them)."
        ),
    ] = None,
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
    timeouts: Timeouts = "hour",
    corpus: CorpusFolder = None,
    until: Until = None,
    shard: ShardOf = None,
    keep_going: KeepGoing = False,
    anew: Anew = False,
    batch: BatchSize = 1_000,
    status: Status = False,
    full: Full = False,
    as_json: AsJson = False,
    one_line: OneLine = False,
    sarif: Sarif = None,
) -> None:
    """Run any function that uses threading under many schedules.

    With --corpus, for as long as you like: what is learned is kept, and the same command continues.

    Exit code: 0 no failure found, 1 the function fails, 2 wrong usage.
    """
    from ..course.grading.token_job import function_job
    from ..errors import UsageError

    options = SoakOptions(corpus, until, shard, keep_going, anew, batch, status)
    with usage_errors():
        refuse_two_outputs(as_json, one_line)
        refuse_without_corpus(context, options)
        if status:
            print_status(options, as_json=as_json)
            return
        if what is None:
            raise UsageError("name what to explore: FILE.py::FUNCTION, or FILE.py for a list")
        path, function = parts(what)
        if not function:
            _list(what, path, as_json)
            return
        settings = configured(context, Path.cwd())
        _check_packages(settings.inside, Path(path).parent)
        job = function_job(
            path, function, schedules=settings.schedules, seconds=settings.seconds, seed=settings.seed,
            strategy=settings.strategy, strict_races=settings.strict_races, inside=settings.inside,
            timeouts=settings.timeouts,
        )  # fmt: skip
        results: list[Result] = []
        covered = None
        if corpus is not None:
            results, covered = soak(context, what, job, settings, options)
        else:
            results = [_search(what, job, settings)]
        for result in results:
            result.name, result.file = what, what.partition("::")[0]
        write_sarif(results, sarif)
    if as_json:
        from ..report.exports.json import dumps

        typer.echo(dumps(results))
    elif covered is not None:
        show_soak(results, covered, context, one_line=one_line)
    elif one_line:
        print_lines(results)
    else:
        show(results[0], context, full=full)
    raise typer.Exit(exit_code(results))


def _search(what: str, job: Job, settings: Settings) -> Result:
    """Return the result of one search in all workers, with a line of progress."""
    from ..failure_store import FailureStore
    from ..report.terminal.progress import ProgressDisplay
    from ..workers.pool import WorkerPool

    with WorkerPool(settings.jobs, FailureStore.find().root) as pool, ProgressDisplay.on(sys.stderr) as progress:
        pool.report_progress(progress.heard)
        progress.begin(what, 1, settings.schedules)
        return pool.search(job)


def _check_packages(names: Iterable[str], folder: Path) -> None:
    """Refuse a package that nothing can be meant by: a misspelt name would be ignored silently."""
    from importlib.util import find_spec

    from ..errors import UsageError

    for name in names:
        top = name.partition(".")[0]
        beside = any(one.exists() for place in (folder, Path(), Path("src")) for one in place.glob(f"{top}*"))
        if find_spec(top) is None and not beside:
            raise UsageError(f"--inside {name}: there is no such package here")


def parts(what: str) -> tuple[str, str]:
    """Return the absolute path and the function of FILE.py::FUNCTION; "" for the function if only a file is named.

    Raises:
        UsageError: there is no such file or function.
    """
    from ..course.content.catalogue import nearest
    from ..errors import UsageError
    from ..program.explorable import explorable

    path, colons, function = what.partition("::")
    if not path or bool(colons) != bool(function):
        raise UsageError(f"{what!r} does not have the form FILE.py::FUNCTION")
    if not Path(path).is_file():
        neighbours = [str(one) for one in Path(path).parent.glob("*.py")] if Path(path).parent.is_dir() else []
        raise UsageError(f"{path}: no such file{nearest(path, neighbours) if neighbours else ''}")
    functions = _functions(path) if function else None
    if functions is not None and re.split(r"\W", function)[0] not in functions:
        found = explorable(path)
        offered = [*found.functions, *found.tests]
        close = nearest(function, functions)
        if not close.endswith("?"):  # not all of these names can be explored
            close = f"; there are: {', '.join(offered)}" if offered else ", and none that can be explored"
        raise UsageError(f"{path} has no function {function!r}{close}")
    return str(Path(path).resolve()), function


def _list(what: str, path: str, as_json: bool) -> None:
    """Print what a file has to explore.

    Raises:
        UsageError: it has nothing, or cannot be parsed.
    """
    from ..errors import UsageError
    from ..program.explorable import explorable
    from ..world.loader.load_error import LoadError

    try:
        found = explorable(path)
    except LoadError as error:
        raise UsageError(str(error)) from None
    if as_json:
        typer.echo(json.dumps({"functions": found.functions, "tests": found.tests, "left_out": dict(found.left_out)}))
        return
    if not found.functions and not found.tests:
        reasons = "; ".join(f"{name} {reason}" for name, reason in found.left_out)
        raise UsageError(f"{what} has no function without arguments, and no test{': ' * bool(reasons)}{reasons}")
    for kind, names in (("functions", found.functions), ("tests, with pytest's fixtures", found.tests)):
        if names:
            typer.echo(f"{kind}:")
            for name in names:
                typer.echo(f"  kata explore {shlex.quote(f'{what}::{name}') if ' ' in what else f'{what}::{name}'}")
    if any(name.endswith("[...]") for name in found.tests):
        typer.echo("[...] stands for parameters; pytest --collect-only -q lists them")
    if found.left_out:
        typer.echo("not explorable: " + "; ".join(f"{name} {reason}" for name, reason in found.left_out))


def _functions(path: str) -> list[str] | None:
    """Return the names that the file defines at its top level; None if it cannot be parsed or has a star import."""
    import ast

    from ..common.syntax_trees import walk
    from ..world.loader.load_error import LoadError
    from ..world.loader.parsing import parse

    try:
        tree, _ = parse(path)
    except LoadError:
        return None
    names: list[str] = []
    for node in walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names += [alias.asname or alias.name for alias in node.names]
    return None if "*" in names else names
