"""The model knows all that the reference solutions and their contracts do: a clause is unproved only for its size."""

from __future__ import annotations

import pytest

from harness.course.content.catalogue import Kata, catalogue
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.clause import Clause
from harness.report.sentences.clause_proofs import clause_proof

FEW = 60
"""Schedules of each clause: enough to meet each of its operations."""
SIZE = "not all equivalence classes were run"


@pytest.mark.parametrize("kata", catalogue().values(), ids=lambda kata: kata.name)
def test_a_clause_is_unproved_only_for_its_size(kata: Kata) -> None:
    for name in kata.clauses:
        clause = Clause(kata.name, str(kata.contract), name, str(kata.solution), kata.public)
        if clause.marks.workload_spec is not None:
            continue
        result = run(clause, Budget(FEW))
        reason = "" if result.exhaustive else clause_proof(name, [result]).reason
        assert reason in ("", SIZE), f"{name}: {reason}"
