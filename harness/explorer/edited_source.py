"""The replay of a token in a program that has been edited since: by the anchors of the token's deviations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..anchor import BLOCKED, DECIDES, Anchor, NamedOperation
from ..report.text.phrases import ordinal
from ..result import Finding
from ..strategies.anchored_replay import AnchoredReplay, renamed
from ..token import Token
from ..trace import CHOOSE, END, Trace
from .counterparts import MOST_ATTEMPTS, SHIFTS, renamings
from .executor import Executor

MORE = (1, 2, -1)
"""How many more threads an edit is taken to start before those of a token."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One execution that follows the deviations of a token by their anchors.

    Attributes:
        made: how many deviations were made.
        trace: of the execution.
        finding: what is wrong with it, or None.
        names: the new names that were assumed, by the old ones.
        chooser: followed the deviations.
        more: how many threads it assumes to be started before those of the token.
        operations: how often each thread, by number, has performed each operation.
    """

    made: int
    trace: Trace
    finding: Finding | None
    names: Mapping[str, str]
    chooser: AnchoredReplay
    operations: Counter[tuple[int, NamedOperation]]
    more: int

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Order attempts by success: a failure comes first, then many deviations, then few assumptions."""
        return (self.finding is not None, self.made, -len(self.names))


def follow(executor: Executor, token: Token) -> Attempt:
    """Return the attempt that fails, with the names and occurrences of now as far as they can be told; or a plain one.

    An attempt that assumes other names or occurrences and passes shows nothing, for the assumption may be wrong.

    Args:
        executor: of the edited program.
        token: has an anchor for each deviation.
    """
    plain = _attempt(executor, token, {}, {}, 0)
    best, before = plain, None
    left = MOST_ATTEMPTS
    while best is not before and best.finding is None:
        before = best
        for names, shift, more in islice(_assumptions(token, before), left):
            left -= 1
            attempt = _attempt(executor, token, {**before.names, **names}, shift, before.more + more)
            best = max(best, attempt, key=lambda one: one.rank)
            if best.finding is not None:
                break
    return best if best.finding is not None else plain


def _attempt(
    executor: Executor, token: Token, names: Mapping[str, str], shift: Mapping[int, int], more: int
) -> Attempt:
    deviations = list(zip(token.anchors, (what for _, what in token.switches), strict=True))
    chooser = AnchoredReplay(deviations, names, shift, more)
    heard: Counter[tuple[int, NamedOperation]] = Counter()
    chooser.describe_missed = executor.not_followed

    def hear(thread: Any, operation: NamedOperation, pointed: bool) -> None:
        heard[thread.number, operation] += 1

    chooser.heard = hear
    fair = token.fair_from
    _, trace, finding = executor.record(chooser, fair)
    whole = chooser.made == len(token.anchors)
    return Attempt(chooser.made, trace, finding if whole else None, names, chooser, heard, more)


def _assumptions(token: Token, best: Attempt) -> Iterator[tuple[dict[str, str], dict[int, int], int]]:
    """Return what may have become of the first deviation without a counterpart.

    Each assumption is another name, another occurrence, or another number of the threads.
    """
    if best.made < len(token.anchors) and token.anchors[best.made].operation.kind != CHOOSE:
        was = token.anchors[best.made].operation
        wanted = renamed(was, best.names)
        old = {wanted.label: was.label, wanted.function: was.function}
        kept = {one.operation.label for one in token.anchors} | {one.operation.function for one in token.anchors}
        alike = (one for _, one in best.operations if one.kind == was.kind or was.kind in (BLOCKED, DECIDES))
        for name, new in renamings(wanted, alike, kept):
            yield {old[name]: new}, {}, 0
    last = min(best.made, len(token.anchors) - 1)
    for index in range(last, -1, -1):
        for shift in SHIFTS:
            if token.anchors[index].nth + shift > 0:
                yield {}, {index: shift}, 0
    if not best.more:
        yield from (({}, {}, more) for more in MORE)


def missing_step(token: Token, attempt: Attempt) -> str:
    """Return a sentence on the first deviation of a token without a counterpart in the edited program."""
    number, anchor = attempt.made + 1, token.anchors[attempt.made]
    threads = dict(enumerate(attempt.trace.threads))
    # by its number: in the source of now, the name of that number may be another thread's
    name = "main" if anchor.thread == 0 else f"the {ordinal(anchor.thread)} thread"
    switch = f"switch {number} of {len(token.anchors)}, {point(anchor, name)},"
    if anchor.operation.kind == CHOOSE:
        return f"{switch} has no counterpart now"
    if attempt.trace.divergence:
        return f"{switch} is no longer possible: {attempt.trace.divergence}"
    if attempt.operations[anchor.thread, anchor.operation] >= anchor.nth:
        chosen = token.switches[attempt.made][1]
        other = threads.get(chosen, f"thread {chosen}") if isinstance(chosen, int) else "a callback"
        return f"{switch} is no longer possible: {other} cannot run there"
    return f"{switch} has no counterpart now"


def point(anchor: Anchor, thread: str) -> str:
    """Return the point of an anchor in words.

    Args:
        anchor: the anchor.
        thread: the name of its thread.
    """
    operation = anchor.operation
    what = f"{operation.kind} {operation.label}".rstrip()
    where = f" in {operation.function}" if operation.function else ""
    nth = f", the {ordinal(anchor.nth)} time" if anchor.nth > 1 else ""
    if operation.kind == CHOOSE:
        return f"the input {operation.label} of {thread}{where}{nth}"
    if operation.kind == END:
        return f"where {thread} ends"
    if operation.kind == BLOCKED:
        return f"where {thread} waits for {operation.label or 'another thread'}{where}{nth}"
    if operation.kind == DECIDES:
        return f"the outcome of {thread}'s step on {operation.label or 'an object'}{where}{nth}"
    return f"before the {what} of {thread}{where}{nth}"
