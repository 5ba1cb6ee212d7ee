"""``kata check``: judges katas against their contracts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..result import Result
from .common import (
    AsJson,
    Full,
    Jobs,
    Runs,
    Schedules,
    Seed,
    Strategy,
    StrictRaces,
    exit_code,
    show,
    usage_errors,
)
from .completing import katas as kata_names
from .configured import Profile, configured
from .exports import Github, OneLine, Sarif, print_lines, refuse_two_outputs, write_github, write_sarif
from .page import page_of, prepare_reports

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata


class EngineChoice(StrEnum):
    """The engines that run a clause."""

    EXPLORE = "explore"
    STRESS = "stress"
    BOTH = "both"


def check(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Katas to judge; all by default.", autocompletion=kata_names),
    ] = None,
    against: Annotated[
        str, typer.Option("--against", metavar="WHAT", help="What to judge: katas, solutions, DIR or FILE.")
    ] = "katas",
    profile: Profile = None,
    engine: Annotated[EngineChoice, typer.Option("--engine", help="How to run each clause.")] = EngineChoice.BOTH,
    schedules: Schedules = 1_000,
    runs: Runs = None,
    seed: Seed = 0,
    strategy: Strategy = "auto",
    jobs: Jobs = 0,
    strict_races: StrictRaces = False,
    full: Full = False,
    as_json: AsJson = False,
    github: Github = False,
    sarif: Sarif = None,
    one_line: OneLine = False,
    require_all: Annotated[
        bool, typer.Option("--require-all", help="Count an unfinished stub or a missing file as a failure.")
    ] = False,
) -> None:
    """Judge katas against their contracts.

    Options override environment variables (KATA_SCHEDULES and so on), and those override [tool.kata] in pyproject.toml.

    Exit code: 0 passed, 1 the code under test fails, 2 wrong usage.
    """
    from ..course.content.catalogue import catalogue, find, kata_of_file, target_of, targets_in_folder
    from ..course.grading.check import check as check_kata
    from ..report.exports.json import dumps
    from ..report.terminal.progress import ProgressDisplay
    from ..workers.pool import WorkerPool

    with usage_errors():
        refuse_two_outputs(as_json, one_line)
        root, here = _roots(against)
        katas = catalogue(root)
        file = Path(against)
        if not names and against not in ("katas", "solutions") and file.is_file():
            chosen = [kata_of_file(katas, file)]
        else:
            chosen = [find(katas, name) for name in names] if names else list(katas.values())
        targets = [(kata, target_of(kata, against)) for kata in chosen]
        if not names and not require_all and against not in ("katas", "solutions") and file.is_dir():
            targets, note = targets_in_folder(targets, file)
            if note:
                typer.echo(f"kata: {note}", err=True)
        chosen_settings = configured(context, here)
        settings = chosen_settings.settings
        results = []
        with WorkerPool(chosen_settings.jobs, here) as pool, ProgressDisplay.on(sys.stderr) as progress:
            pool.report_progress(progress.heard)
            prepare_reports()
            for kata, target in targets:
                clauses: dict[str, list[Result]] = {}
                progress.begin(kata.name, len(kata.clauses), chosen_settings.schedules)
                finished = partial(_finished, clauses, progress.part_done)
                results.append(check_kata(pool, kata, target, settings, finished=finished))
                with progress.aside():
                    _record(kata, target, results[-1])
                    if one_line:
                        print_lines(results[-1:])
                    elif not as_json:
                        alone = len(targets) == 1 and results[-1].passed
                        beside = _compared(kata, target) if alone else ""
                        page, each = page_of(results[-1]), clauses if alone else None
                        show(results[-1], context, page=page, full=full, clauses=each, beside=beside)
        write_sarif(results, sarif)
    if as_json:
        typer.echo(dumps(results))
    if github:
        write_github(results, err=as_json or one_line)
    raise typer.Exit(exit_code(results, require_all))


def _roots(against: str) -> tuple[Path, Path]:
    """Return the folder of the contracts, and the one of settings and stored failures.

    Both are the workspace. Where there is none, a file can still be judged: by the packaged contract, in its own place.

    Raises:
        UsageError: there is no workspace, and the learner's katas or the solutions are to be judged.
    """
    from ..course.content.catalogue import find_root, root_to_read

    if against in ("katas", "solutions"):
        return (root := find_root()), root
    root, workspace = root_to_read()
    return root, root if workspace else Path.cwd()


def _record(kata: Kata, target: Path, result: Result) -> None:
    """Add the notes on the source to a pass, and store the result as progress."""
    from ..course.comparing.wait_loops import wait_notes
    from ..course.learner.progress import record

    if result.passed:
        result.notes += wait_notes(target)
    note = record(kata, target, result)
    if note:
        typer.echo(f"kata: {note}", err=True)


def _compared(kata: Kata, target: Path) -> str:
    """Return a sentence that compares a file with the reference; "" for the reference itself."""
    from ..course.comparing.source_outline import comparison

    return comparison(target, kata.solution) if target != kata.solution else ""


def _finished(
    clauses: dict[str, list[Result]], part_done: Callable[[], None], clause: str, results: list[Result]
) -> None:
    clauses[clause] = results
    part_done()
