"""Random number generators of a series of runs: one for each purpose, all derived from the series' seed."""

from __future__ import annotations

from random import Random


def chance(seed: int, run: int, purpose: str) -> Random:
    """Return the generator of one purpose in one run.

    The same arguments give the same numbers on every machine (a text seeds ``Random`` by its SHA-512). Each purpose has
    numbers of its own: if two shared them, the workload that is generated for a run would decide how the run is
    disturbed.

    Args:
        seed: of the series.
        run: number of the run, from 1.
        purpose: such as "workload", or "jitter/2" for thread 2.
    """
    return Random(f"{seed}/{run}/{purpose}")
