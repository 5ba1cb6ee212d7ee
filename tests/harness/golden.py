"""Each wrong solution judged once, for all tests that look at what comes of it: its verdict, its report, its trace.

Under pytest-xdist those tests share one process, and what is kept in it (``TOGETHER`` in ``tests/conftest.py``).
"""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

from harness.course.content.catalogue import Kata, catalogue
from harness.course.grading.check import CheckSettings, check
from harness.result import Result
from harness.workers.pool import WorkerPool

ROOT = Path(__file__).resolve().parents[2]
KATAS = catalogue(ROOT)
QUICK = (10, 200)
"""Schedules per clause by default, the second where the first finds nothing: fewer than a user's, so
what is caught here is caught there too."""


@cache
def judged(kata: Kata, file: Path) -> Result:
    """The first failing clause of a file, or the pass; paths in it are as seen from ``ROOT``."""
    with WorkerPool() as judges, contextlib.chdir(ROOT):
        for schedules in QUICK:
            result = check(judges, kata, file, CheckSettings(("explore",), schedules=schedules))
            if not result.passed:
                break
    return result
