"""The sentences of a pass: what was explored, what is proved."""

from __future__ import annotations

from harness.report.text.phrases import counted
from harness.result import Proof, Result


def passing_sentence(result: Result) -> str:
    """Return the sentence of a search that found no failure.

    It says "every schedule" only of a proof, and else how many schedules were tried.

    Args:
        result: a pass of the explorer, complete but for its message.
    """
    starving = ""
    if result.starvation_schedules:
        schedules = counted(result.starvation_schedules, "schedule")
        starving = f"; no thread starves in {schedules} that look for starvation"
    return (_proved(result.proof) if result.proof is not None else _tried(result)) + starving + "."


def _proved(proof: Proof) -> str:
    bound = "" if proof.calls is None else f", {counted(proof.calls, 'call')} of each thread that calls forever"
    classes = f"{proof.classes:,} equivalence class{'es' if proof.classes != 1 else ''}"
    return f"Every schedule of {counted(proof.threads, 'thread')} passes ({classes}{bound})"


def _tried(result: Result) -> str:
    generated = f"{counted(result.workloads, 'generated program')}, " if result.workloads else ""
    unseen = ""
    if result.unseen_chance is not None:
        chance = percentage(result.unseen_chance)
        unseen = f"; the chance that another random schedule is of a new equivalence class is {chance}"
    tried = result.schedules - result.starvation_schedules
    return f"{generated}{counted(tried, 'schedule')} tried, no failure{unseen}"


def percentage(chance: float) -> str:
    """Return an estimated probability as ``about 33%``."""
    return f"about {chance:.0%}" if chance >= 0.005 else "less than 1%"
