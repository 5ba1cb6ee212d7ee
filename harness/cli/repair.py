"""``kata repair [NAME]``: hands out a wrong solution to mend, and judges the mend."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..result import Result
from ..verdict import Verdict
from .common import FAILED, Full, height, say, show, usage_errors, wants_color, width
from .completing import katas as kata_names
from .configured import configured

if TYPE_CHECKING:
    from pathlib import Path

    from ..course.content.catalogue import Kata
    from ..course.learner.progress import CourseProgress
    from ..course.repair.records import RepairRecords
    from ..course.repair.repairs import Repair


def repair(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="A kata, or a repair such as counter_3f9a; by default the one in your hands.",
            autocompletion=kata_names,
        ),
    ] = None,
    hint: Annotated[bool, typer.Option("--hint", help="Show a hint, and the size of the smallest known mend.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Put the program back as it was handed out; yours is kept as a backup.")
    ] = False,
    skip: Annotated[bool, typer.Option("--skip", help="Put this one aside, and get the next.")] = False,
    full: Full = False,
) -> None:
    """Mend a program in which one thing is wrong, with the smallest change.

    The first call puts a wrong solution of a kata into repairs/, the next ones judge what you have made of it. Which
    one comes next follows from the katas you have passed and from what you have mended.

    Exit code: 0 handed out or mended, 1 it still fails, 2 wrong usage.
    """
    from ..course.content.catalogue import catalogue, find_root
    from ..course.learner.progress import CourseProgress
    from ..course.repair.choice import next_repair
    from ..course.repair.records import RepairRecords
    from ..course.repair.workshop import begin_again, file_of
    from ..errors import UsageError

    with usage_errors():
        if hint + again + skip > 1:
            raise UsageError("--hint, --again and --skip do not go together")
        root = find_root()
        katas, progress, records = catalogue(root), CourseProgress(root), RepairRecords(root)
        if progress.note or records.note:
            typer.echo(f"kata: {progress.note or records.note}", err=True)
        kata, chosen = _named(katas, records, name)
        if chosen is not None and skip:
            records.skip(chosen)
            chosen = None
        elif chosen is None and (hint or again or skip):
            raise UsageError("no repair is in your hands: kata repair hands one out")
        if chosen is None:
            chosen = next_repair(katas, progress, records, kata)
            if chosen is None:
                _nothing_left(list(katas.values()) if kata is None else [kata])
                return
            _hand_out(records, chosen)
        elif again:
            _put_back(begin_again(chosen), root)
            _hand_out(records, chosen)
        elif not file_of(chosen).is_file():
            _hand_out(records, chosen, gone=records.get(chosen) is not None)
            if hint:
                _hint(chosen)
        else:
            records.hand_out(chosen)
            if hint:
                _hint(chosen)
            else:
                _judge(context, katas, progress, records, chosen, full)


def _named(katas: dict[str, Kata], records: RepairRecords, name: str | None) -> tuple[Kata | None, Repair | None]:
    """Return the kata that a name limits the choice to, and the repair that it means; None for none.

    Raises:
        UsageError: there is neither a kata nor a repair with this name.
    """
    from ..course.content.catalogue import find
    from ..course.repair.choice import open_repairs
    from ..course.repair.repairs import find_repair

    found = find_repair(katas, name) if name is not None else None
    if found is not None:
        return None, found
    kata = find(katas, name) if name is not None else None
    begun = open_repairs({kata.name: kata} if kata is not None else katas, records)
    return kata, begun[0] if begun else None


def _nothing_left(katas: list[Kata]) -> None:
    """Say that there is nothing left to mend.

    Raises:
        UsageError: there never was anything.
    """
    from ..course.content.variants import wrong_variants
    from ..errors import UsageError
    from ..report.terminal.repair import all_mended

    name = katas[0].name if len(katas) == 1 else None
    if not any(map(wrong_variants, katas)):
        raise UsageError(f"there are no wrong solutions of {name or 'these katas'} to mend")
    typer.echo(all_mended(name))


def _hand_out(records: RepairRecords, repair: Repair, *, gone: bool = False) -> None:
    """Write the file of a repair, and say what to do with it.

    Args:
        records: the learner's records.
        repair: the repair.
        gone: it was handed out before, and its file is not there.
    """
    from ..course.repair.workshop import hand_out, shown
    from ..report.terminal.repair import to_mend, was_gone

    hand_out(repair)
    if gone:
        say(was_gone(shown(repair)))
    records.hand_out(repair)
    command = f"kata repair {repair.name}" if records.is_mended(repair) else "kata repair"
    typer.echo(to_mend(shown(repair), repair.kata.name, command, repair.preemptions, width()))


def _put_back(backup: Path | None, root: Path) -> None:
    if backup is not None:
        say(f"your version is in {backup.relative_to(root).as_posix()}")


def _hint(repair: Repair) -> None:
    from ..report.terminal.repair import hint_for

    known = repair.smallest_mend()
    size, verdict = (known.lines, known.tokens), str(repair.verdict)
    typer.echo(hint_for(repair.name, verdict, repair.clause, repair.variant.hint, repair.place, size, width()))


def _judge(
    context: typer.Context,
    katas: dict[str, Kata],
    progress: CourseProgress,
    records: RepairRecords,
    repair: Repair,
    full: bool,
) -> None:
    """Judge the learner's version, and say how small the change is."""
    from ..course.repair.choice import next_repair, open_repairs
    from ..course.repair.workshop import shown, text_of
    from ..report.terminal.repair import mended, next_step, passed_line, unmended

    change = _change(repair, text_of(repair))
    result = _result(context, repair)
    if not result.passed:
        _show_failure(context, repair, result, full)
        typer.echo(unmended(shown(repair), change, width()))
        raise typer.Exit(FAILED)
    typer.echo(passed_line(result, width()))
    size, known = change or (0, 0), repair.smallest_mend()
    if any(size):
        from ..course.comparing.edit_size import EditSize

        records.mend(repair, EditSize(*size))
    others = [one for one in open_repairs(katas, records) if one != repair]
    follow = next_step(shown(others[0]) if others else "", next_repair(katas, progress, records) is not None)
    typer.echo(mended(repair.name, repair.variant.idea, size, (known.lines, known.tokens), follow, width()))


def _show_failure(context: typer.Context, repair: Repair, result: Result, full: bool) -> None:
    """Print the report of a failure with the repair's own commands and page: its kata's are about another file."""
    from ..report.terminal.failure import Commands, failure, text
    from .page import REPORTS, page_at

    if result.verdict is Verdict.UNFINISHED:
        show(result, context, full=full)
        return
    page = page_at(result, repair.kata.root / ".kata" / REPORTS / f"{repair.name}.html")
    again = f"kata repair {repair.name}"
    commands = Commands(again=again, page=page, hint=f"{again} --hint", more=f"{again} --full")
    shown = failure(result, width=width(), commands=commands, height=None if full else height())
    typer.echo(text(shown, width=width(), color=wants_color()), color=wants_color())


def _result(context: typer.Context, repair: Repair) -> Result:
    """Return the result of the learner's version: the contract judges it, as in ``kata check``."""
    from ..course.grading.check import check
    from ..course.repair.workshop import file_of
    from ..report.terminal.progress import ProgressDisplay
    from ..workers.pool import WorkerPool
    from .page import prepare_reports

    root, kata = repair.kata.root, repair.kata
    chosen = configured(context, root)
    with WorkerPool(chosen.jobs, root) as pool, ProgressDisplay.on(sys.stderr) as progress:
        pool.report_progress(progress.heard)
        prepare_reports()
        progress.begin(kata.name, len(kata.clauses), chosen.schedules)
        return check(
            pool, kata, file_of(repair), chosen.settings, finished=lambda clause, results: progress.part_done()
        )


def _change(repair: Repair, text: str) -> tuple[int, int] | None:
    """Return the lines and tokens that differ from the program as it was handed out; None if that is no program."""
    from ..course.comparing.edit_size import edit_size

    try:
        size = edit_size(repair.text, text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    return size.lines, size.tokens
