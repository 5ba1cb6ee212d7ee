"""The settings of a command, merged from its options, the environment and ``[tool.kata]``."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .completing import profiles

if TYPE_CHECKING:
    from ..course.grading.settings import Settings

Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="How thoroughly to search: quick, thorough, nightly, or your own.",
        autocompletion=profiles,
    ),
]


def configured(context: typer.Context, start: Path) -> Settings:
    """Return the merged settings of a command.

    Args:
        context: the context of a command whose options have the names of ``Settings``; unused options do not count.
        start: the folder at which the search for a pyproject.toml with the table starts; it goes upwards from there.

    Raises:
        UsageError: a key or a value is invalid; the message says where.
    """
    from ..course.grading.settings import KEYS, load_settings

    options = {}
    for key in KEYS:
        name = key.replace("-", "_")
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            value = context.params[name]
            options[name] = value.value if isinstance(value, Enum) else value
    return load_settings(start, options)
