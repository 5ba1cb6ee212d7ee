"""What a command's options, the environment and ``[tool.kata]`` come to."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.completing import profiles

if TYPE_CHECKING:
    from harness.course.grading.settings import Settings

Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="How hard to look: quick, thorough, nightly, or your own.",
        autocompletion=profiles,
    ),
]


def configured(context: typer.Context, start: Path) -> Settings:
    """How hard to look.

    Args:
        context: of a command whose options have the names of ``Settings``; those not given do not count.
        start: the folder whose pyproject.toml counts, or the nearest above it that has the table.

    Raises:
        UsageError: a key or a value is none; says where.
    """
    from harness.course.grading.settings import KEYS, load_settings

    given = {}
    for key in KEYS:
        name = key.replace("-", "_")
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            value = context.params[name]
            given[name] = value.value if isinstance(value, Enum) else value
    return load_settings(start, given)
