"""The proofs of the reference solutions: how much of each clause is proved, what it took, and why no more.

    python benchmarks/proofs.py [--schedules 1000] [--jobs 2] [--unproved] [NAME]...

Prints a line for each clause: proved in every schedule, within bounds, or only tried; the equivalence classes, the
schedules tried, all executions (with those that repeat, direct or confirm a schedule), the CPU seconds, and the reason
why not all is proved. Two runs differ only in the seconds. The exit code is 1 if a clause fails.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context

from harness.course.content.catalogue import Kata, catalogue
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.explorer.search import Search
from harness.program.clause import Clause
from harness.report.sentences.clause_proofs import clause_proof
from harness.result import ClauseProof, Extent, Result

WORDS = {Extent.ALL: "proved", Extent.BOUNDED: "bounded", Extent.NO: "tried"}


@dataclass(frozen=True)
class Judged:
    """The proof of one clause of a reference solution.

    Attributes:
        proof: what is proved.
        executions: the number of executions for any reason.
        seconds: of CPU time.
        failure: the message of a failure, or "".
    """

    proof: ClauseProof
    executions: int
    seconds: float
    failure: str


def judged(clause: Clause, schedules: int) -> Judged:
    """Explore one clause."""
    searches: list[Search] = []
    began = time.process_time()
    result: Result = run(clause, Budget(schedules, ends_early=True), observe=searches.append)
    seconds = time.process_time() - began
    executions = sum(search.executions for search in searches)
    failure = "" if result.passed else f"{result.verdict}: {result.message}"
    return Judged(clause_proof(clause.clause, [result]), executions, seconds, failure)


def line(one: Judged) -> str:
    """Return the line of a clause."""
    proof = one.proof
    word = "FAILS" if one.failure else WORDS[proof.proved]
    bounds = {kind: bound for kind, bound in asdict(proof.bounds).items() if bound is not None} if proof.bounds else {}
    within = "".join(f"{bound} {kind}, " for kind, bound in bounds.items())
    figures = f"{proof.classes:>7,} {proof.schedules:>7,} {one.executions:>7,} {one.seconds:>7.2f}"
    title = proof.test.removeprefix("test_").replace("_", " ")
    return f"  {word:8}{figures}  {title:.60}  {within}{one.failure or proof.reason}".rstrip(" ,")


def totals(found: list[Judged]) -> str:
    """Return the line of the sums."""
    kinds = [one.proof.proved for one in found]
    every, bounded = kinds.count(Extent.ALL), kinds.count(Extent.BOUNDED)
    sums = (
        f"{sum(one.proof.schedules for one in found):,} schedules, {sum(one.executions for one in found):,} executions"
    )
    seconds = sum(one.seconds for one in found)
    proved = f"{every + bounded} of {len(found)} clauses proved or bounded, {every} unbounded"
    return f"{proved}; {sums}, {seconds:,.1f} s of CPU"


def explored(katas: list[Kata], schedules: int, jobs: int) -> Iterator[tuple[Kata, list[Judged]]]:
    """Yield each kata with its clauses, which run in several processes."""
    clauses = [
        Clause(kata.name, str(kata.contract), clause, str(kata.solution), kata.public)
        for kata in katas
        for clause in kata.clauses
    ]
    with get_context("spawn").Pool(jobs) as pool:  # it kills its processes: a normal exit would wait for coroutines
        found = pool.imap(partial(judged, schedules=schedules), clauses)
        for kata in katas:
            yield kata, [next(found) for _ in kata.clauses]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schedules", type=int, default=1_000, help="schedules of each clause")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--unproved", action="store_true", help="print only the clauses of which not all is proved")
    parser.add_argument("names", nargs="*")
    wanted = parser.parse_args()
    katas = [kata for name, kata in catalogue().items() if not wanted.names or name in wanted.names]
    every: list[Judged] = []
    print(f"  {'':8}{'classes':>7} {'tried':>7} {'runs':>7} {'seconds':>7}")
    for kata, found in explored(katas, wanted.schedules, wanted.jobs):
        every += found
        print(f"{kata.name}: {totals(found)}")
        for one in found:
            if not wanted.unproved or one.proof.proved is not Extent.ALL:
                print(line(one), flush=True)
    print(f"\n{len(katas)} katas: {totals(every)}")
    return 1 if any(one.failure for one in every) else 0


if __name__ == "__main__":
    sys.exit(main())
