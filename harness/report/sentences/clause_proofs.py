"""The clause proofs: how much of each clause of a contract is proved, within which bounds, and why no more."""

from __future__ import annotations

from collections.abc import Sequence

from ...result import Bounds, ClauseProof, Extent, Proof, Result
from ..text.phrases import counted, listed
from .passing import assumptions, quiet_words, scope_words

NOT_ALL = "not all equivalence classes were run"


def clause_proof(test: str, results: Sequence[Result]) -> ClauseProof:
    """Return what is proved of a clause.

    Args:
        test: the clause.
        results: of the engines that judged it; there is at least one.
    """
    explored = next((result for result in results if result.engine == "explore"), None)
    schedules = explored.schedules if explored is not None else 0
    seconds = explored.seconds if explored is not None else 0.0
    failed = next((result for result in results if not result.passed), None)
    if failed is not None or explored is None:
        where = "on real threads" if failed is not None and failed.engine == "stress" else "in a schedule"
        reason = f"it fails {where}" if failed is not None else "runs on real threads prove nothing"
        return ClauseProof(test, Extent.NO, None, 0, schedules, seconds, reason)
    proof = explored.proof
    if explored.exhaustive:
        classes, assumes = (proof.classes, listed(assumptions(proof))) if proof is not None else (0, "")
        return ClauseProof(test, Extent.ALL, None, classes, schedules, seconds, assumes=assumes)
    scope = explored.proved_scope
    if scope is not None:
        bounds = Bounds(threads=scope.threads, calls=scope.calls)
        reason = f"the calls are generated; {counted(explored.workloads, 'program')} of all sizes were tried"
        return ClauseProof(test, Extent.BOUNDED, bounds, scope.classes, schedules, seconds, reason)
    if proof is None:
        return ClauseProof(test, Extent.NO, None, 0, schedules, seconds, _unproved(explored))
    reason, assumes = _not_all(explored, proof), listed(assumptions(proof))
    return ClauseProof(test, Extent.BOUNDED, _bounds(proof), proof.classes, schedules, seconds, reason, assumes)


def _bounds(proof: Proof) -> Bounds:
    return Bounds(preemptions=proof.preemptions, calls=proof.calls)


def _not_all(result: Result, proof: Proof) -> str:
    """Return why a proof does not cover every schedule."""
    if proof.calls is None:
        return _why_not_all(result)
    tried = counted(result.starvation_schedules, "schedule")
    return f"some threads call forever; that none of them starves was tried in {tried}"


def _unproved(result: Result) -> str:
    """Return why a pass proves nothing."""
    if result.workloads:
        small = f", and {scope_words(result.small_scopes[0])}" if result.small_scopes else ""
        return f"the calls are generated; {counted(result.workloads, 'program')} of all sizes were tried{small}"
    return _why_not_all(result)


def _why_not_all(result: Result) -> str:
    quiet = f"; {quiet_words(result.quiet)}" if result.quiet else ""
    return result.unproved or f"{NOT_ALL}{quiet}"
