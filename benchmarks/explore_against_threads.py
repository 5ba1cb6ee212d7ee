"""The cost of exploring one schedule, as a ratio to one run on bare OS threads, in one process.

Run by hand: ``python benchmarks/explore_against_threads.py``. The two are measured in turns, so that other
processes of the machine slow down both; the target is a ratio of at most 1.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from buffer_scenario import scenario  # noqa: E402 - found beside this file

from harness import explore  # noqa: E402 - after the path is set

ROUNDS = 7
SCHEDULES = 1_000
BARE_SECONDS = 0.5


def explored() -> float:
    """Return the number of schedules per second."""
    began = time.perf_counter()
    result = explore(scenario, schedules=SCHEDULES)
    assert result.passed, result.message
    return result.schedules / (time.perf_counter() - began)


def bare() -> float:
    """Return the number of runs per second on OS threads, without the harness."""
    runs, began = 0, time.perf_counter()
    while time.perf_counter() - began < BARE_SECONDS:
        scenario()
        runs += 1
    return runs / (time.perf_counter() - began)


def main() -> None:
    """Print both rates and their ratio, the median of several rounds."""
    pairs = [(explored(), bare()) for _ in range(ROUNDS)]
    ratios = sorted(threads / schedules for schedules, threads in pairs)
    print(f"{platform.python_implementation()} {platform.python_version()}, median of {ROUNDS} rounds")
    print(f"explored schedules a second   {statistics.median(pair[0] for pair in pairs):8,.0f}")
    print(f"bare runs a second            {statistics.median(pair[1] for pair in pairs):8,.0f}")
    print(f"cost of a schedule / a run    {statistics.median(ratios):8.2f}   ({ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
