"""The summary of a search: puts its parts together into one result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..facts import Overserialized
from ..part import Part
from ..report.sentences import fill
from ..report.sentences.passing import passing_sentence
from ..report.terminal.source_marks import first_line
from ..result import Finding, Note, Proof, Result, SmallScope
from ..verdict import Verdict
from .starvation.bypasses import CALLS
from .unseen_classes import UnseenClasses

MOST = 200
"""Parts of one search that are kept apart."""


def summarize(
    parts: Sequence[Part],
    *,
    workloads: int = 0,
    small_scopes: tuple[SmallScope, ...] = (),
    starvation_schedules: int = 0,
) -> Result:
    """Return the result of a whole search.

    Args:
        parts: the beginning and the stretches, in order; none after one that found a failure.
        workloads: how many generated workloads were tried, or 0.
        small_scopes: what was explored of all generated workloads of small sizes.
        starvation_schedules: how many further schedules looked for starvation without finding it. Its absence is
            never proved, so with any of these the search is not exhaustive.
    """
    tried = sum(part.tried for part in parts)
    for part in parts:
        if part.found is not None:
            return part.found
    soft = next((part.soft for part in parts if part.soft is not None), None)
    if soft is not None:
        soft.schedules = tried
        return soft
    first, last = parts[0], parts[-1]
    result = Result(Verdict.PASS, "", first.name, first.file, schedules=tried)
    seen = {what for part in parts for what in part.seen}
    missing = next((what for what in first.missing if what not in seen), None)
    if missing is not None:
        fill(result, Finding(Verdict.OVERSERIALIZED, Overserialized(missing, tried, first.directed)))
        result.found, result.test = tried, first.clause
        result.line = first_line(result)
    elif last.classes is not None:
        result.exhaustive = not starvation_schedules
        calls = CALLS if starvation_schedules else None
        result.proof = Proof(last.threads, last.classes, calls, *last.assumed)
    else:
        result.unseen_chance = _unseen_chance(parts)
        result.quiet = last.quiet
        result.unproved = next((part.unproved for part in parts if part.unproved), "")
        bounded = next((part.bounded for part in parts if part.bounded is not None), None)
        if bounded is not None and not result.unproved:
            result.proof = replace(bounded, calls=CALLS if starvation_schedules else None)
    # where every schedule passes, no lock order can deadlock; but what a race does differs from build to build
    notes = (
        _first(part.race for part in parts),
        None if last.classes is not None else _first(part.lock_order for part in parts),
        _first(part.breakpoint for part in parts),
    )
    result.notes = tuple(note for note in notes if note is not None)
    if result.passed:
        result.schedules += starvation_schedules
        result.workloads, result.starvation_schedules = workloads, starvation_schedules
        result.small_scopes = small_scopes
        result.message = passing_sentence(result)
    return result


def folded(parts: list[Part]) -> list[Part]:
    """Return fewer parts with the same summary: those between the first and the last as one.

    A search of a million schedules has many parts, which must not fill the memory.
    """
    if len(parts) < MOST:
        return parts
    middle = parts[1:-1]
    walks = _walks(middle)
    one = replace(
        middle[0],
        tried=sum(part.tried for part in middle),
        soft=next((part.soft for part in middle if part.soft is not None), None),
        bounded=next((part.bounded for part in middle if part.bounded is not None), None),
        walks=walks.counts() if walks is not None else None,
        seen=sorted({what for part in middle for what in part.seen}),
        race=_first(part.race for part in middle),
        lock_order=_first(part.lock_order for part in middle),
        breakpoint=_first(part.breakpoint for part in middle),
        unproved=next((part.unproved for part in middle if part.unproved), ""),
    )
    return [parts[0], one, parts[-1]]


def _walks(parts: Sequence[Part]) -> UnseenClasses | None:
    """Return the random schedules of some parts by class; None if classes mean nothing in one of them."""
    unseen = UnseenClasses()
    for part in parts:
        if part.walks is None:
            return None
        for fingerprint, schedules in part.walks:
            unseen.add(fingerprint, schedules)
    return unseen


def _first(notes: Iterable[Note | None]) -> Note | None:
    """Return the note of the first part that has one, so that it does not depend on who ran it."""
    return next((note for note in notes if note is not None), None)


def _unseen_chance(parts: Sequence[Part]) -> float | None:
    walks = _walks(parts)
    return walks.chance() if walks is not None else None
