"""The mutants of all references: with --slow each is judged; by default only the lists of equivalent ones are read."""

import pytest
from golden import KATAS

from harness.course.authoring.mutants import judge_mutants
from harness.course.authoring.mutation.equivalents import equivalents
from harness.course.authoring.mutation.mutant import mutants
from harness.course.authoring.mutation.operators import OPERATORS
from harness.course.grading.check import CheckSettings
from harness.workers.pool import WorkerPool

MINUTES = 60


@pytest.mark.parametrize("kata", KATAS.values(), ids=list(KATAS))
def test_every_mutant_that_is_listed_as_equivalent_exists(kata):
    made = {one.identity for one in mutants(kata.solution.read_text(encoding="utf-8"), OPERATORS)}
    listed = [one.identity for one in equivalents(kata)]
    assert len(set(listed)) == len(listed)
    assert set(listed) <= made
    assert len(made) > len(listed) + 5


@pytest.mark.slow
@pytest.mark.timeout(MINUTES * 60)
@pytest.mark.parametrize("kata", KATAS.values(), ids=list(KATAS))
def test_the_contract_notices_every_other_mutant(kata):
    with WorkerPool(0) as pool:
        judged = judge_mutants(pool, kata, CheckSettings())
    assert judged.faults == []
    assert [f"{one.line}: {one.sentence}" for one in judged.survivors] == []
