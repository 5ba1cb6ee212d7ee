"""The measurements as an SVG picture, written without a library, so that no package is needed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from html import escape

from .measure import Measurement
from .published import PUBLISHED, Published

LEFT, WIDTH, ROW, TOP, RIGHT = 210, 620, 13, 66, 70
COLOURS = "#111 #888 #7fb3e6 #3a86c8 #14508c #2a9d4a #d1495b #e9a23b #b5761b #8e5ea2 #5b3a78".split()


def svg(measurements: list[Measurement], cap: int) -> str:
    """Return the SVG: for each measurement a dot at the mean, a line to the 95th percentile, published figures."""
    strategies = list(dict.fromkeys(one.strategy for one in measurements))
    colours = {strategy: COLOURS[number % len(COLOURS)] for number, strategy in enumerate(strategies)}
    programs = list(dict.fromkeys(one.program for one in measurements))
    height = TOP + ROW * len(measurements) + 6 * len(programs) + 20
    parts = [*_axis(cap, height)]
    y = float(TOP)
    for program in programs:
        parts.append(_text(8, y + 10, program, "bold"))
        for one in (one for one in measurements if one.program == program):
            parts += _row(one, y + ROW / 2, cap, colours[one.strategy])
            y += ROW
        y += 6
    size = f'width="{LEFT + WIDTH + RIGHT}" height="{height:.0f}"'
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="10">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )


def _x(value: float, cap: int) -> float:
    return LEFT + WIDTH * min(1.0, math.log(max(value, 1)) / math.log(max(cap, 2)))


def _text(x: float, y: float, text: str, weight: str = "normal", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-weight="{weight}" text-anchor="{anchor}">{escape(text)}</text>'


def _axis(cap: int, height: float) -> Iterator[str]:
    yield _text(8, 18, "Schedules to the first bug: dot = mean, line = to the 95th percentile, red = missed", "bold")
    yield _text(8, 34, "ring = published by the authors of SURW or RFF, cross = models of the programs")
    marks = [10**power for power in range(int(math.log10(cap)) + 1)]
    for value in [*marks, *([cap] if cap not in marks else [])]:
        x = _x(value, cap)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{height - 14:.0f}" stroke="#ddd"/>'
        yield _text(x, TOP - 10, f"{value:,}", anchor="middle")


def _row(one: Measurement, y: float, cap: int, colour: str) -> Iterator[str]:
    known = PUBLISHED.get(one.program, Published())
    yield _text(LEFT - 10, y + 3.5, one.strategy, anchor="end")
    if one.mean is not None:
        begin, end = _x(one.mean, cap), _x(one.p95 if one.p95 is not None else cap, cap)
        yield f'<line x1="{begin:.1f}" x2="{end:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}"/>'
        yield f'<circle cx="{begin:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
    if one.missed:
        label = f"{one.missed}/{len(one.found)} missed"
        yield f'<g fill="#c00">{_text(LEFT + WIDTH + 6, y + 3.5, label)}</g>'
    for figures, shape in ((known.authors, _ring), (known.model, _cross)):
        number = re.match(r"[\d.]+", figures.get(one.strategy, ""))
        if number is not None:
            yield shape(_x(float(number[0]), cap), y, colour)


def _ring(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="none" stroke="{colour}"/>'


def _cross(x: float, y: float, colour: str) -> str:
    return f'<path d="M{x - 3:.1f} {y - 3:.1f}l6 6m0 -6l-6 6" stroke="{colour}"/>'
