"""The rows of an interleaving: the heaviest steps that fit, and the number of those left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ...trace import WAIT
from .loops import Item, Loop, cut_short, folded, merged, unending
from .model import MAIN, Story, StoryStep, StorySwitch, Weight

ROWS_OF_SWITCHES = 3
"""With more preemptions than this, they are marks in the margin and no rows of their own."""


class LeftOut(IntEnum):
    """The most important of the steps that rows leave out."""

    NOTHING = 0
    CONTEXT = 1
    ACTION = 2
    ESSENTIAL = 3
    NAMED = 4
    """A sentence names it by its number."""


@dataclass(frozen=True, slots=True)
class InterleavingRow:
    """One line of an interleaving.

    Attributes:
        steps: usually one; several where threads move in lockstep.
        switch: a preemption, with its number and the number of all preemptions, instead of steps.
        left_out: the number of steps not shown here, instead of steps.
        kind: of the most important of those left out.
        bracket: "first", "inner" or "last" line of a loop, or "".
        times: for the last line of a loop, the number of repetitions; 0 for a loop without end.
        preempts: the step comes right after a preemption.
    """

    steps: tuple[StoryStep, ...] = ()
    switch: tuple[StorySwitch, int, int] | None = None
    left_out: int = 0
    kind: LeftOut = LeftOut.NOTHING
    bracket: str = ""
    times: int = 0
    preempts: bool = False


def rows(story: Story, threads: Sequence[str], room: int, lockstep: int) -> tuple[list[InterleavingRow], LeftOut]:
    """Return at most ``room`` rows that tell the story, and the most important of the steps that they leave out.

    Args:
        story: all steps.
        threads: names, in the order of their columns.
        room: the most rows.
        lockstep: threads that move in lockstep share a row if there are at most this many of them.
    """
    if room < 1:
        return [], LeftOut.NAMED
    shown: list[InterleavingRow] = []
    for least in (Weight.DETAIL, Weight.CONTEXT, Weight.ACTION):
        layout = least, tuple(threads), lockstep
        if layout not in story.layouts:
            story.layouts[layout] = _laid(story, least, threads, lockstep)
        shown = story.layouts[layout]
        if len(shown) <= room:
            return shown, LeftOut.CONTEXT if least > Weight.CONTEXT else LeftOut.NOTHING
    shortened = _shortened(shown, room)
    return shortened, max(row.kind for row in shortened)


def _laid(story: Story, least: Weight, threads: Sequence[str], lockstep: int) -> list[InterleavingRow]:
    steps = _selected(story, least)
    items = _items(story, steps, threads)
    alone = switches_have_rows(story)
    laid: list[InterleavingRow] = []
    begun: set[int] = set()
    for item in items:
        if isinstance(item, Loop):
            laid += _loop_rows(item, threads, lockstep)
            begun |= {step.segment for step in item.steps}
            continue
        switch = story.switches.get(item.segment) if item.segment not in begun else None
        begun.add(item.segment)
        if switch is not None and alone:
            number = list(story.switches).index(item.segment) + 1
            laid.append(InterleavingRow(switch=(switch, number, len(story.switches))))
        before = laid[-1] if laid else None
        if before is not None and _at_the_end(before, item, threads, lockstep):
            laid[-1] = InterleavingRow((*before.steps, item))
        else:
            laid.append(InterleavingRow((item,), preempts=switch is not None and not alone))
    return laid


def _items(story: Story, steps: list[StoryStep], threads: Sequence[str]) -> list[Item]:
    if story.repetition is None:
        return unending(steps, threads) if story.endless else cut_short(folded(steps))
    first, last = story.repetition
    before = [step for step in steps if step.number is not None and step.number < first]
    again = [step for step in steps if step.number is not None and first <= step.number <= last]
    return [*before, Loop(again, 0)] if again else [*before]


def switches_have_rows(story: Story) -> bool:
    """True when there are few enough preemptions for a row each."""
    return len(story.switches) + story.unlisted <= ROWS_OF_SWITCHES


def _at_the_end(before: InterleavingRow, item: StoryStep, threads: Sequence[str], lockstep: int) -> bool:
    """True for a thread found waiting in the end that can share the row before: none of them was first."""
    if item.number is not None or item.kind != WAIT or len(before.steps) >= lockstep:
        return False
    ends = all(step.number is None and step.kind == WAIT for step in before.steps)
    return bool(before.steps) and ends and threads.index(before.steps[-1].thread) < threads.index(item.thread)


def _selected(story: Story, least: Weight) -> list[StoryStep]:
    """Return the steps of at least this weight, and at least one of every segment that a preemption begins."""
    alone = switches_have_rows(story)
    heavy = {step.segment for step in story.steps if step.weight >= least}
    forced: dict[int, StoryStep] = {}
    for step in story.steps:
        if alone and step.segment in story.switches and step.segment not in heavy and step.words:
            known = forced.get(step.segment)
            forced[step.segment] = step if known is None or step.weight > known.weight else known
    telling = [step for step in story.steps if step.weight > Weight.NOISE or step is forced.get(step.segment)]
    return [step for step in merged(telling) if step.weight >= least or step.segment in forced]


def _loop_rows(loop: Loop, threads: Sequence[str], lockstep: int) -> list[InterleavingRow]:
    """Return one repetition of a loop; steps that move from column to column to the right share a row."""
    groups: list[list[StoryStep]] = []
    together = len({step.thread for step in loop.steps}) <= lockstep
    for step in loop.steps:
        before = groups[-1][-1] if groups else None
        if before is not None and together and threads.index(before.thread) < threads.index(step.thread):
            groups[-1].append(step)
        else:
            groups.append([step])
    laid = [InterleavingRow(tuple(group), bracket="inner" if index else "first") for index, group in enumerate(groups)]
    return [*laid, InterleavingRow(bracket="last", times=loop.times)]


def _shortened(shown: list[InterleavingRow], room: int) -> list[InterleavingRow]:
    """Return the essential steps, those next to a preemption, then as many of the others as fit."""
    end = len(shown) - 1
    if shown[end].bracket:
        return _loop_shortened(shown, room)
    wanted = [*_named(shown), end, *(index for index, row in enumerate(shown) if row.bracket in ("first", "last"))]
    switches = [index for index, row in enumerate(shown) if row.switch is not None]
    for index in reversed(switches):
        wanted += [index, index + 1]
    essential = [index for index, row in enumerate(shown) if any(step.weight is Weight.ESSENTIAL for step in row.steps)]
    wanted += reversed(essential)
    for index in reversed(switches):
        wanted += [index - 1, *_resumption(shown, index)]
    tail = range(end, -1, -1)
    late = shown[end].steps
    if switches and late and late[-1].contract and late[-1].thread == MAIN:
        # the test checked only when all threads had ended: what matters comes after the preemption
        wanted += [*range(switches[-1], end), *tail]
    wanted += tail
    chosen: set[int] = set()
    for index in wanted:
        if 0 <= index <= end and index not in chosen and len(_with_gaps(shown, chosen | {index})) <= room:
            chosen.add(index)
    return _with_gaps(shown, chosen)


def _named(shown: list[InterleavingRow]) -> list[int]:
    """Return the rows with a step that a sentence names."""
    return [index for index, row in enumerate(shown) if any(step.named for step in row.steps)]


def _loop_shortened(shown: list[InterleavingRow], room: int) -> list[InterleavingRow]:
    """Return the rows of an execution that ends in a loop: the essential steps, then one of every thread."""
    begin = max(index for index, row in enumerate(shown) if row.bracket == "first")
    end = len(shown) - 1
    wanted = [*_named(shown), end, begin]
    decides = [index for index, row in enumerate(shown) if any(step.weight is Weight.ESSENTIAL for step in row.steps)]
    wanted += [index for index in decides if index < begin][-1:] + [index for index in decides if index > begin][:2]
    for weight in (Weight.ACTION, Weight.CONTEXT):
        met = {step.thread for index in wanted for step in shown[index].steps}
        for index in range(begin, end):
            new = {step.thread for step in shown[index].steps if step.weight >= weight} - met
            wanted += [index] if new else []
            met |= new
    wanted += [*range(begin, end), *range(begin - 1, -1, -1)]
    chosen: set[int] = set()
    for index in wanted:
        if index not in chosen and len(_with_gaps(shown, chosen | {index})) <= room:
            chosen.add(index)
    return _with_gaps(shown, chosen)


def _resumption(shown: list[InterleavingRow], index: int) -> Iterator[int]:
    """Yield the row at which the preempted thread continues."""
    switch = shown[index].switch
    for later in range(index + 1, len(shown)):
        if switch is not None and any(step.thread == switch[0].thread for step in shown[later].steps):
            yield later
            return


def _with_gaps(shown: list[InterleavingRow], chosen: set[int]) -> list[InterleavingRow]:
    laid: list[InterleavingRow] = []
    gap: list[InterleavingRow] = []
    for index, row in enumerate(shown):
        if index not in chosen:
            gap.append(row)
            continue
        laid += _gap(gap)
        gap = []
        laid.append(row)
    return laid + _gap(gap)


def _gap(gap: list[InterleavingRow]) -> list[InterleavingRow]:
    if len(gap) == 1:
        return gap
    count = sum(len(row.steps) for row in gap)
    inner = "inner" if gap and gap[0].bracket == "inner" else ""
    steps = [step for row in gap for step in row.steps]
    kind = LeftOut.ESSENTIAL if any(step.weight is Weight.ESSENTIAL for step in steps) else LeftOut.ACTION
    kind = LeftOut.NAMED if any(step.named for step in steps) else kind
    return [InterleavingRow(left_out=count, kind=kind, bracket=inner)] if count else []
