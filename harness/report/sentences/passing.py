"""The sentences of a pass: what was explored, what is proved."""

from __future__ import annotations

from collections.abc import Sequence

from ...result import ClauseProof, Extent, Proof, Result, SmallScope
from ..text.phrases import counted, listed

WORTH_MORE = 0.05
"""The chance that a further schedule is new from which more schedules are worth their time."""


def passing_sentence(result: Result) -> str:
    """Return the sentence of a search that found no failure.

    It says "every possible order" only of a proof, "no schedule with at most 2 preemptions" only of a proof with that
    bound, and else how many schedules were tried. Orders differ if a thread could tell them apart: if they belong to
    different equivalence classes.

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
    parts = [f"{proved:,} of them in every possible order of the threads"] if proved else []
    parts += [f"{bounded:,} {'' if proved else 'of them '}in every order within bounds"] if bounded else []
    left = len(clauses) - proved - bounded
    parts += [f"{left:,} only tried"] if parts and left else []
    proof = f"{', '.join(parts)}; " if parts else ""
    tried = [counted(schedules, "schedule")] if schedules is not None else []
    tried += [_runs(runs, gil=gil)] if runs is not None else []
    return (
        f"{counted(len(clauses), 'clause')} hold{'' if len(clauses) != 1 else 's'}: {proof}{listed(tried)}, no failure."
    )


def _runs(runs: int, *, gil: bool) -> str:
    return f"{counted(runs, 'run')} on real threads{'' if gil else ' without the GIL'}"


def _proved(proof: Proof) -> str:
    if proof.threads == 1 and proof.classes == 1:
        return f"One thread has only one order, and it passes{assuming(proof)}{_bracketed(_calls(proof))}"
    every = f"Every possible order of these {proof.threads:,} threads"
    every = every if proof.threads != 1 else "Everything that can happen to this one thread"
    tried = f"{every} was tried{assuming(proof)}{_bracketed(_calls(proof))}"
    if proof.classes == 1:
        return f"{tried}: all come to the same, and pass"
    return f"{tried}: {proof.classes:,} differ, and {'both' if proof.classes == 2 else 'all'} pass"


def _bracketed(words: str) -> str:
    return f" ({words})" if words else ""


def assuming(proof: Proof) -> str:
    """Return what a proof takes for granted, as the end of a clause."""
    words = assumptions(proof)
    return f" with {listed(words)}" if words else ""


def assumptions(proof: Proof) -> list[str]:
    """Return what a proof takes for granted, each in some words."""
    noticed = {
        "the random numbers of one seed": proof.seeded,
        "a clock that stands still while a thread runs": proof.clock,
        "identifiers that are never used again": proof.identifiers,
    }
    return [words for words, holds in noticed.items() if holds]


def _tried(result: Result) -> str:
    generated = f"{counted(result.workloads, 'generated program')}, " if result.workloads else ""
    proof = result.proof
    bounded = ""
    if proof is not None:
        few = proof.preemptions
        bound = f"with at most {counted(few, 'preemption')}" if few else "without preemptions"
        run = ", ".join(filter(None, [f"{proof.classes:,} differ and were run", _calls(proof)]))
        bounded = f"; no schedule {bound} fails{assuming(proof)} ({run})"
    unseen = f"; {quiet_words(result.quiet)}" if result.quiet else ""
    if result.unseen_chance is not None:
        unseen += f"; {unseen_words(result.unseen_chance)}"
    small = result.small_scopes[-1].schedules if result.small_scopes else 0
    tried = result.schedules - result.starvation_schedules - small
    scope = f"; {scope_words(result.proved_scope or result.small_scopes[0])}" if result.small_scopes else ""
    return f"{generated}{counted(tried, 'schedule')} tried, no failure{bounded}{unseen}{scope}"


def scope_words(scope: SmallScope) -> str:
    """Return a clause that says how many of the generated workloads of a small size pass in every schedule."""
    most = "at most " if scope.calls > 1 else ""
    size = f"of {counted(scope.threads, 'thread')} with {most}{counted(scope.calls, 'call')} each"
    if not scope.complete:
        return f"{scope.proved:,} of the {counted(scope.workloads, 'program')} {size} pass in every possible order"
    programs = f"{counted(scope.workloads, 'program')} that differ in more than the order of threads"
    return f"every program {size} passes in every possible order ({programs}; {scope.classes:,} orders that differ)"


def quiet_words(schedules: int) -> str:
    """Return a clause that says why a search ended before its budget.

    Args:
        schedules: as ``quiet`` of a ``Result``.
    """
    return f"the last {schedules:,} schedules that looked for a new pair of a write and a read found none"


def unseen_words(chance: float) -> str:
    """Return what to expect of further schedules, and what to do where most of them would be new."""
    more = ": --profile thorough tries more" if chance >= WORTH_MORE else ""
    return f"{percentage(chance)} of further random schedules would differ from these{more}"


def _calls(proof: Proof) -> str:
    return "" if proof.calls is None else f"{counted(proof.calls, 'call')} of each thread that calls forever"


def percentage(chance: float) -> str:
    """Return an estimated probability as ``about 33%``."""
    return f"about {chance:.0%}" if chance >= 0.005 else "less than 1%"
