"""The choice of the next repair, from what the learner has done."""

from __future__ import annotations

from collections import Counter

from ...verdict import Verdict
from ..content.catalogue import Kata
from ..learner.progress import CourseProgress
from .records import RepairRecords
from .repairs import Repair, repairs_of

ENOUGH = 2
"""Mended repairs of a kata that open the katas which need it, as passing the kata does."""
LATE = frozenset({Verdict.FORBIDDEN})
"""Verdicts that no schedule is needed for: there is least to find out, so they come last."""


def next_repair(
    katas: dict[str, Kata], progress: CourseProgress, records: RepairRecords, kata: Kata | None = None
) -> Repair | None:
    """Return the next repair; None if all are mended or put aside.

    The katas that the learner has passed come first; then those whose prerequisites are passed, or mended ``ENOUGH``
    times; then the rest. Within each group, the kata with the fewest mends comes first. Of its repairs, it is one with
    the verdict that the learner has mended least often, among those one that fails with the fewest preemptions, and
    among those the one with the smallest mend.

    Args:
        katas: all katas, in teaching order.
        progress: which of them are passed.
        records: the repairs so far.
        kata: the only kata to choose from; None for any.
    """
    chosen = [kata] if kata is not None else _katas(katas, progress, records)
    mended = Counter(one.verdict for each in katas.values() for one in repairs_of(each) if records.is_mended(one))
    for one in chosen:
        left = [repair for repair in repairs_of(one) if records.get(repair) is None]
        if left:
            ranks = {repair: (_is_late(repair), mended[repair.verdict], repair.preemptions) for repair in left}
            best = min(ranks.values())
            return min((one for one in left if ranks[one] == best), key=lambda one: (one.smallest_mend(), one.name))
    return None


def _is_late(repair: Repair) -> bool:
    return repair.verdict in LATE or not repair.is_judged


def open_repairs(katas: dict[str, Kata], records: RepairRecords) -> list[Repair]:
    """Return the repairs that were handed out and are neither mended nor put aside: first the one chosen last."""
    found = [repair for kata in katas.values() for repair in repairs_of(kata) if records.is_open(repair)]
    return sorted(found, key=records.chosen, reverse=True)


def _katas(katas: dict[str, Kata], progress: CourseProgress, records: RepairRecords) -> list[Kata]:
    """Return the katas in the order in which their repairs come."""
    mends = {name: records.number_mended(kata) for name, kata in katas.items()}
    passed = {name for name, kata in katas.items() if progress.state(kata).finished}
    known = passed | {name for name, number in mends.items() if number >= ENOUGH}

    def rank(kata: Kata) -> tuple[int, int]:
        ready = all(need in known or need not in katas for need in kata.lesson.needs)
        return (0 if kata.name in passed else 1 if ready else 2), mends[kata.name]

    return sorted(katas.values(), key=rank)
