"""The parts of a search put together: what it found, or what a pass of it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from harness.explorer.unseen_classes import UnseenClasses
from harness.result import Part, Result
from harness.verdict import Verdict


def summarize(parts: Sequence[Part]) -> Result:
    """The result of a whole search.

    Args:
        parts: the beginning and the stretches, in order; none after one that found a failure.
    """
    tried = sum(part.tried for part in parts)
    for part in parts:
        if part.found is not None:
            return part.found
    soft = next((part.soft for part in parts if part.soft is not None), None)
    if soft is not None:
        soft.schedules = tried
        return soft
    first = parts[0]
    result = Result(Verdict.PASS, "", first.name, first.file, schedules=tried)
    seen = {what for part in parts for what in part.seen}
    missing = next((what for what in first.missing if what not in seen), None)
    if missing is not None:
        result.verdict, result.found, result.test = Verdict.OVERSERIALIZED, tried, first.clause
        looked = f"none of {tried:,} schedules showed it, {first.directed:,} of which looked for it"
        result.message = f"Never possible: {missing}. No failure otherwise, but {looked}."
        result.evidence = (f"{tried:,} schedules tried, {first.directed:,} directed",)
    elif parts[-1].classes is not None:
        result.exhaustive = True
        result.message = f"Every schedule of {_number(parts[-1])} passes."
    else:
        result.message = f"{tried:,} schedule{'s' if tried != 1 else ''} tried, no failure{_unseen(parts)}."
    # lock orders cannot meet where every schedule passes; what a race does differs from build to build
    orders = [] if result.exhaustive else [part.orders for part in parts]
    result.notes = (*_first([part.races for part in parts]), *_first(orders))
    return result


def _first(notes: list[str]) -> list[str]:
    """That of the first part that has one: which it is does not depend on who ran it."""
    return [note for note in notes if note][:1]


def _number(part: Part) -> str:
    threads, classes = part.threads, part.classes or 0
    return f"{threads} thread{'s' if threads != 1 else ''} ({classes:,} class{'es' if classes != 1 else ''})"


def _unseen(parts: Sequence[Part]) -> str:
    unseen = UnseenClasses()
    for part in parts:
        if part.walks is None:
            return ""
        for fingerprint, schedules in part.walks:
            unseen.add(fingerprint, schedules)
    return unseen.sentence()
