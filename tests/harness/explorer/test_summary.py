"""The parts of a long search are folded together, and the summary stays the same."""

from __future__ import annotations

from dataclasses import asdict, replace
from random import Random

import pytest

from harness.explorer.summary import MOST, folded, summarize
from harness.part import Part
from harness.result import Note, NoteKind, Proof


def parts(rng: Random, count: int) -> list[Part]:
    def note(kind: NoteKind) -> Note | None:
        return Note(kind, ()) if rng.random() < 0.01 else None

    made = [
        Part(
            rng.randrange(1, 30),
            bounded=Proof(2, rng.randrange(9), preemptions=1) if rng.random() < 0.01 else None,
            walks=[(rng.randrange(40), 1 + rng.randrange(3)) for _ in range(rng.randrange(3))],
            missing=["both inside"] if number == 0 else [],
            seen=["both inside"] if rng.random() < 0.01 else [],
            race=note(NoteKind.RACE),
            lock_order=note(NoteKind.LOCK_ORDER),
            breakpoint=note(NoteKind.BREAKPOINT),
            unproved="a reason" if rng.random() < 0.005 else "",
            name="program",
        )
        for number in range(count)
    ]
    if rng.random() < 0.2:
        made[rng.randrange(count)].walks = None
    if rng.random() < 0.2:
        made[-1] = replace(made[-1], classes=7)
    return made


@pytest.mark.parametrize("seed", range(40))
def test_folded_parts_have_the_summary_of_all(seed):
    every = parts(Random(seed), 2 * MOST + 50)
    few: list[Part] = []
    for part in every:
        few = folded([*few, part])
    assert len(few) < MOST < len(every)
    assert asdict(summarize(few)) == asdict(summarize(every))
