"""The commands of ``kata``, each with its arguments and options, from the command line itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from harness.cli.app import app

_TYPE = re.compile(r" <[\w\[\]]+>$")


def commands() -> str:
    """Return a section for each command, in the order of ``kata -h``."""
    group: Any = get_command(app)
    # the names of the option that shows the help are a setting of the group
    parent = group.context_class(group, info_name="kata", **group.context_settings)
    return "\n\n".join(_sections(group, parent))


def _sections(group: Any, parent: Any) -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _sections(command, command.context_class(command, parent=parent, info_name=name))
        elif not command.hidden:
            yield _command(name, command, parent)


def _command(name: str, command: Any, parent: Any) -> str:
    context = command.context_class(command, parent=parent, info_name=name)
    path = context.command_path
    usage = " ".join([path, *command.collect_usage_pieces(context)]).replace("[[", "[").replace("]]", "]")
    records = [record for one in command.get_params(context) if (record := one.get_help_record(context))]
    # some versions of typer name the type of an argument, too
    rows = [f"| `{_cell(_TYPE.sub('', names))}` | {_cell(words)} |" for names, words in records]
    table = "\n".join(["| argument or option | meaning |", "| --- | --- |", *rows])
    return "\n\n".join([f"## {path}", _prose(command.help or ""), f"```text\n{usage}\n```", table])


def _prose(text: str) -> str:
    return re.sub(r"(?<=\w) *\n(?=\w)", " ", text.replace("\b", "")).strip()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
