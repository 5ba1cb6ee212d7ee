"""The page of a result: builds its contents from the story and the trace."""

from __future__ import annotations

from collections.abc import Sequence

from ...answers.game import Recording, playable
from ...facts import NotLinearizable
from ...result import Result
from ...trace import Place, Trace
from ..story.main_source import main_source
from ..story.model import Story
from ..story.steps import story
from ..terminal.commands import again
from ..terminal.evidence import evidence
from ..terminal.failure import MEANING, how_found, title
from ..terminal.source_marks import WITHOUT_STEPS, marks
from ..text.line import clean, plain
from ..text.source import SourceText, sources
from .code import listing
from .game import GameBuilder
from .histories import histories
from .model import Page
from .side_by_side import side_by_side
from .walk import Walk

WIDE = 100_000
"""Columns of a line that is never wrapped, because the page wraps it."""


def page(
    result: Result,
    command: str | None = None,
    hints: Sequence[tuple[str, str]] = (),
    recording: Recording | None = None,
) -> Page:
    """Return the page of a result.

    Args:
        result: what was found.
        command: replays it; None for ``kata replay TOKEN``.
        hints: heading and text of each, from the least to the most.
        recording: the schedules around the failure, to be played on the page; None without a game.
    """
    target = main_source(result)
    with_steps = result.verdict not in WITHOUT_STEPS
    trace = result.trace if with_steps else None
    made = Page(
        result,
        title(result),
        result.verdict.replace("_", " "),
        clean(" ".join(result.message.split())),
        MEANING.get(result.verdict, ""),
        {},
        hints=[(clean(heading), clean(" ".join(text.split()))) for heading, text in hints],
        calls=[clean(line) for line in result.calls],
        output="\n".join(clean(line.expandtabs(4)) for line in result.output.splitlines()) if with_steps else "",
    )
    if result.replay is not None and with_steps:
        made.command, made.exact = clean(command if command is not None else f"kata replay {result.replay}"), True
    else:
        made.command = clean(again(result))
    told = story(result, trace, target) if trace is not None else None
    history = result.evidence if isinstance(result.facts, NotLinearizable) else ()
    notes = told.notes if told is not None else []
    made.evidence = [clean(line) for line in history or [*evidence(result), *notes]]
    made.found = " ".join(plain(line).strip() for line in how_found(result, None, WIDE))
    if trace is not None and told is not None:
        _with_walk(made, trace, told, target, recording)
        made.play = clean(f"kata play {result.replay}") if made.exact and playable(result) else ""
    else:
        _without_walk(made, told, target)
    return made


def _with_walk(made: Page, trace: Trace, told: Story, target: SourceText, recording: Recording | None) -> None:
    walk = Walk(made, trace, told, target)
    game = None
    if recording is not None and recording.runs and playable(made.result):
        game = GameBuilder(made.result, recording, target, list(made.lanes))
    files = _add_listings(made, target, [*walk.places(), *(game.places() if game is not None else ())])
    walk.fill(files)
    if game is not None and made.stops:  # without a step there is nowhere to take over
        game.files = files
        made.game = game.build([stop.events for stop in made.stops])
    source, difference = sources(target, of_kata=made.result.test is not None), made.result.difference
    made.histories = histories(made, target, walk.events, source)
    if difference is not None:
        made.side_by_side = side_by_side(difference, target, walk.events, made.lanes, source)


def _without_walk(made: Page, told: Story | None, target: SourceText) -> None:
    """Fill in only the lines to look at."""
    result = made.result
    found = marks(result, told, target)
    if not found and result.line is not None:
        found = {result.line: ""}
    places = [Place(target.path, line) for line in found]
    if result.place is not None:
        places.append(result.place)
    files = _add_listings(made, target, places)
    made.notes = {(0, line): note or "look here" for line, note in found.items()}
    if result.place is not None and not target.holds(result.place) and result.place.file in files:
        made.notes[files[result.place.file], result.place.line] = "look here"


def _add_listings(made: Page, target: SourceText, places: Sequence[Place]) -> dict[str, int]:
    """Put the text of all files on the page; return the number of each file by its path in the places."""
    wanted: dict[str, set[int]] = {target.path: set()}
    for place in places:
        wanted.setdefault(target.path if target.holds(place) else place.file, set()).add(place.line)
    numbers: dict[str, int] = {}
    for path, lines in wanted.items():
        source = target if path == target.path else SourceText(path, installed=made.result.test is None)
        shown = listing(source, lines, whole=source is target)
        if shown.lines or source is target:
            numbers[path] = len(made.listings)
            made.listings.append(shown)
    for place in places:
        if target.holds(place):
            numbers[place.file] = numbers[target.path]
    return numbers
