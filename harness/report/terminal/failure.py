"""The report of a failure on one screen of a terminal.

Verdict, one sentence, the learner's lines, the interleaving, the evidence, how to replay it: at
most 30 lines of 80 columns, readable without colour. Where the screen is lower than that, the
lines that decide stay, and the last one says how to see the others.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...result import Result
from ...verdict import Verdict
from ..story.interleaving import LeftOut, rows
from ..story.main_source import main_source
from ..story.model import MAIN, Story
from ..story.steps import story
from ..text.line import Line, cells, clean, cut, plain, wrap
from ..text.phrases import clause_of
from ..text.source import SourceText, excerpt
from .columns import MOST_COLUMNS, table
from .commands import typed
from .foot import Commands, calls, commands_to_type, difference, how_found, note_lines, notes, output, shown_evidence
from .source_marks import WITHOUT_STEPS, marks

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = [
    "Commands", "as_text", "failure", "failure_lines", "how_found", "notes", "summary_line", "text", "title",
]  # fmt: skip

MOST_LINES = 30
NARROWEST = 40
FEWEST_ROWS = 7
MOST_SENTENCE = 3
MOST_SOURCE = 6
MOST_WAITS = 12
"""Lines of source where there are no steps, only the lines at which threads can wait."""
LOWEST = 12
"""Lines of the lowest screen for which a report is cut."""
LOW = ((99, 6, 4, 3, 1), (3, 2), (2, 2), (1, 2), (1, 1), (0, 1))
"""What a low screen tries, in this order: lines of evidence, and numbers of lines of source with them."""
MEANING = {
    Verdict.OVERSERIALIZED: "The code makes threads wait that the contract allows to run together.",
    Verdict.NONDETERMINISTIC: "A failure can only be replayed if a schedule gives the same execution each time.",
}


def failure(
    result: Result,
    *,
    width: int = 80,
    replay_command: str | None = None,
    commands: Commands | None = None,
    height: int | None = None,
) -> RenderableType:
    """Return the report of a result that is not a pass.

    Args:
        result: what was found.
        width: columns to fill, at least 40.
        replay_command: as in ``commands``.
        commands: for its last lines.
        height: the most lines, at least 12; None for 30 lines, which is the whole report.
    """
    from rich.console import Group
    from rich.text import Text

    lines = [
        Text.assemble(*line, no_wrap=True, overflow="ignore") if line else Text("")
        for line in failure_lines(result, width, commands or Commands(replay_command), height)
    ]
    return Group(*lines)


def text(renderable: RenderableType, *, width: int = 80, color: bool = False) -> str:
    """Return a renderable of rich's as text, independent of the terminal and the environment.

    Args:
        renderable: a report, a table.
        width: columns.
        color: with the escape sequences for colours.
    """
    from rich.console import Console

    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    with console.capture() as capture:
        console.print(renderable, soft_wrap=False)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def failure_lines(
    result: Result, width: int, commands: Commands | None = None, height: int | None = None
) -> list[Line]:
    """Return the report of a result that is not a pass, as lines; the arguments are those of ``failure``."""
    return _lines(result, max(width, NARROWEST), commands or Commands(), height)


def as_text(line: Line, *, color: bool) -> str:
    """Return a line as text, with the escape sequences of its styles if there are colours."""
    from rich.style import Style

    if not color:
        return plain(line).rstrip()
    return "".join(Style.parse(style).render(text) if style else text for text, style in line)


def summary_line(result: Result) -> str:
    """Return one line for a result, in the result's own words: it claims only what was explored."""
    sign = {Verdict.PASS: "✓", Verdict.UNFINISHED: "○"}.get(result.verdict, "✗")
    message = " ".join(clean(" ".join(result.message.split())).split())
    verdict = "" if result.verdict in (Verdict.PASS, Verdict.UNFINISHED) else f"{result.verdict.replace('_', ' ')}: "
    return f"{sign} {title(result)}  {verdict}{message}"


def title(result: Result) -> str:
    """Return the kata, or FILE::FUNCTION without the folder of the file."""
    file, separator, function = result.name.partition("::")
    return clean(f"{Path(file).name}::{function}" if separator else result.name)


def _lines(result: Result, width: int, commands: Commands, height: int | None) -> list[Line]:
    whole = _screen(result, width, commands)
    if height is None or len(whole) <= height:
        return whole
    return _low_screen(result, width, commands, max(height, LOWEST))


def _screen(result: Result, width: int, commands: Commands) -> list[Line]:
    """Return all lines of the report: the fixed parts first, and the interleaving in the lines that are left."""
    target = main_source(result)
    told = (
        story(result, result.trace, target)
        if result.trace is not None and result.verdict not in WITHOUT_STEPS
        else None
    )
    head = [*_rule(result, width), *_sentence(result, width)]
    shown = [*calls(result, width), *shown_evidence(result, told, width), *output(result, width)]
    end = [*note_lines(result, width), *how_found(result, told, width), *commands_to_type(result, width, commands)]
    widest = MOST_WAITS if result.verdict is Verdict.OVERSERIALIZED else MOST_SOURCE
    sizes = (widest, MOST_SOURCE - 2, MOST_SOURCE - 4)

    def fitted(foot: list[Line], most: int) -> _Body:
        source = _source(result, told, target, width, most)
        return _body(result, told, target, width, MOST_LINES, (head, source, foot))

    body = _best([fitted([*shown, *end], most) for most in sizes])
    near = difference(result, width)
    if near:  # it takes lines from the source, and from steps that are not essential
        longer = [fitted([*shown, *near, *end], most) for most in sizes]
        same = next((one for one in longer if one.steps == body.steps), None)
        other = same or _best(longer)
        if same is not None or body.cut or other.cut <= LeftOut.ACTION:
            body = other
    return body.lines


class _Body(NamedTuple):
    """A report laid out in a certain number of lines.

    Attributes:
        lines: all of it.
        steps: the table in it.
        cut: the most important of the steps that the table leaves out.
        room: lines that the table could have.
    """

    lines: list[Line]
    steps: list[Line]
    cut: LeftOut
    room: int


def _body(
    result: Result,
    told: Story | None,
    target: SourceText,
    width: int,
    height: int,
    blocks: tuple[list[Line], list[Line], list[Line]],
) -> _Body:
    """Return a report with the table in the lines that are left.

    Args:
        result: the failure.
        told: its story, or None.
        target: the main file.
        width: of the report.
        height: of the report.
        blocks: what is above the source, the source, and what is below the table.
    """
    room = height - sum(len(block) + 1 for block in blocks if block)
    steps, cut = _steps(told, result, target, width, room)
    head, source, foot = blocks
    return _Body(_joined([head, source, steps, foot]), steps, cut, room)


def _best(bodies: Sequence[_Body]) -> _Body:
    """Return the first of several layouts that shows all steps; if none does, one of those with most room for them."""
    whole = (one for one in bodies if one.cut is LeftOut.NOTHING and one.room >= 0)
    roomy = (one for one in bodies[-2:] if one.cut is LeftOut.CONTEXT and one.room > FEWEST_ROWS)
    return next(whole, None) or next(roomy, None) or bodies[-1]


def _low_screen(result: Result, width: int, commands: Commands, height: int) -> list[Line]:
    """Return the lines that decide, at most as many as there is room for: what can be looked up elsewhere goes first.

    The next command stays; the token and the page are in the whole report.
    """
    target = main_source(result)
    told = None
    if result.trace is not None and result.verdict not in WITHOUT_STEPS:
        told = story(result, result.trace, target, difference=False)
    head = [*_rule(result, width), *_sentence(result, width)]
    commands = replace(commands, replay="", again="", page=None)
    end = [
        *note_lines(result, width, 1),
        *how_found(result, told, width)[:1],
        *commands_to_type(result, width, commands),
    ]
    if commands.more is not None:
        end += typed("more", commands.more, width)
    called = calls(result, width)
    bodies: list[_Body] = []
    for evidence_lines, *sizes in LOW:
        called = called if len(called) < evidence_lines else []
        foot = [*called, *shown_evidence(result, told, width, evidence_lines - len(called)), *end]
        laid = []
        for lines in sizes:
            source = _source(result, told, target, width, lines, beside=lines == MOST_SOURCE)
            laid.append(_body(result, told, target, width, height, (head, source, foot)))
        bodies.append(_best(laid))
    shown = (one for one in bodies if one.cut <= LeftOut.ACTION and one.room >= 0)
    most = (one for one in bodies if one.cut <= LeftOut.ESSENTIAL and one.room > FEWEST_ROWS)
    best = next(shown, None) or next(most, None) or bodies[-1]
    return best.lines[:height]


def _joined(blocks: list[list[Line]]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        if block:
            lines += [*([[]] if lines else []), *block]
    return lines


def _rule(result: Result, width: int) -> list[Line]:
    word = result.verdict.replace("_", " ").upper()
    name, test = title(result), clean(clause_of(result))
    both = f"{name}  {test}" if test else name
    fits = cells(word) + cells(both) + 10 <= width
    shown = cut(both if fits else name, width - cells(word) - 8)
    line: Line = [("── ", "red"), (word, "bold red"), ("  " + shown + " ", "bold")]
    line.append(("─" * (width - cells(plain(line))), "red"))
    return [line] if fits or not test else [line, [(cut(test, width), "bold")]]


def _sentence(result: Result, width: int) -> list[Line]:
    message = clean(" ".join(result.message.split()))
    most = MOST_SENTENCE * 2 if result.verdict in WITHOUT_STEPS else MOST_SENTENCE
    lines: list[Line] = [[(line, "")] for line in wrap(message, width, most)]
    if result.verdict in MEANING:
        lines += [[(line, "dim")] for line in wrap(MEANING[result.verdict], width)]
    return lines


def _source(
    result: Result, told: Story | None, target: SourceText, width: int, most: int, *, beside: bool = True
) -> list[Line]:
    """Return the marked lines of the main file, and below them the line of another file that failed.

    Args:
        result: the failure.
        told: its story, or None.
        target: the main file.
        width: of the report.
        most: lines.
        beside: the line of the other file is shown even if lines of the main file are.
    """
    if result.verdict is Verdict.NONDETERMINISTIC:
        return []
    found = marks(result, told, target)
    if not found and result.line is not None:
        found = {result.line: ""}
    other_lines: list[Line] = []
    if result.place is not None and not target.holds(result.place) and (beside or not found):
        # the clause or the other file that failed, in one line, below the lines of the main file
        other = SourceText(result.place.file, installed=result.test is None)
        other_lines = excerpt(other, {result.place.line: ""}, width, most=1 if found else most - 2, point=not found)
    return excerpt(target, found, width, most=most - max(len(other_lines) - 1, 0)) + other_lines


def _steps(told: Story | None, result: Result, target: SourceText, width: int, room: int) -> tuple[list[Line], LeftOut]:
    """Return the table of the steps, in at most ``room`` lines, and the most important of the steps left out."""
    if told is None or result.trace is None:
        return [], LeftOut.NOTHING
    if room < 2:
        return [], LeftOut.NAMED
    threads = {name: clean(name) for name in (*result.trace.threads, *(step.thread for step in told.steps))}
    if result.test is not None and MAIN in threads:
        threads[MAIN] = "main (the test)"
    lines: list[Line] = []
    cut = LeftOut.NOTHING
    for lockstep in (MOST_COLUMNS, 0):
        laid, cut = rows(told, list(threads), room - 1, lockstep)
        lines = table(laid, threads, target, width)
        if len(lines) <= len(laid) + 1:
            break
    return lines, cut
