"""How much is proved of a clause, and the reason why it is not more."""

from __future__ import annotations

from harness.explorer.summary import summarize
from harness.part import Part
from harness.report.sentences.clause_proofs import clause_proof
from harness.result import Bounds, ClauseProof, Extent, Proof, Result
from harness.verdict import Verdict

RUNS = Result(Verdict.PASS, "30 runs.", engine="stress", schedules=30)


def proved(*results: Result) -> ClauseProof:
    return clause_proof("test_x", results)


def test_all_is_proved_if_every_schedule_passes() -> None:
    found = summarize([Part(200, over=True, classes=5, threads=3)])
    found.seconds = 0.5
    assert proved(found, RUNS) == ClauseProof("test_x", Extent.ALL, None, 5, 200, 0.5)


def test_threads_that_call_forever_bound_a_proof() -> None:
    found = proved(summarize([Part(200, over=True, classes=5, threads=3)], starvation_schedules=50))
    assert (found.proved, found.bounds, found.classes) == (Extent.BOUNDED, Bounds(calls=2), 5)
    assert found.reason == "some threads call forever; that none of them starves was tried in 50 schedules"


def test_nothing_is_proved_by_schedules_that_were_only_tried() -> None:
    found = proved(summarize([Part(7)]))
    assert (found.proved, found.bounds, found.classes, found.schedules) == (Extent.NO, None, 0, 7)
    assert found.reason == "not all equivalence classes were run"
    assert proved(summarize([Part(7, unproved="f() runs outside the model")])).reason == "f() runs outside the model"
    assert proved(RUNS).reason == "runs on real threads prove nothing"


def test_nothing_is_proved_of_a_clause_that_fails() -> None:
    assert proved(Result(Verdict.WRONG, "no.")).reason == "it fails in a schedule"
    failed = proved(summarize([Part(9, over=True, classes=5)]), Result(Verdict.WRONG, "no.", engine="stress"))
    assert (failed.proved, failed.reason) == (Extent.NO, "it fails on real threads")


def test_few_preemptions_bound_a_proof() -> None:
    proof = Proof(3, 576, preemptions=2)
    found = proved(summarize([Part(120), Part(500, bounded=proof, over=True, quiet=50)]))
    assert (found.proved, found.bounds, found.classes) == (Extent.BOUNDED, Bounds(preemptions=2), 576)
    quiet = "the last 50 schedules that looked for a new pair of a write and a read found none"
    assert found.reason == f"not all equivalence classes were run; {quiet}"
