"""A search for false alarms: every reference and every correct variant, under many schedules, with all checks on.

    python benchmarks/false_alarms.py [--schedules 50000] [NAME]...

A clause that is proved needs no more schedules; the others share the rest. Prints a line for each file, and the
totals. The exit code is 1 if a correct file failed.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from harness.course.content.catalogue import Kata, catalogue
from harness.course.grading.check import CheckSettings, job
from harness.result import Result
from harness.workers.client import WorkerClient

FIRST = 1_000
"""Schedules of each clause in the first round, which shows which clauses are proved."""


def rounds(judge: WorkerClient, kata: Kata, target: Path, schedules: int) -> tuple[int, int, Result | None]:
    """Return the number of schedules run, the number of clauses proved, and the first failure."""
    clauses, done, proved = list(kata.clauses), 0, 0
    for seed in (0, 1):
        share = FIRST if seed == 0 else max(1, (schedules - done) // max(1, len(clauses)))
        left = []
        for clause in clauses:
            if done >= schedules and seed:
                break
            settings = CheckSettings(("explore",), share, 0, seed)
            result = judge.judge(job(kata, clause, target, "explore", settings))
            done += result.schedules
            if not result.passed:
                return done, proved, result
            if result.exhaustive:
                proved += 1
            else:
                left.append(clause)
        clauses = left
    return done, proved, None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=50_000)
    parser.add_argument("names", nargs="*")
    wanted = parser.parse_args()
    files = total = all_proved = alarms = 0
    began = time.monotonic()
    with WorkerClient() as judge:
        for name, kata in catalogue().items():
            if wanted.names and name not in wanted.names:
                continue
            for target in (kata.solution, *sorted((Path("tests/right") / name).glob("*.py"))):
                done, proved, failed = rounds(judge, kata, target.resolve(), wanted.schedules)
                files, total, all_proved = files + 1, total + done, all_proved + (proved == len(kata.clauses))
                said = f"{done:>7,} schedules, {proved:>2} of {len(kata.clauses):>2} clauses proved"
                print(f"{name:28} {target.stem:36} {said}", flush=True)
                if failed is not None:
                    alarms += 1
                    print(f"    FALSE ALARM  {failed.verdict}  {failed.test}  {failed.message}\n    {failed.replay}")
    print(f"{files} files, {total:,} schedules, {all_proved} files proved in every clause, {alarms} false alarms")
    print(f"{time.monotonic() - began:,.0f} s")
    return 1 if alarms else 0


if __name__ == "__main__":
    sys.exit(main())
