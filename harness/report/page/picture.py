"""The timeline of a result as an SVG file of its own, for documents: the drawing of the page, light and dark."""

from __future__ import annotations

from ...result import Result
from ..story.model import Weight
from .build import page
from .model import Page, Stop
from .render import environment, lane_colours, markup, own_file
from .timeline import timeline

MOST_IN_WORDS = 16
"""Steps with words, in a picture that can be read in a column of text."""
KEY_HEIGHT = 22
LEAST_WIDTH = 380
"""Room for the key below the lanes."""


def picture(result: Result) -> str:
    """Return the SVG file; it is the same on every machine, because nothing in it depends on a path or a clock.

    Args:
        result: a result with a trace.

    Raises:
        ValueError: the result has no schedule to draw.
    """
    made = page(result)
    if not made.stops:
        raise ValueError(f"{result.name} has no schedule to draw: the verdict is {result.verdict}")
    _write_out(made)
    drawing = timeline(made, two_lines=True)
    drawing.width = round(max(drawing.needed, LEAST_WIDTH), 1)
    return (
        environment()
        .get_template("picture.svg.j2")
        .render(
            drawing=drawing,
            key_height=KEY_HEIGHT,
            colour=lane_colours(list(made.lanes)),
            title=f"{made.verdict}: {made.title}",
            description=description(made),
            style=markup(own_file("colours.css") + own_file("timeline.css")),
        )
    )


def _write_out(made: Page) -> None:
    """Give words to more steps than on a page, where a click shows the words of any step, if there is room for them."""
    telling = [stop for stop in made.stops if stop.important or stop.step.weight >= Weight.CONTEXT]
    if len(telling) <= MOST_IN_WORDS:
        for stop in telling:
            stop.important = True


def description(made: Page) -> str:
    """Return the words for readers who cannot see the drawing: the sentence, and each step that it has words for."""
    return " ".join([made.sentence, *(_step(made, stop) for stop in made.stops if stop.important)])


def _step(made: Page, stop: Stop) -> str:
    thread = list(made.lanes.values())[stop.lane]
    number = f"Step {stop.number}: " if stop.number else ""
    switch = f"{stop.switch}. " if stop.switch else ""
    return f"{switch}{number}{thread}: {stop.action}."
