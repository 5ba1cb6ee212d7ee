"""The ``kata`` command, assembled from its subcommands."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from . import (
    check,
    compare,
    course_export,
    demo,
    doctor,
    explain,
    explore,
    grade,
    hint,
    init,
    keep,
    list_,
    new,
    next_,
    page,
    play,
    quiz,
    repair,
    replay,
    reset,
    solution,
    update,
    verify,
    watch,
)

app = typer.Typer(
    name="kata",
    help="Concurrency katas: implement, run, and see every race and deadlock with a schedule that replays it.\n\n"
    "Without a command, kata opens the next kata and judges it whenever you save.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kata {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        watch.without_command()


app.command("demo")(demo.demo)
app.command("init")(init.init)
app.command("watch")(watch.watch)
app.command("list")(list_.list_katas)
app.command("next")(next_.next_kata)
app.command("check")(check.check)
app.command("hint")(hint.hint)
app.command("explain")(explain.explain)
app.command("reset")(reset.reset)
app.command("solution")(solution.solution)
app.command("compare")(compare.compare)
app.command("repair")(repair.repair)
app.command("quiz")(quiz.quiz)
app.command("explore")(explore.explore)
app.command("play")(play.play)
app.command("replay")(replay.replay)
app.command("keep")(keep.keep)
app.command("page")(page.page)
app.command("update")(update.update)
app.command("doctor")(doctor.doctor)
app.command("new")(new.new)
app.command("verify")(verify.verify)
app.command("grade")(grade.grade)
app.add_typer(course_export.app)
