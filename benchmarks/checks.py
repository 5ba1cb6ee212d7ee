"""The cost of the checks: a search with all of them, as a ratio to a search without checks on passing executions.

Run by hand: ``python benchmarks/checks.py``. The searches are measured in turns, in one process. The target is a ratio
of at most 1.5. If races are a failure, every schedule is traced, and not only those of a proof and one in twelve of the
others.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness.explorer import search as searching  # noqa: E402 - after the path is set
from harness.explorer.budget import Budget  # noqa: E402 - as above
from harness.explorer.notes import NoteCollector  # noqa: E402 - as above
from harness.explorer.run import opened  # noqa: E402 - as above
from harness.program.clause import Clause  # noqa: E402 - as above
from harness.world.recording.access_tracer import AccessTracer  # noqa: E402 - as above

PROGRAM = Clause(
    "bounded_buffer",
    str(HERE.parent / "tests" / "katas" / "test_bounded_buffer.py"),
    "test_two_producers_feed_two_consumers_through_one_place",
    str(HERE.parent / "solutions" / "bounded_buffer.py"),
)
ROUNDS = 7
SCHEDULES = 1_000


def seconds(*, races: bool = False) -> float:
    """Return the processor time of one search in seconds, without the time to build its world."""
    with opened(PROGRAM, 0) as search:
        search.races = races
        began = time.process_time()
        result = search.search(Budget(SCHEDULES))
        assert result.passed, result.message
        return time.process_time() - began


def without() -> float:
    """Return the same for a search that only detects executions that end badly."""
    nothing: Any = mock.patch.multiple(NoteCollector, look=lambda *_: None, directed=lambda *_: iter(()))
    with nothing, mock.patch.object(searching, "SyncEdges", AccessTracer):
        return seconds()


def main() -> None:
    """Print the ratios, with their median, minimum and maximum."""
    rounds = [(without(), seconds(), seconds(races=True)) for _ in range(ROUNDS)]
    for name, number in (("all checks", 1), ("with races as a failure", 2)):
        ratios = [one[number] / one[0] for one in rounds]
        print(f"{name:<24} {statistics.median(ratios):.2f}   ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
