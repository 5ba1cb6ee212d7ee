"""The page of a comparison: the same table as in the terminal, with no script and nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence

from ...measures import ComparedFile
from ..terminal.comparison import remarks, sections
from .render import HERE, _hash, _markup, _own


def render(columns: Sequence[ComparedFile]) -> str:
    """The page, as text; every string of a learner is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = _own("page.css") + _own("compare.css")
    return environment.get_template("compare.html.j2").render(
        kata=columns[0].kata,
        columns=columns,
        sections=sections(columns),
        remarks=remarks(columns),
        style=_markup(style),
        style_hash=_hash(style),
    )
