"""The contract of a kata as a test case of ``unittest``, for platforms that run nothing else."""

from __future__ import annotations

import os
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from ...report.terminal.failure import failure, text
from ...workers.pool import WorkerPool
from ..content.catalogue import Kata, catalogue, find
from ..content.packaged_files import packaged_root
from .check import CheckSettings, clause_results

__unittest = True
"""unittest leaves the frames of a module with this name out of its tracebacks."""


class ContractCase(unittest.TestCase):
    """The base of a test case for one kata; its tests share one pool of workers."""

    pool: ClassVar[WorkerPool]

    @classmethod
    def setUpClass(cls) -> None:
        """Start the workers."""
        cls.pool = WorkerPool()

    @classmethod
    def tearDownClass(cls) -> None:
        """Stop the workers."""
        cls.pool.close()


def contract_case(name: str, file: Path, settings: CheckSettings | None = None) -> type[ContractCase]:
    """Return a test case with a test for each clause of a kata's contract.

    Args:
        name: the kata.
        file: the file to judge.
        settings: the settings of the check; None for the explorer with its usual number of schedules.

    Raises:
        UsageError: there is no such kata.
    """
    kata = find(catalogue(packaged_root()), name)
    used = settings or CheckSettings(("explore",))
    return type("TestContract", (ContractCase,), {clause: _test(kata, clause, file, used) for clause in kata.clauses})


def _test(kata: Kata, clause: str, file: Path, settings: CheckSettings) -> Callable[[ContractCase], None]:
    def test(case: ContractCase) -> None:
        # a path relative to the working directory, if it can be, because the token names it
        target = Path(os.path.relpath(file)) if file.is_relative_to(Path.cwd()) else file
        last = list(clause_results(case.pool, kata, clause, target, settings))[-1]
        if not last.passed:
            raise case.failureException("\n" + text(failure(last))) from None

    test.__name__ = clause
    return test
