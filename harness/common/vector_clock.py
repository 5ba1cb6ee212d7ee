"""Vector clocks: lists with one entry a thread, ordered entry by entry (Fidge 1988, Mattern 1989)."""

from __future__ import annotations


def initial(threads: int) -> list[list[int]]:
    """Return the clock of each thread before it has done anything: 1 in its own entry, 0 elsewhere."""
    return [[int(one == other) for one in range(threads)] for other in range(threads)]


def join(clock: list[int], other: list[int]) -> None:
    """Raise each entry of a clock to that of another one."""
    for number, value in enumerate(other):
        mine = clock[number]
        if value > mine:
            clock[number] = value
