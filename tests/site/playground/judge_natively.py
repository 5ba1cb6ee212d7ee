"""Judges programs as the page does, in this interpreter: ``judge_natively.py SCHEDULES``, with JSON in and out.

It runs with CPython 3.14, which the page has, and needs a workspace as working directory.
"""

import json
import sys
from pathlib import Path

from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings, check
from harness.workers.pool import WorkerPool


def main() -> None:
    """Judge each program of standard input: the name of a kata, and the text."""
    schedules, katas = int(sys.argv[1]), catalogue(Path.cwd())
    with WorkerPool(1) as pool:
        for name, code in json.load(sys.stdin):
            kata = katas[name]
            kata.stub.write_text(code, encoding="utf-8")
            result = check(pool, kata, kata.stub, CheckSettings.of("explore", schedules, 0))
            found = {"verdict": str(result.verdict), "token": result.replay or "", "sentence": result.message}
            sys.stdout.write(json.dumps(found | {"schedules": result.schedules}) + "\n")


if __name__ == "__main__":
    main()
