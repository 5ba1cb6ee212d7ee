"""Yes-or-no questions, which are asked on a terminal only."""

from __future__ import annotations

import sys
from textwrap import fill

import typer


def confirmed(question: str, yes: bool) -> bool:
    """Ask a question and return whether the answer is yes.

    Args:
        question: the question, with its question mark.
        yes: an option has already answered it.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    from ..errors import UsageError

    if yes:
        return True
    if not on_terminal():
        raise UsageError(f"{question} There is no terminal to ask on: answer with --yes")
    try:
        return typer.confirm(fill(question, 70, break_on_hyphens=False), default=False)
    except typer.Abort:  # Ctrl-C, or the end of the input
        typer.echo()
        return False


def on_terminal() -> bool:
    """True if input and output are a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
