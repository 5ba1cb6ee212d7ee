"""The schedules to the first failure of every wrong solution of the catalogue, for some strategies.

    python -m benchmarks.catalogue [--strategies auto,rff] [--seeds 5] [--cap 500] [--every 4] [--json FILE]
        [--against FILE] [NAME]...

Left out are the files whose failure no single schedule shows (starvation, overserialized, forbidden). Each wrong
solution is judged by one clause: the first that fails with seed 0, which is not one of the seeds that are measured. A
search that finds nothing counts as many schedules as it may try. ``--against`` compares with the JSON of an earlier
run, search by search, in the clauses that were chosen there.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from harness.course.content.catalogue import Kata, catalogue
from harness.course.grading.check import CheckSettings, job
from harness.result import Result
from harness.workers.pool import WorkerPool

LEFT_OUT = ("starvation", "overserialized", "forbidden")
ROUNDS = (10, 200)
"""Schedules of each clause, until one of them fails."""


def searched(pool: WorkerPool, kata: Kata, clause: str, target: Path, strategy: str, cap: int, seed: int) -> Result:
    settings = CheckSettings(("explore",), cap, 0, seed, strategy)
    return pool.judge(job(kata, clause, target, "explore", settings))


def failing_clause(pool: WorkerPool, kata: Kata, target: Path) -> str | None:
    """Return the first clause that fails with seed 0; None if none does."""
    for schedules in ROUNDS:
        for clause in kata.clauses:
            if not searched(pool, kata, clause, target, "auto", schedules, 0).passed:
                return clause
    return None


def measured(
    pool: WorkerPool, kata: Kata, clause: str, target: Path, strategies: list[str], seeds: int, cap: int
) -> dict[str, list[int | None]]:
    """Return, for each strategy, the first failing schedule with each seed; None for a search that found nothing."""
    return {
        strategy: [searched(pool, kata, clause, target, strategy, cap, seed).found for seed in range(1, seeds + 1)]
        for strategy in strategies
    }


def summary(title: str, searches: list[int | None], cap: int) -> str:
    numbers = sorted(cap if one is None else one for one in searches)
    p95 = numbers[(len(numbers) * 95 + 99) // 100 - 1]
    mean, missed = statistics.fmean(numbers), searches.count(None)
    return f"{title:<24} mean {mean:>7.2f}, 95th percentile {p95:>4}, missed {missed} of {len(numbers)} searches"


def comparison(now: dict[str, list[int | None]], then: dict[str, list[int | None]], cap: int) -> str:
    """Return how the searches that both have differ, and the standard error of the mean difference."""
    differences = [
        (cap if new is None else new) - (cap if old is None else old)
        for name in now.keys() & then.keys()
        for new, old in zip(now[name], then[name], strict=False)
    ]
    mean = statistics.fmean(differences)
    error = statistics.stdev(differences) / len(differences) ** 0.5
    fewer, more = sum(one < 0 for one in differences), sum(one > 0 for one in differences)
    return f"{mean:+.2f} schedules a search (standard error {error:.2f}); {fewer} searches shorter, {more} longer"


def main() -> int:
    asked = arguments()
    before = json.loads(asked.against.read_text(encoding="utf-8")) if asked.against is not None else None
    files = [
        (kata, target.resolve())
        for name, kata in catalogue().items()
        if not asked.names or name in asked.names
        for target in sorted((Path("tests/wrong") / name).glob("*.py"))
        if not target.read_text(encoding="utf-8").partition("\n")[0].endswith(LEFT_OUT)
    ][:: asked.every]
    clauses: dict[str, str] = {}
    columns: dict[str, dict[str, list[int | None]]] = {strategy: {} for strategy in asked.strategies}

    def one(file: tuple[Kata, Path]) -> None:
        kata, target = file
        name = f"{kata.name}/{target.stem}"
        clause = before["clauses"].get(name) if before is not None else failing_clause(pool, kata, target)
        if clause is not None:
            found = measured(pool, kata, clause, target, asked.strategies, asked.seeds, asked.cap)
            clauses[name] = clause
            for strategy, numbers in found.items():
                columns[strategy][name] = numbers
            print(f"{name:<60} {found}", file=sys.stderr, flush=True)

    with WorkerPool(2) as pool, ThreadPoolExecutor(pool.number) as executor:
        list(executor.map(one, files))
    print(f"{len(files)} wrong solutions, {asked.seeds} seeds, at most {asked.cap} schedules")
    print(f"left out, because nothing fails with seed 0: {len(files) - len(clauses)}")
    for strategy, by_file in columns.items():
        print(summary(strategy, [one for numbers in by_file.values() for one in numbers], asked.cap))
        if before is not None and strategy in before["found"]:
            print(f"{'against before':<24} {comparison(by_file, before['found'][strategy], asked.cap)}")
    if asked.json is not None:
        asked.json.write_text(json.dumps({"clauses": clauses, "found": columns}, indent=1) + "\n", encoding="utf-8")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strategies", type=lambda text: text.split(","), default=["auto"])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--cap", type=int, default=500)
    parser.add_argument("--every", type=int, default=1, help="measure only every so many files")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("names", nargs="*")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
