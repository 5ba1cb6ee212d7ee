"""The parts of a report below the interleaving: evidence, notes, how the failure was found, the commands to type."""

from __future__ import annotations

from dataclasses import dataclass

from ...facts import NotLinearizable
from ...result import Result
from ...verdict import Verdict
from ..sentences.difference import difference_sentence
from ..sentences.notes import note_sentence
from ..sentences.stress import failures_sentence
from ..story.interleaving import switches_have_rows
from ..story.main_source import main_source
from ..story.model import Story
from ..text.line import Line, cells, clean, cut, pad, wrap
from ..text.phrases import ordinal
from .commands import again, typed
from .evidence import evidence
from .source_marks import WITHOUT_STEPS

MOST_EVIDENCE = 3
MOST_OUTPUT = 2
MOST_DIFFERENCE = 3
MOST_NOTES = 3


@dataclass(frozen=True, slots=True)
class Commands:
    """The commands at the end of a report; those that are None are derived from the result, or left out.

    Attributes:
        replay: runs the failing schedule again; None for ``kata replay TOKEN``.
        again: finds a failure again that no schedule replays; None for a check of the file.
        page: the page that was written about this failure, or None.
        hint: asks for help with it, or None.
        more: shows the whole report where this one is cut, or None.
    """

    replay: str | None = None
    again: str | None = None
    page: str | None = None
    hint: str | None = None
    more: str | None = None


def notes(result: Result, width: int = 80, most: int = 4) -> list[str]:
    """Return the notes on a result, each in at most ``most`` lines."""
    lines: list[str] = []
    for note in result.notes:
        first, *rest = wrap(clean(note_sentence(note)), width - 8, most)
        lines += [f"  note  {first}", *(f"        {line}" for line in rest)]
    return lines


def calls(result: Result, width: int) -> list[Line]:
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


def shown_evidence(result: Result, told: Story | None, width: int, most: int = 99) -> list[Line]:
    """Return the lines that show the failure: the calls with their outcomes, or the cycle, the last notify and such.

    Args:
        result: the failure.
        told: its story, or None.
        width: of the report.
        most: lines.
    """
    history = _history(result)
    if history:
        return [[("  " + cut(clean(line), width - 2), "bold")] for line in history][:most]
    said = [*evidence(result), *(told.notes if told is not None else [])]
    lines: list[Line] = []
    for one in said[:MOST_EVIDENCE]:
        text, left = clean(one), most - len(lines)
        if left > 0:
            wrapped = [text] if cells(text) + 2 <= width else wrap(text, width - 4, min(left, 2))
            lines += [[("  " + ("  " if index else "") + line, "bold")] for index, line in enumerate(wrapped)]
    return lines


def note_lines(result: Result, width: int, most: int = MOST_NOTES) -> list[Line]:
    """Return the notes on a failing execution, such as one on a race that comes with a wrong value."""
    return [[(line, "")] for line in notes(result, width, most)[:most]]


def output(result: Result, width: int) -> list[Line]:
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


def difference(result: Result, width: int) -> list[Line]:
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
    parts = [_tried(result.found, result.schedules)]
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


def _tried(found: int, schedules: int) -> str:
    """Return which of the schedules failed first; a search may continue, for a failure that is worse or simpler."""
    if found < schedules:
        return f"failed in the {ordinal(found)} of {schedules:,} schedules tried"
    return f"failed in the {ordinal(found) if found > 1 else 'first'} schedule tried"


def commands_to_type(result: Result, width: int, commands: Commands) -> list[Line]:
    """Return the commands to type next; the one that shows the failure again is the first for every verdict."""
    lines: list[Line] = []
    if result.replay is not None and result.verdict not in WITHOUT_STEPS:
        replay = f"kata replay {result.replay}" if commands.replay is None else commands.replay
        lines += typed("replay", replay, width)
    elif result.verdict not in (Verdict.PASS, Verdict.UNFINISHED):
        lines += typed("again", again(result) if commands.again is None else commands.again, width)
    if commands.page is not None:
        lines.append([("  page    ", "dim"), (clean(commands.page), "")])
    if commands.hint is not None:
        lines += typed("hint", commands.hint, width)
    return lines
