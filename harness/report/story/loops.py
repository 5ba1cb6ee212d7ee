"""Finds what repeats: a livelock is its loop and not five thousand steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.report.story.events import FEWEST_ROUNDS
from harness.report.story.steps import StoryStep
from harness.trace import RELEASE

LONGEST_PERIOD = 48


@dataclass(slots=True)
class Loop:
    """Steps that happen again and again.

    Attributes:
        steps: one round of it.
        times: rounds; 0 for without end.
    """

    steps: list[StoryStep]
    times: int

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for two loops that read the same."""
        return tuple(step.key for step in self.steps)


Item = StoryStep | Loop


def merged(steps: Sequence[StoryStep]) -> list[StoryStep]:
    """Steps of one thread at one line that are one thing to a reader, as one step."""
    found: list[StoryStep] = []
    for step in steps:
        before = found[-1] if found else None
        if before is not None and _adjacent(before, step) and before.words == step.words:
            found[-1] = replace(before, weight=max(before.weight, step.weight), times=before.times + step.times)
            continue
        read = _read_before(found, step) if step.kind == "write" else None
        if read is not None:
            words = f"{step.name} {read.value} → {step.value}" if read.value and step.value else step.words
            found.remove(read)
            found.append(replace(step, words=words, weight=max(read.weight, step.weight)))
        else:
            found.append(step)
    return found


def _read_before(found: list[StoryStep], step: StoryStep) -> StoryStep | None:
    """The read that a write of the same line goes with: its value, or the look that goes without saying."""
    for before in reversed(found):
        if not _adjacent(before, step) or before.kind != "read":
            return None
        if before.name == step.name and bool(before.value) == bool(step.value):
            return before
    return None


def _adjacent(one: StoryStep, other: StoryStep) -> bool:
    return (one.segment, one.thread, one.line) == (other.segment, other.thread, other.line)


def folded(items: Sequence[Item], rounds: int = FEWEST_ROUNDS) -> list[Item]:
    """Stretches that repeat at least ``rounds`` times, each as a loop."""
    names: dict[object, int] = {}
    keys = [names.setdefault(item.key, len(names)) for item in items]
    found: list[Item] = []
    index = 0
    while index < len(items):
        period, times = _repeats(keys, index, rounds)
        if period == 0:
            found.append(items[index])
            index += 1
            continue
        found.append(Loop(_flat(items[index : index + period]), times))
        index += period * times
    return found


def _repeats(keys: list[int], start: int, rounds: int) -> tuple[int, int]:
    """The shortest period of a repetition that begins here, and how often it repeats; 0 for none."""
    for period in range(1, min(LONGEST_PERIOD, (len(keys) - start) // rounds) + 1):
        if keys[start] != keys[start + period]:
            continue
        block, times = keys[start : start + period], 1
        while keys[start + times * period : start + (times + 1) * period] == block:
            times += 1
        if times >= rounds:
            return period, times
    return 0, 0


def _flat(items: Sequence[Item]) -> list[StoryStep]:
    return [step for item in items for step in (item.steps if isinstance(item, Loop) else [item])]


def unending(steps: Sequence[StoryStep], threads: Sequence[str]) -> list[Item]:
    """The steps of an execution that never ends: what led there, and the loop it ends in.

    Args:
        steps: in order; those after the last whole round are the beginning of another.
        threads: the loop is shown from the topmost line of the first of these that is in it.
    """
    items = folded(folded(steps))
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        rest = _flat(items[index + 1 :])
        if isinstance(item, Loop) and _begins(item, rest):
            return [*items[:index], Loop(_turned(item.steps, threads), 0)]
        if isinstance(item, StoryStep) and item.times >= FEWEST_ROUNDS and not rest:
            return [*items[:index], Loop([replace(item, times=1)], 0)]
    return items


def cut_short(items: list[Item]) -> list[Item]:
    """Without the beginning of one more round, where a loop is the last thing that happens."""
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if isinstance(item, Loop):
            return items[: index + 1] if _begins(item, _flat(items[index + 1 :])) else items
    return items


def _begins(loop: Loop, steps: Sequence[StoryStep]) -> bool:
    """The steps are the beginning of another round."""
    return [step.key for step in loop.steps[: len(steps)]] == [step.key for step in steps]


def _turned(steps: list[StoryStep], threads: Sequence[str]) -> list[StoryStep]:
    """From the topmost line on; a lock is given back at the line that takes it, and taken first."""

    def early(at: int) -> tuple[int, int, bool, int]:
        step = steps[at]
        return threads.index(step.thread), step.line or 0, step.kind == RELEASE, at

    first = min(range(len(steps)), key=early)
    return steps[first:] + steps[:first]
