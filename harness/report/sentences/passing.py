"""The sentences of a pass: what was explored, what is proved."""

from __future__ import annotations

from harness.report.text.phrases import counted, listed
from harness.result import Proof, Result


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


def kata_sentence(clauses: int, proved: int, schedules: int | None, runs: int | None, *, gil: bool) -> str:
    """Return the sentence of a kata of which all clauses pass.

    Args:
        clauses: how many there are.
        proved: how many of them pass in every schedule.
        schedules: tried by the explorer; None if it did not run.
        runs: on real threads; None if there were none.
        gil: the interpreter of those runs had a GIL.
    """
    proof = f"{proved:,} of them in every schedule; " if proved else ""
    tried = [counted(schedules, "schedule")] if schedules is not None else []
    tried += [_runs(runs, gil=gil)] if runs is not None else []
    return f"{clauses} clauses hold: {proof}{listed(tried)}, no failure."


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
    tried = result.schedules - result.starvation_schedules
    return f"{generated}{counted(tried, 'schedule')} tried, no failure{bounded}{unseen}"


def _classes(proof: Proof) -> str:
    return f"{proof.classes:,} equivalence class{'es' if proof.classes != 1 else ''}"


def _calls(proof: Proof) -> str:
    return "" if proof.calls is None else f", {counted(proof.calls, 'call')} of each thread that calls forever"


def percentage(chance: float) -> str:
    """Return an estimated probability as ``about 33%``."""
    return f"about {chance:.0%}" if chance >= 0.005 else "less than 1%"
