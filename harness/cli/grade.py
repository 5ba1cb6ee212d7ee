"""``kata grade SUBMISSIONS``: grades a class."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from .common import FAILED, PASSED, Jobs, say, usage_errors, width

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..answers.grades import ClassGrades, Grade, JudgedFile
    from ..answers.grading_run import RunProgress
    from ..classroom.grading import Grading
    from ..classroom.store import JudgedStore
    from ..soak.until import Shard

STOPPED = 130
OUT = Path("graded")


def grade(
    submissions: Annotated[
        Path | None,
        typer.Argument(metavar="SUBMISSIONS", help="A folder or a zip archive: a folder, an archive or a file each."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="The settings; grading.toml if there is one."),
    ] = None,
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="FILE", help="A CSV file with the students of the class.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder for everything written.")] = OUT,
    jobs: Jobs = 0,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="I/N", help="Judge only this share of the files, for --merge.")
    ] = None,
    merge: Annotated[
        list[Path] | None,
        typer.Option("--merge", metavar="DIR", help="Take what this share has judged (repeatable)."),
    ] = None,
    dask: Annotated[
        str | None, typer.Option("--dask", metavar="ADDRESS", help="Judge on a Dask cluster; local for one here.")
    ] = None,
    sandbox: Annotated[
        str, typer.Option("--sandbox", metavar="WHICH", help="auto, bwrap or none: what each file is judged in.")
    ] = "auto",
    export: Annotated[
        str | None,
        typer.Option("--export", metavar="FORMAT", help="Write the file of a platform for each student, too."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="With --export, of a single submission: where to write.")
    ] = None,
    recheck: Annotated[
        str | None, typer.Option("--recheck", metavar="STUDENT", help="Judge the files of one student again.")
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="With --recheck: keep the new verdicts, for the next table.")
    ] = False,
    init: Annotated[bool, typer.Option("--init", help="Write grading.toml, with every key explained.")] = False,
) -> None:
    """Grade submissions: points for each clause, a table, a report for each student and one about the class.

    What was judged is kept in the folder of --out. If the command is stopped, even by a power cut, the same command
    continues where it was. The same seed gives the same points on any number of processes and machines.

    With --recheck the files of one student are judged anew, and each difference is reported. Nothing is written, unless
    --keep accepts the new verdicts: the same command without both options then writes the table with them.

    Exit code: 0 the class is graded, even if files have no points because they are missing, unfinished or broken; 1 the
    grader failed on a file (not_gradable), or --recheck found a difference; 2 wrong usage.
    """
    from ..classroom.settings import FILE, template
    from ..course.content.catalogue import catalogue, root_to_read

    with usage_errors():
        _refuse_export(export, to)
        if keep and recheck is None:
            raise UsageError("--keep needs --recheck STUDENT")
        katas = catalogue(root_to_read()[0])
        if init:
            target = config or Path(FILE)
            if target.exists():
                raise UsageError(f"{target} is there already")
            target.write_text(template(katas), encoding="utf-8", newline="\n")
            say(f"{target} written: change what you like, then kata grade SUBMISSIONS")
            return
        if submissions is None:
            raise UsageError("name the folder or the archive with the submissions, or make the settings with --init")
        grading = _grading(submissions, config, roster, sandbox, recheck)
        if to is not None and len(grading.submissions) != 1:
            raise UsageError(f"--to is for a single submission, and there are {len(grading.submissions)}")
        if recheck is not None:
            raise typer.Exit(_recheck(grading, out, jobs, keep=keep))
        grades = _graded(grading, out, jobs, shard, merge or [], dask)
        if grades is None:
            return
        _write(grades, out, export, to)
        raise typer.Exit(FAILED if any(_failed_to_grade(one) for one in grades.grades) else PASSED)


def _refuse_export(export: str | None, to: Path | None) -> None:
    """Raise an error for a format that does not exist, before anything is judged."""
    from ..course.content.catalogue import nearest
    from ..report.exports.grading.formats import FORMATS

    if export is not None and export not in FORMATS:
        raise UsageError(f"--export {export}: there is no such format{nearest(export, FORMATS)}")
    if to is not None and export is None:
        raise UsageError("--to needs --export FORMAT")


def _grading(submissions: Path, config: Path | None, roster: Path | None, sandbox: str, student: str | None) -> Grading:
    from ..classroom.collect import collect
    from ..classroom.grading import Grading
    from ..classroom.roster import read_roster
    from ..classroom.sandbox.judge import chosen_sandbox
    from ..classroom.settings import FILE, read_assignment
    from ..course.content.catalogue import catalogue, nearest, root_to_read
    from ..report.sentences.grading_run import sandbox_sentence

    katas = catalogue(root_to_read()[0])
    if config is None and Path(FILE).is_file():
        config = Path(FILE)
    assignment = read_assignment(config, katas, submissions)
    chosen = {name: katas[name] for name in assignment.katas}
    found = collect(submissions, chosen, read_roster(roster) if roster is not None else ())
    if student is not None:
        mine = [one for one in found if one.student == student]
        if not mine:
            raise UsageError(f"there is no student {student!r}{nearest(student, [one.student for one in found])}")
        found = mine
    used = chosen_sandbox(sandbox)
    say(f"kata: {sandbox_sentence(used)}", err=True)
    return Grading(assignment, chosen, found, used.name)


def _graded(
    grading: Grading, out: Path, jobs: int, shard: str | None, merge: list[Path], dask: str | None
) -> ClassGrades | None:
    """Judge what is not judged yet; return the grades, or None while files are left to other shares."""
    from ..classroom.store import JudgedStore
    from ..soak.until import WHOLE, Shard

    for folder in merge:
        if not folder.is_dir():
            raise UsageError(f"--merge {folder}: there is no such folder")
    store = JudgedStore(out, merge)
    judged, left = _judged(grading, store, jobs, dask, Shard.parse(shard) if shard is not None else WHOLE)
    for path in store.damaged:
        say(f"kata: {path} was damaged, and its file was judged again", err=True)
    if left:
        say(f"{left} files are left to other shares; when all are done: kata grade SUBMISSIONS --merge DIR for each")
        return None
    return grading.grades(judged)


def _write(grades: ClassGrades, out: Path, export: str | None, to: Path | None) -> None:
    """Write all that the grades are wanted in, and say where it is."""
    from ..classroom.output_names import CLASS, SCORES, STUDENTS
    from ..classroom.outputs import write_exports, write_outputs
    from ..classroom.store import write_text
    from ..report.exports.grading.formats import FORMATS
    from ..report.terminal.class_summary import class_summary

    if export is not None and to is not None:
        text = FORMATS[export].write(grades.grades[0], os.environ)
        if str(to) == "-":
            typer.echo(text, nl=False)
        else:
            write_text(to, text)
        return
    gone = write_outputs(grades, out)
    typer.echo("\n".join(class_summary(grades, width())))
    say(f"\n{out / SCORES}, {out / CLASS} and {out / STUDENTS}{os.sep} are written.")
    if export is not None:
        folder, left = write_exports(grades, out, export, os.environ)
        gone += left
        say(f"{folder}{os.sep} has a file for each student.")
    if gone:
        say(f"Removed, of students who are not in this class: {', '.join(map(str, gone))}.")


def _judged(
    grading: Grading, store: JudgedStore, jobs: int, dask: str | None, share: Shard
) -> tuple[dict[str, dict[str, JudgedFile]], int]:
    from ..classroom.executors import executors

    try:
        with executors(jobs, dask) as make, _progress() as shown:

            def progress(progress: RunProgress) -> None:
                if progress.done == progress.known:  # nothing is judged yet, and it is known what will be
                    _say_other_pythons(store)
                shown(progress)

            return grading.judge(store, make, jobs or os.cpu_count() or 1, progress, share)
    except KeyboardInterrupt:
        say("kata: stopped; the same command continues where it was", err=True)
        raise typer.Exit(STOPPED) from None


def _say_other_pythons(store: JudgedStore) -> None:
    from ..common.python import python_name
    from ..report.sentences.grading_run import other_python_sentence

    for (folder, python), files in store.other_pythons.items():
        say(f"kata: {other_python_sentence(str(folder), python, python_name(), files)}", err=True)


def _failed_to_grade(grade: Grade) -> bool:
    from ..answers.grades import GradeStatus

    return any(one.status is GradeStatus.NOT_GRADABLE for one in grade.katas)


def _recheck(grading: Grading, out: Path, jobs: int, *, keep: bool) -> int:
    """Judge the files of one student again, and say what is different and how to accept it."""
    from ..classroom.store import JudgedStore
    from ..report.terminal.class_summary import recheck_lines
    from ..soak.until import WHOLE

    student = grading.submissions[0].student
    tasks = grading.tasks()
    before = {kata: JudgedStore(out).get(kata, task.digest, key) for (_, kata), (key, task) in tasks.items()}
    judged, _ = _judged(grading, JudgedStore(out, fresh=True, keep=keep), jobs, None, WHOLE)
    lines, same = recheck_lines(student, before, judged[student], keep=keep)
    for line in lines:
        say(line)
    return PASSED if same else FAILED


@contextmanager
def _progress() -> Iterator[Callable[[RunProgress], None]]:
    """Show how far it has come on standard error: a bar on a terminal, and a line now and then elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from ..report.sentences.grading_run import progress_words

    console = Console(stderr=True)
    last = [-1]
    if not sys.stderr.isatty():

        def line(progress: RunProgress) -> None:
            tenth = progress.done * 10 // max(progress.all, 1)
            if tenth != last[0]:
                last[0] = tenth
                typer.echo(f"kata: {progress_words(progress)}", err=True)

        yield line
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda progress: bar.update(
            task, completed=progress.done, total=progress.all, description=progress_words(progress)
        )
