"""The loops among steps: a livelock is shown as its loop, and not as five thousand steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...trace import RELEASE
from .events import FEWEST_REPETITIONS
from .model import StoryStep

LONGEST_PERIOD = 48


@dataclass(slots=True)
class Loop:
    """Steps that happen again and again.

    Attributes:
        steps: of one repetition.
        times: the number of repetitions; 0 for a loop without end.
    """

    steps: list[StoryStep]
    times: int

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for two loops that read the same."""
        return tuple(step.key for step in self.steps)


Item = StoryStep | Loop


def merged(steps: Sequence[StoryStep]) -> list[StoryStep]:
    """Return the steps, with those of one thread at one line that are one action to a reader as one step."""
    found: list[StoryStep] = []
    for step in steps:
        before = found[-1] if found else None
        named = step.named or (before is not None and before.named)
        if before is not None and not named and _adjacent(before, step) and before.words == step.words:
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
    """Return the read that belongs to a write at the same line, as in ``count += 1``, or None."""
    for before in reversed(found):
        if not _adjacent(before, step) or before.kind != "read" or before.named:
            return None
        if before.name == step.name and bool(before.value) == bool(step.value):
            return before
    return None


def _adjacent(one: StoryStep, other: StoryStep) -> bool:
    return (one.segment, one.thread, one.line) == (other.segment, other.thread, other.line)


def folded(items: Sequence[Item], fewest: int = FEWEST_REPETITIONS) -> list[Item]:
    """Return the items, with each stretch that repeats at least ``fewest`` times as a loop."""
    names: dict[object, int] = {}
    keys = [names.setdefault(item.key, len(names)) for item in items]
    found: list[Item] = []
    index = 0
    while index < len(items):
        period, times = _repeats(keys, index, fewest)
        if period == 0:
            found.append(items[index])
            index += 1
            continue
        found.append(Loop(_flat(items[index : index + period]), times))
        index += period * times
    return found


def _repeats(keys: list[int], start: int, fewest: int) -> tuple[int, int]:
    """Return the shortest period of a loop that begins here, and how often it repeats; (0, 0) for none."""
    for period in range(1, min(LONGEST_PERIOD, (len(keys) - start) // fewest) + 1):
        if keys[start] != keys[start + period]:
            continue
        block, times = keys[start : start + period], 1
        while keys[start + times * period : start + (times + 1) * period] == block:
            times += 1
        if times >= fewest:
            return period, times
    return 0, 0


def _flat(items: Sequence[Item]) -> list[StoryStep]:
    return [step for item in items for step in (item.steps if isinstance(item, Loop) else [item])]


def unending(steps: Sequence[StoryStep], threads: Sequence[str]) -> list[Item]:
    """Return the steps of an execution that never ends: the steps before its last loop, and that loop.

    Args:
        steps: in order; those after the last whole repetition are the beginning of another.
        threads: the loop is shown from the topmost line of the first of these that is in it.
    """
    items = folded(folded(steps))
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        rest = _flat(items[index + 1 :])
        if isinstance(item, Loop) and _begins(item, rest):
            return [*items[:index], Loop(_turned(item.steps, threads), 0)]
        if isinstance(item, StoryStep) and item.times >= FEWEST_REPETITIONS and not rest:
            return [*items[:index], Loop([replace(item, times=1)], 0)]
    return items


def cut_short(items: list[Item]) -> list[Item]:
    """Return the items without the beginning of one more repetition, where a loop is the last thing that happens."""
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if isinstance(item, Loop):
            return items[: index + 1] if _begins(item, _flat(items[index + 1 :])) else items
    return items


def _begins(loop: Loop, steps: Sequence[StoryStep]) -> bool:
    """True when the steps are the beginning of another repetition."""
    return [step.key for step in loop.steps[: len(steps)]] == [step.key for step in steps]


def _turned(steps: list[StoryStep], threads: Sequence[str]) -> list[StoryStep]:
    """Return the steps of a loop, rotated to begin at the topmost line.

    A ``with`` acquires and releases its lock at one line; the acquire comes first.
    """

    def early(at: int) -> tuple[int, int, bool, int]:
        step = steps[at]
        return threads.index(step.thread), step.line or 0, step.kind == RELEASE, at

    first = min(range(len(steps)), key=early)
    return steps[first:] + steps[:first]
