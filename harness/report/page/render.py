"""The page as text: the model put into a template, every string escaped, nothing fetched from anywhere.

The page allows itself, by hash, the one style sheet and the one script that it holds, and nothing else
(Content Security Policy, https://www.w3.org/TR/CSP3/): no text of a learner could run, or call home.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...answers.game import Recording
from ...result import Result
from ..sentences import game as sentences
from ..story.model import MAIN
from ..text.phrases import clause_of
from .build import page
from .model import Page, Stop, final_cells
from .status import edge_words
from .timeline import timeline

if TYPE_CHECKING:
    from jinja2 import Environment, Template

HERE = Path(__file__).parent
SCHEMA = "kata-page/1"
COLOURS = 8
LONGEST_NAME = 80


def render(
    result: Result,
    *,
    command: str | None = None,
    hints: Sequence[tuple[str, str]] = (),
    recording: Recording | None = None,
) -> str:
    """The page of a result that is not a pass.

    Args:
        result: what was found.
        command: how to replay it; None for ``kata replay TOKEN``.
        hints: heading and text of each, from the least to the most; they are folded away.
        recording: the schedules around the failure, to be played on the page; None without a game.
    """
    made = page(result, command, hints, recording)
    style, script = _style_and_script(game=made.game is not None)
    return template().render(
        page=made,
        clause=clause_of(result),
        drawing=timeline(made) if made.stops else None,
        final=final_cells(made),
        parts=_parts(made),
        colour=lane_colours(list(made.lanes)),
        recorded=sentences.recorded_sentence,
        edge_words=lambda edge: edge_words(edge, made.lanes),
        style=markup(style),
        script=markup(script),
        style_hash=file_hash(style),
        script_hash=file_hash(script),
        data=markup(_json(_data(made))),
    )


def framed_styles_and_scripts() -> tuple[list[str], list[str]]:
    """Return the style sheets and scripts that a page of a failure can have, for a page that shows one in a frame."""
    both = [_style_and_script(game=game) for game in (False, True)]
    return [style for style, _ in both], [script for _, script in both]


def _style_and_script(*, game: bool) -> tuple[str, str]:
    style = own_file("colours.css") + own_file("timeline.css") + own_file("page.css")
    script = own_file("page.js") + own_file("theme.js")
    return (style + own_file("game.css"), script + own_file("game.js")) if game else (style, script)


@cache
def environment() -> Environment:
    """Return the environment of all templates of this folder, in which every text is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def template() -> Template:
    """Return the compiled template of a page; the first call takes about as long as a page."""
    for name in environment().list_templates(extensions="j2"):
        environment().get_template(name)
    return environment().get_template("page.html.j2")


def write(
    result: Result,
    folder: Path,
    *,
    command: str | None = None,
    hints: Sequence[tuple[str, str]] = (),
    recording: Recording | None = None,
) -> Path:
    """Write the page into a folder, in place of the last one of this kata.

    Args:
        result: what was found.
        folder: made if it is not there.
        command: as in ``render``.
        hints: as in ``render``.
        recording: as in ``render``.

    Returns:
        The file.
    """
    path = folder / f"{file_name(result)}.html"
    text = render(result, command=command, hints=hints, recording=recording)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def file_name(result: Result) -> str:
    """The kata's name, or FILE-FUNCTION, fit for every file system."""
    file, separator, function = result.name.partition("::")
    name = f"{Path(file).stem}-{function}" if separator else result.name
    return re.sub(r"[^\w-]+", "-", name).strip("-")[:LONGEST_NAME] or "report"


def own_file(name: str) -> str:
    """Return the text of a file of this folder."""
    return (HERE / name).read_text(encoding="utf-8")


def file_hash(text: str) -> str:
    """Return the hash by which a page allows itself a style sheet or a script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def markup(text: str) -> Any:
    """Return a text that is put into a template as it is."""
    from markupsafe import Markup

    return Markup(text)


def _json(data: dict[str, Any]) -> str:
    """Return JSON that is safe inside a page: no text in it can end the element that contains it."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def lane_colours(threads: Sequence[str]) -> list[str]:
    """A class of the style sheet for each thread; the main one, which mostly starts the others, is grey."""
    others = [name for name in threads if name != MAIN]
    return ["main" if name == MAIN else f"t{others.index(name) % COLOURS}" for name in threads]


def _parts(made: Page) -> list[tuple[int, int, bool]]:
    """The stops in parts: from, to, and whether folded away."""
    if made.folded is None:
        return [(0, len(made.stops), False)]
    first, last = made.folded
    return [(0, first, False), (first, last, True), (last, len(made.stops), False)]


def _data(made: Page) -> dict[str, Any]:
    """Return the data that the script walks, and that other programs may read."""
    result = made.result
    return {
        "schema": SCHEMA,
        "name": made.title,
        "verdict": str(result.verdict),
        "test": clause_of(result) or None,
        "message": made.sentence,
        "replay": result.replay,
        "threads": list(made.lanes.values()),
        "files": [one.name for one in made.listings],
        "loop": made.loop,
        "stops": [_stop(made, stop) for stop in made.stops],
        **({} if made.game is None else {"game": {**made.game.data, "colours": lane_colours(made.game.threads)}}),
    }


def _stop(made: Page, stop: Stop) -> dict[str, Any]:
    return {
        "step": stop.step.number,
        "thread": stop.lane,
        "words": stop.words,
        "where": stop.where,
        "at": [stop.file, stop.step.line],
        "switch": stop.switch,
        "cells": stop.cells,
        "marks": [[lane, *mark] for lane, mark in stop.marks.items()],
        "arrows": stop.arrows,
        "cycle": stop.cycle,
    }
