"""The contracts of all katas: every sentence is listed and, with --slow, every promise is seen to be broken."""

import pytest
from golden import KATAS

from harness.course.authoring.broken_promises import unproved_promises
from harness.course.authoring.promises import path_of, promise_faults, sentences
from harness.course.grading.check import CheckSettings
from harness.workers.pool import WorkerPool


@pytest.mark.parametrize("kata", KATAS.values(), ids=list(KATAS))
def test_every_sentence_of_the_contract_is_listed_and_every_clause_belongs_to_a_promise(kata):
    assert path_of(kata).is_file()
    assert list(promise_faults(kata)) == []


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("kata", KATAS.values(), ids=list(KATAS))
def test_a_variant_that_breaks_a_promise_fails_in_its_clauses(kata):
    with WorkerPool() as pool:
        assert list(unproved_promises(pool, kata, sentences(kata), CheckSettings())) == []
