"""The sentences of a pass: what was explored, what is proved."""

from __future__ import annotations

from collections.abc import Sequence

from ...result import ClauseProof, Extent, Proof, Result, SmallScope
from ..text.phrases import counted, listed


def passing_sentence(result: Result) -> str:
    """Return the sentence of a search that found no failure.

    It says "every schedule" only of a proof, "no schedule with at most 2 preemptions" only of a proof with that bound,
    and else how many schedules were tried.

    Args:
        result: a pass of the explorer, complete but for its message.
    """
    starving = ""
    if result.starvation_schedules:
        schedules = counted(result.starvation_schedules, "schedule")
        starving = f"; no thread starves in {schedules} that look for starvation"
    unproved = f" Not proved: {result.unproved}." if result.unproved else ""
    proof = result.proof
    said = _proved(proof) if proof is not None and proof.preemptions is None else _tried(result)
    return said + starving + "." + unproved


def stress_sentence(runs: int, *, gil: bool) -> str:
    """Return the sentence of runs on real threads without a failure.

    Args:
        runs: how many there were.
        gil: the interpreter had a GIL.
    """
    return f"{_runs(runs, gil=gil)}, no failure."


def kata_sentence(clauses: Sequence[ClauseProof], schedules: int | None, runs: int | None, *, gil: bool) -> str:
    """Return the sentence of a kata of which all clauses pass.

    Args:
        clauses: what is proved of each of them.
        schedules: tried by the explorer; None if it did not run.
        runs: on real threads; None if there were none.
        gil: the interpreter of those runs had a GIL.
    """
    proved = sum(one.proved is Extent.ALL for one in clauses)
    bounded = sum(one.proved is Extent.BOUNDED for one in clauses)
    parts = [f"{proved:,} of them in every schedule"] if proved else []
    parts += [f"{bounded:,} {'' if proved else 'of them '}in every schedule within bounds"] if bounded else []
    proof = f"{', '.join(parts)}; " if parts else ""
    tried = [counted(schedules, "schedule")] if schedules is not None else []
    tried += [_runs(runs, gil=gil)] if runs is not None else []
    return (
        f"{counted(len(clauses), 'clause')} hold{'' if len(clauses) != 1 else 's'}: {proof}{listed(tried)}, no failure."
    )


def _runs(runs: int, *, gil: bool) -> str:
    return f"{counted(runs, 'run')} on real threads{'' if gil else ' without the GIL'}"


def _proved(proof: Proof) -> str:
    run = f"{_classes(proof)}{_calls(proof)}"
    return f"Every schedule of {counted(proof.threads, 'thread')} passes{_numbers(proof)} ({run})"


def _numbers(proof: Proof) -> str:
    return " with the random numbers of one seed" if proof.seeded else ""


def _tried(result: Result) -> str:
    generated = f"{counted(result.workloads, 'generated program')}, " if result.workloads else ""
    proof = result.proof
    bounded = ""
    if proof is not None:
        few = proof.preemptions
        bound = f"with at most {counted(few, 'preemption')}" if few else "without preemptions"
        run = f"{_classes(proof)}, one schedule of each was run{_calls(proof)}"
        bounded = f"; no schedule {bound} fails{_numbers(proof)} ({run})"
    unseen = ""
    if result.unseen_chance is not None:
        chance = percentage(result.unseen_chance)
        unseen = f"; the chance that another random schedule is of a new equivalence class is {chance}"
    small = result.small_scopes[-1].schedules if result.small_scopes else 0
    tried = result.schedules - result.starvation_schedules - small
    scope = f"; {scope_words(result.proved_scope or result.small_scopes[0])}" if result.small_scopes else ""
    return f"{generated}{counted(tried, 'schedule')} tried, no failure{bounded}{unseen}{scope}"


def scope_words(scope: SmallScope) -> str:
    """Return a clause that says how many of the generated workloads of a small size pass in every schedule."""
    most = "at most " if scope.calls > 1 else ""
    size = f"of {counted(scope.threads, 'thread')} with {most}{counted(scope.calls, 'call')} each"
    if not scope.complete:
        return f"{scope.proved:,} of the {counted(scope.workloads, 'program')} {size} pass in every schedule"
    programs = f"{counted(scope.workloads, 'program')} that differ in more than the order of threads"
    return f"every program {size} passes in every schedule ({programs}; {_classes(scope)})"


def _classes(proof: Proof | SmallScope) -> str:
    return f"{proof.classes:,} equivalence class{'es' if proof.classes != 1 else ''}"


def _calls(proof: Proof) -> str:
    return "" if proof.calls is None else f", {counted(proof.calls, 'call')} of each thread that calls forever"


def percentage(chance: float) -> str:
    """Return an estimated probability as ``about 33%``."""
    return f"about {chance:.0%}" if chance >= 0.005 else "less than 1%"
