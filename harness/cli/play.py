"""``kata play WHAT [CLAUSE]``: a game in which you are the scheduler of a program, and try to break it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..result import Result
from ..verdict import Verdict
from .asking import on_terminal
from .common import FAILED, PASSED, Jobs, Seed, say, show, usage_errors, wants_color
from .completing import katas as kata_names
from .links import unlinked

if TYPE_CHECKING:
    from ..answers.game import Position
    from ..course.content.catalogue import Kata
    from ..workers.job import Job

NO_GAME = (Verdict.ERROR, Verdict.FORBIDDEN)
"""Verdicts on a file, and not on one of its schedules."""
LOOKING = 300
"""Schedules of each clause in the search for one that fails."""


@dataclass
class Playable:
    """A program to play.

    Attributes:
        job: explores it; its token, if it has one, names the position to begin at or the workload.
        known: the explorer's result of it, or None.
        from_token: the game begins where the token is.
    """

    job: Job
    known: Result | None = None
    from_token: bool = False


def play(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="A kata, a file of one, FILE.py::FUNCTION, a token, or a link to the playground.",
            autocompletion=kata_names,
        ),
    ],
    clause: Annotated[
        str | None, typer.Argument(metavar="[CLAUSE]", help="Of a kata; by default one that fails, if any does.")
    ] = None,
    against: Annotated[
        str, typer.Option("--against", metavar="WHAT", help="Whose file of the kata: katas, solutions, DIR or FILE.")
    ] = "katas",
    seed: Seed = 0,
    jobs: Jobs = 0,
) -> None:
    """Be the scheduler: choose which thread takes each step, and break the program with few preemptions.

    Exit code: 0 nothing failed in the schedule that you left, 1 it fails, 2 wrong usage.
    """
    from ..errors import UsageError

    with usage_errors():
        if not on_terminal():
            raise UsageError("kata play needs a terminal; kata replay TOKEN shows a schedule without one")
        program = _program(unlinked(what), clause, against, seed, jobs)
        if isinstance(program, Result):
            show(program)
            raise typer.Exit(FAILED)
        end = _play(program)
    raise typer.Exit(end)


def _play(program: Playable) -> int:
    """Play a program, print where the game was left, and return the exit code."""
    from ..answers.game import GameAnswer, GameRequest
    from ..play.game import Game
    from ..play.par import ParSearch
    from ..report.terminal.game_board import BoardView, game_title
    from ..workers.client import WorkerClient
    from .play_session import PlaySession

    job = program.job

    def ask(request: GameRequest) -> GameAnswer:
        answer = worker.play(replace(job, game=request))
        if isinstance(answer, Result):
            raise _Ended(answer)
        return answer

    of_kata = bool(job.contract)
    search = replace(job, replay=None)
    with WorkerClient(plays=True) as worker, ParSearch(search, program.known) as par:
        try:
            first = ask(GameRequest(from_token=program.from_token))
            assert first.position is not None
            if first.position.result is not None and first.position.result.verdict in NO_GAME:
                raise _Ended(first.position.result)
            view = BoardView(game_title(job.name, job.clause or None), job.target, of_kata, calls=first.calls)
            game = Game(ask, first.position)
            PlaySession(game, par, view, color=wants_color()).run()
        except _Ended as ended:
            show(ended.result)
            return FAILED
    _say_goodbye(game.position)
    return PASSED if game.position.result is None or game.position.result.passed else FAILED


class _Ended(Exception):
    """The program cannot be played: it could not be loaded, hung, or ended its process."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result


def _say_goodbye(position: Position) -> None:
    from ..report.sentences.game import score_sentence
    from ..report.terminal.commands import quoted

    result = position.result
    if result is not None and not result.passed:
        say(f"{str(result.verdict).replace('_', ' ')}: {result.message}")
        typer.echo(score_sentence(position.preemptions, None))
    token = quoted(position.replay)
    typer.echo(f"to go on from here:  kata play {token}")
    if result is not None and not result.passed:
        typer.echo(f"the whole report:    kata replay {token}")
        typer.echo(f"as a page:           kata page {token} --open")


# -- which program -------------------------------------------------------------------------------------------


def _program(what: str, clause: str | None, against: str, seed: int, jobs: int) -> Playable | Result:
    """Return the program to play, or the result of a file that cannot be played.

    Raises:
        UsageError: there is no such program.
    """
    from ..course.content.catalogue import catalogue, find, kata_of_file, target_of
    from ..course.grading.token_job import function_job, job_of
    from ..errors import UsageError
    from ..token import VERSION
    from .explore import parts

    if what.strip().startswith(f"{VERSION}:"):
        return Playable(replace(job_of(what), seed=seed), from_token=True)
    if "::" in what:
        if clause is not None:
            raise UsageError("a function has no clauses")
        path, function = parts(what)
        return Playable(function_job(path, function, seed=seed))
    file = Path(what)
    if file.suffix == ".py" and file.is_file():
        kata, target = kata_of_file(catalogue(), file), file.resolve()
    elif file.suffix == ".py" and file.parent.name not in ("", "katas"):  # katas/NAME.py names a kata from any folder
        raise UsageError(f"{what}: no such file")
    else:
        kata = find(catalogue(), what)
        target = target_of(kata, against).resolve()
    if not target.is_file():
        raise UsageError(f"{target}: no such file")
    return _of_kata(kata, target, clause, seed, jobs)


def _of_kata(kata: Kata, target: Path, clause: str | None, seed: int, jobs: int) -> Playable | Result:
    from ..course.content.catalogue import is_stub, nearest
    from ..course.grading.check import CheckSettings, job
    from ..errors import UsageError

    names = {name.removeprefix("test_"): name for name in kata.clauses}
    if clause is not None and clause.removeprefix("test_") not in names:
        raise UsageError(f"{kata.name} has no clause {clause}{nearest(clause, kata.clauses)}")
    if is_stub(target):
        raise UsageError(
            f"{kata.name} is not begun, so there is nothing to play; kata play {kata.name} --against solutions plays "
            "the reference"
        )
    settings = CheckSettings(("explore",), seed=seed)
    if clause is not None:
        return Playable(job(kata, names[clause.removeprefix("test_")], target, "explore", settings))
    result = _judged(kata, target, seed, jobs)
    if result.verdict in (*NO_GAME, Verdict.HANG) or (not result.passed and not result.test):
        return result
    if result.passed:
        return Playable(job(kata, _most_to_play(kata, result), target, "explore", settings))
    return Playable(job(kata, str(result.test), target, "explore", settings, result.replay), result)


def _judged(kata: Kata, target: Path, seed: int, jobs: int) -> Result:
    """Return the explorer's result of a file, from a short search."""
    import sys

    from ..course.content.catalogue import find_root
    from ..course.grading.check import CheckSettings, check
    from ..report.terminal.progress import ProgressDisplay
    from ..workers.pool import WorkerPool

    settings = CheckSettings(("explore",), LOOKING, seed=seed)
    with WorkerPool(jobs, find_root()) as pool, ProgressDisplay.on(sys.stderr) as progress:
        pool.report_progress(progress.heard)
        progress.begin(kata.name, len(kata.clauses), LOOKING)
        return check(pool, kata, target, settings, finished=lambda clause, results: progress.part_done())


def _most_to_play(kata: Kata, result: Result) -> str:
    """Return a clause of a passing file: the proved one with the fewest classes, but more than one."""
    proved = [one for one in result.clauses if one.classes > 1]
    return min(proved, key=lambda one: one.classes).test if proved else kata.clauses[0]
