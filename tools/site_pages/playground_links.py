"""Links into the playground: a program, or a kata with the stub or another solution."""

from __future__ import annotations

import posixpath

from harness.common.links import encode_program

from .places import PLAYGROUND

START = f"{PLAYGROUND}index.html"
ABSENT = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Playground</title>
<p>This site was built without the playground (<code>--docs-only</code>). <a href="../">Back to the documents</a></p>
"""


def program_link(page: str, source: str, label: str) -> str:
    """Return a link that opens a program of one's own in the playground.

    Args:
        page: the page that has the link.
        source: the text of the program.
        label: the words of the link.
    """
    return _link(page, f"code={encode_program(source)}", label)


def kata_link(page: str, kata: str, label: str, source: str | None = None) -> str:
    """Return a link that opens a kata in the playground, with a solution if a text is given, or else with its stub."""
    code = f"&code={encode_program(source)}" if source is not None else ""
    return _link(page, f"kata={kata}{code}", label)


def placeholder() -> dict[str, str | bytes]:
    """Return the page to which the links lead until the playground replaces its folder: a link needs a file."""
    return {START: ABSENT}


def _link(page: str, fragment: str, label: str) -> str:
    start = posixpath.relpath(START, posixpath.dirname(page) or ".")
    return f"[{label}]({start}#{fragment}){{ .md-button }}"
