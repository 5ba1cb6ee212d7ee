"""Prints what exploring katas comes to, a wrong solution and the reference of each, for ``test_same_results.py``."""

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

from concurrency_katas.course.content.catalogue import catalogue
from concurrency_katas.explorer.budget import Budget
from concurrency_katas.explorer.run import run
from concurrency_katas.program.clause import Clause

ROOT = Path(__file__).resolve().parents[2]
SCHEDULES = 12
SEED = 3


def told(kata, file):
    """Return, by clause, the verdict, the schedules, the token, and a digest of the whole result."""
    found = {}
    for clause in kata.clauses:
        result = run(Clause(kata.name, str(kata.contract), clause, str(file), kata.public), Budget(SCHEDULES), SEED)
        digest = hashlib.sha256(repr(replace(result, seconds=0.0)).encode()).hexdigest()[:12]
        found[clause] = (str(result.verdict), result.schedules, result.replay, digest)
        if not result.passed:
            break
    return found


def main():
    """Print the results of the katas that the arguments name, as JSON."""
    every = {}
    for kata in catalogue(ROOT).values():
        if kata.name in sys.argv[1:]:
            wrong = min((ROOT / "tests/wrong" / kata.name).glob("*.py"))
            for file in (kata.solution, wrong):
                every[file.relative_to(ROOT).as_posix()] = told(kata, file)
    sys.stdout.write(json.dumps(every) + "\n")


main()
