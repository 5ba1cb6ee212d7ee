"""The report of a failure on one screen of a terminal.

Verdict, one sentence, the learner's lines, the interleaving, the evidence, how to replay it: at
most 30 lines of 80 columns, readable without colour.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...facts import NotLinearizable
from ...result import Result
from ...verdict import Verdict
from ..sentences.difference import difference_sentence
from ..sentences.notes import note_sentence
from ..sentences.stress import failures_sentence
from ..story.interleaving import rows, switches_have_rows
from ..story.main_source import main_source
from ..story.model import MAIN, Story
from ..story.steps import story
from ..text.line import Line, cells, clean, cut, pad, plain, wrap
from ..text.source import SourceText, excerpt
from .columns import MOST_COLUMNS, table
from .commands import again, typed
from .evidence import evidence
from .source_marks import WITHOUT_STEPS, marks

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST_LINES = 30
NARROWEST = 40
FEWEST_ROWS = 6
FEWEST_OF_A_LOOP = 12
MOST_SENTENCE = 3
MOST_SOURCE = 6
MOST_WAITS = 12
"""Lines of source where there are no steps, only the lines at which threads can wait."""
MOST_EVIDENCE = 3
MOST_OUTPUT = 2
MOST_DIFFERENCE = 3
MEANING = {
    Verdict.OVERSERIALIZED: "The code makes threads wait that the contract allows to run together.",
    Verdict.NONDETERMINISTIC: "A failure can only be replayed if a schedule gives the same execution each time.",
}


@dataclass(frozen=True, slots=True)
class Commands:
    """The commands at the end of a report; those that are None are derived from the result, or left out.

    Attributes:
        replay: runs the failing schedule again; None for ``kata replay TOKEN``.
        again: finds a failure again that no schedule replays; None for a check of the file.
        page: the page that was written about this failure, or None.
        hint: asks for help with it, or None.
    """

    replay: str | None = None
    again: str | None = None
    page: str | None = None
    hint: str | None = None


def failure(
    result: Result, *, width: int = 80, replay_command: str | None = None, commands: Commands | None = None
) -> RenderableType:
    """Return the report of a result that is not a pass.

    Args:
        result: what was found.
        width: columns to fill, at least 40.
        replay_command: as in ``commands``.
        commands: for its last lines.
    """
    from rich.console import Group
    from rich.text import Text

    lines = [
        Text.assemble(*line, no_wrap=True, overflow="ignore") if line else Text("")
        for line in _screen(result, max(width, NARROWEST), commands or Commands(replay_command))
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


def summary_line(result: Result) -> str:
    """Return one line for a result, in the result's own words: it claims only what was explored."""
    sign = {Verdict.PASS: "✓", Verdict.UNFINISHED: "○"}.get(result.verdict, "✗")
    message = " ".join(clean(" ".join(result.message.split())).split())
    verdict = "" if result.verdict in (Verdict.PASS, Verdict.UNFINISHED) else f"{result.verdict.replace('_', ' ')}: "
    return f"{sign} {title(result)}  {verdict}{message}"


def notes(result: Result, width: int = 80) -> list[str]:
    """Return the notes on a result, in lines."""
    lines: list[str] = []
    for note in result.notes:
        first, *rest = wrap(clean(note_sentence(note)), width - 8, 4)
        lines += [f"  note  {first}", *(f"        {line}" for line in rest)]
    return lines


def title(result: Result) -> str:
    """Return the kata, or FILE::FUNCTION without the folder of the file."""
    file, separator, function = result.name.partition("::")
    return clean(f"{Path(file).name}::{function}" if separator else result.name)


def _screen(result: Result, width: int, commands: Commands) -> list[Line]:
    """Return all lines of the report: the fixed parts first, and the interleaving in the lines that are left."""
    target = main_source(result)
    told = (
        story(result, result.trace, target)
        if result.trace is not None and result.verdict not in WITHOUT_STEPS
        else None
    )
    head = [*_rule(result, width), *_sentence(result, width)]
    shown = [*_calls(result, width), *_evidence(result, told, width), *_output(result, width)]
    end = [*how_found(result, told, width), *_last(result, width, commands)]
    widest = MOST_WAITS if result.verdict is Verdict.OVERSERIALIZED else MOST_SOURCE
    sizes = (widest, MOST_SOURCE - 2, MOST_SOURCE - 4)

    def fitted(foot: list[Line], most: int) -> tuple[list[Line], list[Line], int]:
        source = _source(result, told, target, width, most)
        room = MOST_LINES - sum(len(block) + 1 for block in (head, source, foot) if block)
        return source, _steps(told, result, target, width, room), room

    foot = [*shown, *end]
    fewest = FEWEST_ROWS if told is None or told.repetition is None else FEWEST_OF_A_LOOP
    for most in sizes:
        source, steps, room = fitted(foot, most)
        if room > fewest:
            break
    difference = _difference(result, width)
    if difference:  # it takes lines from the source, and from the steps only if not all of them fit anyway
        longer = [*shown, *difference, *end]
        for most in sizes:
            excerpt_of_it, steps_of_it, _ = fitted(longer, most)
            if steps_of_it == steps:
                break
        if steps_of_it == steps or any("left out" in plain(line) for line in steps):
            source, steps, foot = excerpt_of_it, steps_of_it, longer
    return _joined([head, source, steps, foot])


def _joined(blocks: list[list[Line]]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        if block:
            lines += [*([[]] if lines else []), *block]
    return lines


def _rule(result: Result, width: int) -> list[Line]:
    word = result.verdict.replace("_", " ").upper()
    name, test = title(result), clean(result.test or "")
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


def _source(result: Result, told: Story | None, target: SourceText, width: int, most: int) -> list[Line]:
    if result.verdict is Verdict.NONDETERMINISTIC:
        return []
    found = marks(result, told, target)
    if not found and result.line is not None:
        found = {result.line: ""}
    beside: list[Line] = []
    if result.place is not None and not target.holds(result.place):
        # the clause or the other file that failed, in one line, below the lines of the main file
        other = SourceText(result.place.file, installed=result.test is None)
        beside = excerpt(other, {result.place.line: ""}, width, most=1 if found else most - 2, point=not found)
    return excerpt(target, found, width, most=most - max(len(beside) - 1, 0)) + beside


def _steps(told: Story | None, result: Result, target: SourceText, width: int, room: int) -> list[Line]:
    if told is None or result.trace is None or room < 2:
        return []
    threads = {name: clean(name) for name in (*result.trace.threads, *(step.thread for step in told.steps))}
    if result.test is not None and MAIN in threads:
        threads[MAIN] = "main (the test)"
    lines: list[Line] = []
    for lockstep in (MOST_COLUMNS, 0):
        laid = rows(told, list(threads), room - 1, lockstep)
        lines = table(laid, threads, target, width)
        if len(lines) <= len(laid) + 1:
            break
    return lines


def _calls(result: Result, width: int) -> list[Line]:
    """Return the generated calls of each thread, unless a history shows them."""
    if _history(result):
        return []
    heads = ["calls", *[""] * len(result.calls)]
    return [
        [("  " + pad(head, 7), "dim"), (cut(clean(line), width - 9), "bold")]
        for head, line in zip(heads, result.calls, strict=False)
    ]


def _history(result: Result) -> tuple[str, ...]:
    """Return the calls with their outcomes, if those show the failure."""
    return result.evidence if isinstance(result.facts, NotLinearizable) else ()


def _evidence(result: Result, told: Story | None, width: int) -> list[Line]:
    history = _history(result)
    if history:
        return [[("  " + cut(clean(line), width - 2), "bold")] for line in history]
    said = [*evidence(result), *(told.notes if told is not None else [])]
    lines: list[Line] = []
    for one in said[:MOST_EVIDENCE]:
        text = clean(one)
        wrapped = [text] if cells(text) + 2 <= width else wrap(text, width - 4, 2)
        lines += [[("  " + ("  " if index else "") + line, "bold")] for index, line in enumerate(wrapped)]
    return lines


def _output(result: Result, width: int) -> list[Line]:
    """Return the last lines that the failing execution printed."""
    printed = [line for line in result.output.splitlines() if line.strip()]
    if not printed or result.verdict in WITHOUT_STEPS:
        return []
    label = "printed" if len(printed) <= MOST_OUTPUT else "printed last"
    lines: list[Line] = []
    for index, line in enumerate(printed[-MOST_OUTPUT:]):
        head = pad("" if index else label, len(label) + 2)
        lines.append([("  " + head, "dim"), (cut(clean(line.expandtabs(4)), width - 4 - len(label)), "")])
    return lines


def _difference(result: Result, width: int) -> list[Line]:
    """Return what a passing schedule near the failing one does differently."""
    if result.difference is None:
        return []
    sentence = difference_sentence(result.difference, main_source(result).path)
    return [[("  " + line, "")] for line in wrap(sentence, width - 2, MOST_DIFFERENCE)]


def how_found(result: Result, told: Story | None, width: int) -> list[Line]:
    """Return the lines on the search that found the failure; they claim only what was done."""
    if result.engine == "stress":
        where = f", in run {result.found:,} of {result.schedules:,}" if result.found else ""
        failures = result.stress_failures
        runs = failures_sentence(failures, build=False) if failures is not None else f"seen on real threads{where}"
        said = " · ".join(filter(None, [runs, clean(str(result.build or ""))]))
        return [[("  " + line, "")] for line in wrap(said, width - 2)]
    if result.found is None or result.verdict in WITHOUT_STEPS:
        return []
    parts = [f"found on schedule {result.found:,} of {result.schedules:,}"]
    trace = result.trace
    if trace is not None and trace.ending == "endless":
        parts.append("every thread gets its turn" if trace.starved is None else "fair: every thread that can run does")
    elif result.preemptions == 0:
        alone = trace is not None and len(trace.threads) == 1
        parts.append("one thread alone is enough" if alone else "needs no preemption")
    elif result.preemptions is not None and trace is not None and trace.ending != "done":
        plural = "s" if result.preemptions > 1 else ""
        mark = " (⇄)" if told is not None and not switches_have_rows(told) else ""
        fewest = "possible" if trace.fewest else "found"
        parts.append(f"needs {result.preemptions} preemption{plural}{mark}, the fewest {fewest}")
    lines = wrap(" · ".join(parts), width - 2)
    if result.seen is not None:
        lines += wrap(f"on real threads {clean(failures_sentence(result.seen))}", width - 2)
    return [[("  " + line, "")] for line in lines]


def _last(result: Result, width: int, commands: Commands) -> list[Line]:
    """Return the commands to type next; the one that shows the failure again is the first for every verdict."""
    lines: list[Line] = []
    if result.replay is not None and result.verdict not in WITHOUT_STEPS:
        lines += typed("replay", commands.replay or f"kata replay {result.replay}", width)
    elif result.verdict not in (Verdict.PASS, Verdict.UNFINISHED):
        lines += typed("again", commands.again or again(result), width)
    if commands.page is not None:
        lines.append([("  page    ", "dim"), (clean(commands.page), "")])
    if commands.hint is not None:
        lines += typed("hint", commands.hint, width)
    return lines
