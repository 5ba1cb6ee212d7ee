"""Questions that are answered with y or n: on a terminal only."""

from __future__ import annotations

import sys

import typer


def asked(question: str, yes: bool) -> bool:
    """What was answered; no without an answer.

    Args:
        question: ends with a question mark.
        yes: it has been answered already, by an option.

    Raises:
        UsageError: there is nobody to ask.
    """
    from harness.errors import UsageError

    if yes:
        return True
    if not on_terminal():
        raise UsageError(f"{question} There is no terminal to answer on: --yes says so")
    try:
        return typer.confirm(question, default=False)
    except typer.Abort:  # Ctrl-C, or the end of what is typed
        typer.echo()
        return False


def on_terminal() -> bool:
    """Somebody can read what is printed, and press a key."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
