"""Eight small programs: schedules to the first bug, schedules to a proof, and schedules per second of several tools.

Run by hand in the root of the repository: ``python -m benchmarks.peers``. The other tools are measured with
``--python PYTHON``, once for each interpreter that has ``frontrun`` or ``interleave-test`` installed.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.explorer.search import Search
from harness.program.function import Function
from harness.result import Result

from . import programs
from .others import TOOLS

FILE = str(Path(programs.__file__).resolve())
ROOT = Path(__file__).resolve().parents[2]
NUMBERS = range(1, len(programs.TITLES) + 1)
CAP, PROOF = 1_000, 5_000
ROUNDS = 5
BARE_SECONDS = 0.2
TARGET_SCHEDULES, TARGET_SECONDS = 100, 0.1


def search(name: str, schedules: int, seed: int = 0, strategy: str | None = None) -> Result:
    """Explore one of the programs, with the default strategy if none is given."""
    program, budget = Function(FILE, name), Budget(schedules)
    return run(program, budget, seed) if strategy is None else run(program, budget, seed, strategy=strategy)


def failure(name: str, seed: int) -> tuple[Result, float]:
    """Search a wrong program: return the result, and the seconds to the end of the failing schedule, not minimised."""
    examine, examined = Search._examine, [time.monotonic()]
    began = examined[0]

    def noted(search: Search, *arguments: Any, **named: Any) -> Result | None:
        examined.append(time.monotonic())
        return examine(search, *arguments, **named)

    with mock.patch.object(Search, "_examine", noted):
        result = search(name, CAP, seed)
    return result, examined[-1] - began


def failures(seeds: int) -> None:
    """Print the number of schedules and the seconds until each wrong program fails."""
    print(
        f"wrong programs, {seeds} seeds, at most {CAP:,} schedules; seconds from reading the file until the failing"
        f" schedule has run\n(hit) and until it is shrunk and named (all); within: {TARGET_SCHEDULES} schedules and"
        f" {TARGET_SECONDS} s"
    )
    print(f"{'':<28}{'found':>7}{'schedules':>16}{'hit':>16}{'within':>9}{'all':>16}{'within':>9}   verdicts")
    print(f"{'':<28}{'':>7}{'mean':>9}{'worst':>7}{'median':>9}{'worst':>7}{'':>9}{'median':>9}{'worst':>7}")
    for number in NUMBERS:
        pairs = [failure(f"wrong_{number}", seed) for seed in range(seeds)]
        results, hits = [one for one, _ in pairs], [two for _, two in pairs]
        found = [one.found for one in results if one.found is not None]
        seconds = [one.seconds for one in results]
        soon = [one.found is not None and one.found <= TARGET_SCHEDULES for one in results]
        hit = sum(good and one <= TARGET_SECONDS for good, one in zip(soon, hits, strict=True))
        told = sum(good and one <= TARGET_SECONDS for good, one in zip(soon, seconds, strict=True))
        mean, worst = (f"{statistics.mean(found):.1f}", f"{max(found):,}") if found else ("-", "-")
        print(
            f"{number} {programs.TITLES[number - 1]:<26}{f'{len(found)}/{seeds}':>7}{mean:>9}{worst:>7}"
            f"{statistics.median(hits):>9.3f}{max(hits):>7.3f}{f'{hit}/{seeds}':>9}"
            f"{statistics.median(seconds):>9.3f}{max(seconds):>7.3f}{f'{told}/{seeds}':>9}"
            f"   {', '.join(sorted({one.verdict.value for one in results}))}",
            flush=True,
        )


def proofs() -> None:
    """Print the result of a search through all schedules of each right program."""
    print(f"\nright programs, at most {PROOF:,} schedules")
    print(f"{'':<28}{'exhausted':>11}{'schedules':>11}{'seconds':>9}")
    for number in NUMBERS:
        result = search(f"right_{number}", PROOF)
        exhausted = "yes" if result.exhaustive else "no"
        print(
            f"{number} {programs.TITLES[number - 1]:<26}{exhausted:>11}{result.schedules:>11,}{result.seconds:>9.3f}"
            f"   {result.message}",
            flush=True,
        )


def explored(number: int, seed: int) -> float:
    """Return the random schedules per second on a right program."""
    began = time.perf_counter()
    result = search(f"right_{number}", CAP, seed, "random")
    assert result.passed, result.message
    return result.schedules / (time.perf_counter() - began)


def bare(number: int) -> float:
    """Return the runs per second of a right program on OS threads, without the harness."""
    play: Callable[[], None] = getattr(programs, f"right_{number}")
    runs, began = 0, time.perf_counter()
    while time.perf_counter() - began < BARE_SECONDS:
        play()
        runs += 1
    return runs / (time.perf_counter() - began)


def rates() -> None:
    """Print schedules per second and bare runs per second, measured in turns."""
    print(f"\na second, right programs, median of {ROUNDS} rounds in turns, {CAP:,} random schedules a round")
    print(f"{'':<28}{'schedules':>11}{'bare runs':>11}{'bare / schedules':>18}")
    for number in NUMBERS:
        pairs = [(explored(number, seed), bare(number)) for seed in range(ROUNDS)]
        ratios = sorted(threads / schedules for schedules, threads in pairs)
        print(
            f"{number} {programs.TITLES[number - 1]:<26}{statistics.median(one for one, _ in pairs):>11,.0f}"
            f"{statistics.median(two for _, two in pairs):>11,.0f}{statistics.median(ratios):>9.2f}"
            f" ({ratios[0]:.2f} to {ratios[-1]:.2f})",
            flush=True,
        )


def main() -> None:
    """Measure and print, part by part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20, help="searches for each wrong program (default: 20)")
    parser.add_argument(
        "--python",
        action="append",
        metavar="PYTHON",
        help="an interpreter to look for the other tools in (default: this one; may be repeated)",
    )
    asked = parser.parse_args()
    print(f"{platform.python_implementation()} {platform.python_version()}\n")
    search("right_1", 10)  # so that lazy imports do not count
    failures(asked.seeds)
    proofs()
    rates()
    for python in asked.python or [sys.executable]:
        print(flush=True)
        wrapper = Path(python).with_name("frontrun")  # without which frontrun refuses to run
        for tool in TOOLS:
            command = [str(wrapper)] if tool == "frontrun" and wrapper.exists() else []
            command += [python, "-m", "benchmarks.peers.others", tool]
            subprocess.run(command, cwd=ROOT, check=False, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
