"""``kata``: puts the commands together."""

from __future__ import annotations

from typing import Annotated

import typer

from harness import __version__
from harness.cli import check, compare, demo, explore, hint, list_, new, next_, replay, verify

app = typer.Typer(
    name="kata",
    help="Concurrency katas: implement, run, and see every race and deadlock with a schedule that replays it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kata {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


app.command("demo")(demo.demo)
app.command("list")(list_.list_katas)
app.command("next")(next_.next_kata)
app.command("check")(check.check)
app.command("hint")(hint.hint)
app.command("compare")(compare.compare)
app.command("explore")(explore.explore)
app.command("replay")(replay.replay)
app.command("new")(new.new)
app.command("verify")(verify.verify)


def main() -> None:
    """The console script."""
    app()
