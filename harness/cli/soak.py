"""``kata explore FILE.py::FUNCTION --corpus DIR``: a long exploration that can be stopped, continued and divided."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..result import Result
from .common import show, width
from .exports import print_lines

if TYPE_CHECKING:
    from ..answers.batch import BatchFailure, CorpusStatus
    from ..course.grading.settings import Settings
    from ..soak.corpus import Corpus
    from ..soak.run import SoakBounds
    from ..workers.job import Job

STATUS = "kata-corpus-status/1"

CorpusFolder = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="DIR", help="Explore for long, and keep what is learned in this folder."),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="WHEN", help="With --corpus: go on for 30s, 10m or 8h, or until 07:30.")
]
ShardOf = Annotated[
    str | None, typer.Option("--shard", metavar="I/N", help="With --corpus: do only this share of the work.")
]
KeepGoing = Annotated[bool, typer.Option("--keep-going", help="With --corpus: do not end at the first failure.")]
Anew = Annotated[
    bool,
    typer.Option("--anew", help="With --corpus: if it is of another version, begin it again with its failures first."),
]
BatchSize = Annotated[
    int, typer.Option("--batch", min=1, metavar="N", help="With --corpus: schedules of one batch, kept at its end.")
]
Status = Annotated[bool, typer.Option("--status", help="With --corpus: say what it has covered, and run nothing.")]


@dataclass(frozen=True, slots=True)
class SoakOptions:
    """The options that only a long exploration has.

    Attributes:
        corpus: the folder, or None for an exploration of the usual kind.
        until: as on the command line, or None.
        shard: as on the command line, or None.
        keep_going: failures do not end it.
        anew: begin a corpus of another version again.
        batch: schedules of one batch.
        status: only report what the corpus has covered.
    """

    corpus: Path | None
    until: str | None
    shard: str | None
    keep_going: bool
    anew: bool
    batch: int
    status: bool


def refuse_without_corpus(context: typer.Context, options: SoakOptions) -> None:
    """Refuse options that mean nothing without a corpus, or with one.

    Raises:
        UsageError: there is such an option.
    """
    from ..errors import UsageError

    if options.corpus is None:
        for name in ("until", "shard", "keep_going", "anew", "batch", "status"):
            if _given(context, name):
                raise UsageError(f"--{name.replace('_', '-')} needs --corpus DIR, the folder of a long exploration")
    elif _given(context, "seconds"):
        raise UsageError("--seconds is for an exploration without --corpus; use --until, as in --until 30s")
    elif not options.status and options.until is None and not _given(context, "schedules"):
        raise UsageError("--corpus needs an end: --until 8h, --until 07:30 or --schedules N")


def _given(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def print_status(options: SoakOptions, *, as_json: bool) -> None:
    """Print what a corpus has covered. Its program need not exist here.

    Raises:
        UsageError: the folder has no corpus, or a file of it is broken.
    """
    from ..report.terminal.corpus import corpus_status
    from ..soak.corpus import Corpus
    from ..soak.outlook import status

    assert options.corpus is not None
    now = status(Corpus.read(options.corpus))
    if as_json:
        typer.echo(json.dumps({"schema": STATUS, **asdict(now)}, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(corpus_status(now, width())))


def soak(
    context: typer.Context, what: str, job: Job, settings: Settings, options: SoakOptions
) -> tuple[list[Result], CorpusStatus]:
    """Run a long exploration; return its failures, or one pass, and what the corpus has covered by now.

    Raises:
        UsageError: the corpus is of another program or version, a file of it is broken, an option is invalid, or no
            schedule was explored.
    """
    from ..errors import UsageError
    from ..report.terminal.progress import ProgressDisplay
    from ..soak.corpus import Corpus
    from ..soak.outlook import status
    from ..soak.run import SoakRun, header_of
    from ..workers.pool import WorkerPool

    assert options.corpus is not None
    bounds = _bounds(context, settings, options)
    corpus = Corpus.open(options.corpus, header_of(job, options.batch), anew=options.anew)
    with WorkerPool(settings.jobs) as pool, ProgressDisplay.on(sys.stderr) as progress:
        pool.report_progress(progress.heard)
        progress.begin(what, 0, corpus.header.size)
        run = SoakRun(corpus, job, bounds)
        before = status(corpus)
        ended = (before.failures and not bounds.keep_going) or _is_proved(before)
        if not ended:
            try:
                run.run(pool)
            except KeyboardInterrupt:
                _say_stopped(corpus)
                raise typer.Exit(130) from None
        now = status(corpus)
        if run.unloaded is not None:
            return [run.unloaded], now
        results = [_failed(pool.judge, job, known.failure, now) for known in now.failures]
    if not now.schedules and not results:
        raise UsageError(f"nothing was explored: shard {bounds.shard} has no batch within these bounds")
    return results or [_passed(job, now)], now


def _bounds(context: typer.Context, settings: Settings, options: SoakOptions) -> SoakBounds:
    from ..soak.run import SoakBounds
    from ..soak.until import WHOLE, Shard, seconds_until

    return SoakBounds(
        seconds=seconds_until(options.until, datetime.now()) if options.until is not None else None,
        schedules=settings.schedules if _given(context, "schedules") else None,
        keep_going=options.keep_going,
        shard=Shard.parse(options.shard) if options.shard is not None else WHOLE,
    )


def _is_proved(status: CorpusStatus) -> bool:
    return status.proof is not None and status.proof.preemptions is None


def _say_stopped(corpus: Corpus) -> None:
    batches = len(corpus.numbers())
    kept = f"{corpus.folder} has {batches:,} batch{'' if batches == 1 else 'es'}"
    typer.echo(f"kata: stopped; {kept}, and the same command continues", err=True)


def _failed(judge: Callable[[Job], Result], job: Job, failure: BatchFailure, status: CorpusStatus) -> Result:
    """Return the result of a failure, with the execution that its token replays."""
    from ..soak.run import result_of

    if failure.replay is not None:
        result = judge(replace(job, replay=failure.replay))
        if result.verdict is failure.verdict:
            result.schedules = status.schedules
            return result
    result = result_of(failure, job)
    result.schedules = status.schedules
    return result


def _passed(job: Job, status: CorpusStatus) -> Result:
    from ..report.sentences.passing import passing_sentence
    from ..verdict import Verdict

    result = Result(Verdict.PASS, "", job.name, job.target, schedules=status.schedules)
    result.proof, result.exhaustive = status.proof, _is_proved(status)
    result.unseen_chance = status.outlook.chance if status.outlook is not None else None
    result.unproved = status.unmodelled or status.doubtful
    result.message = passing_sentence(result)
    return result


def show_soak(results: list[Result], status: CorpusStatus, context: typer.Context, *, one_line: bool) -> None:
    """Print the first failure or the pass, and what the corpus has covered."""
    from ..report.terminal.corpus import corpus_status

    if one_line:
        print_lines(results)
        return
    show(results[0], context)
    typer.echo("\n".join(corpus_status(status, width())))
