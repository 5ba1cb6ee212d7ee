"""The proof that clauses check promises: the wrong variant that breaks a promise fails in one of its clauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ...verdict import Verdict
from ...workers.pool import WorkerPool
from ..content.catalogue import Kata
from ..grading.check import SHORT, CheckSettings, clause_results
from .promises import CLAUSE, Sentence

Pair = tuple[str, str]
"""A wrong variant and a clause, by their names."""
STEP = 10
"""A pair is judged with a few schedules, then with a 10th of all, then with all."""
SAYS_NOTHING = frozenset({Verdict.PASS, Verdict.FORBIDDEN, Verdict.UNFINISHED, Verdict.ERROR})
"""Verdicts that do not show which promise is broken: what is forbidden or unfinished fails in every clause."""


def unproved_promises(pool: WorkerPool, kata: Kata, listed: list[Sentence], settings: CheckSettings) -> Iterator[str]:
    """Yield a fault for each variant that breaks a promise unseen, and for each clause that no such variant fails.

    Args:
        pool: the workers that run the variants, as many at once as it has workers.
        kata: the kata.
        listed: the sentences of its contract.
        settings: the settings of the last step; only the explorer is used, because its results do not depend on chance.
    """
    failed: set[Pair] = set()
    steps = sorted({min(SHORT, settings.schedules), max(settings.schedules // STEP, 1), settings.schedules})
    for schedules in steps:
        pairs = sorted({pair for one in listed for pair in _open_pairs(one, failed)})
        step = replace(settings, engines=("explore",), schedules=schedules)
        # that something was seen in no schedule means little after a few
        unseen = frozenset({Verdict.OVERSERIALIZED}) if schedules < settings.schedules else frozenset()
        verdicts = pool.in_order([partial(_verdict, pool, kata, pair, step) for pair in pairs])
        failed |= {pair for pair, verdict in zip(pairs, verdicts, strict=True) if verdict not in SAYS_NOTHING | unseen}
    for one in listed:
        for variant in one.broken_by:
            if not any((variant, clause) in failed for clause in one.clauses):
                yield f'wrong/{kata.name}/{variant}.py breaks "{one.says}", but none of its clauses fails.'
        for clause in one.clauses:
            if not any((variant, clause) in failed for variant in one.broken_by):
                yield f'The clause {clause} fails for no variant that breaks "{one.says}".'


def _open_pairs(one: Sentence, failed: set[Pair]) -> Iterator[Pair]:
    """Yield the pairs of a sentence whose variant or whose clause is in no failed pair of it yet."""
    pairs = {(variant, clause) for variant in one.broken_by for clause in one.clauses}
    shown = pairs & failed
    for variant, clause in pairs - failed:
        if variant not in {name for name, _ in shown} or clause not in {name for _, name in shown}:
            yield variant, clause


def _verdict(pool: WorkerPool, kata: Kata, pair: Pair, settings: CheckSettings) -> Verdict:
    variant, clause = pair
    *_, result = clause_results(pool, kata, CLAUSE + clause, kata.wrong / f"{variant}.py", settings)
    return result.verdict
