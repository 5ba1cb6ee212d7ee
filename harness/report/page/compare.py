"""The page of a comparison: the same table as in the terminal, with no script and nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence

from ...answers.measures import ComparedFile
from ..terminal.comparison import remarks, sections
from .render import environment, file_hash, markup, own_file


def render(columns: Sequence[ComparedFile]) -> str:
    """The page, as text; every string of a learner is escaped."""
    style = own_file("colours.css") + own_file("page.css") + own_file("compare.css")
    return (
        environment()
        .get_template("compare.html.j2")
        .render(
            kata=columns[0].kata,
            columns=columns,
            sections=sections(columns),
            remarks=remarks(columns),
            style=markup(style),
            style_hash=file_hash(style),
        )
    )
