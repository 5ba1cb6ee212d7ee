"""``kata list``: which katas there are."""

from __future__ import annotations

import typer

from harness.cli.common import sentences


def list_katas() -> None:
    """List the katas in teaching order, and whether each is begun."""
    from harness.course.catalogue import catalogue, is_stub

    with sentences():
        katas = list(catalogue().values())
        width = max(len(kata.name) for kata in katas)
        for kata in katas:
            state = "not begun" if is_stub(kata.stub) else "begun" if kata.stub.is_file() else "missing"
            typer.echo(f"{kata.name:<{width}}  {state:<9}  {kata.title}")
