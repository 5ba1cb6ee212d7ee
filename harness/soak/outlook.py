"""The outlook of a corpus: what its batches have covered, and how much that is new further batches are expected to see.

The batches are the sampling units, because they are independent of each other, while the schedules of one batch need
not be: some strategies learn from the schedules before. A class counts as often as there are batches that have seen
it. The first batch, which is partly systematic, is no sample, and what it has seen is known.

- The probability that a schedule is the first of its class: Good-Turing (Good, "The population frequencies of species
  and the estimation of population parameters", Biometrika 40, 1953), the classes seen by exactly one batch, divided by
  the number of schedules.
- The new classes in further batches: Good and Toulmin, "The number of new species, and the increase in population
  coverage, when a sample is increased" (Biometrika 43, 1956), equation 14, with numbers of units in place of numbers of
  individuals (Colwell et al., "Models and estimators linking individual-based and sample-based rarefaction,
  extrapolation and comparison of assemblages", Journal of Plant Ecology 5, 2012). Its series diverges for more units
  than there have been, so no longer time is ever extrapolated.

Neither says anything about failures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..answers.batch import ENOUGH_BATCHES, AccessSite, Batch, CorpusStatus, KnownBatchFailure, Outlook, SeenPair
from .corpus import Corpus

HOUR = 3_600


def status(corpus: Corpus) -> CorpusStatus:
    """Return what a corpus has covered.

    Raises:
        UsageError: a file of it is broken.
    """
    batches = list(corpus.batches())
    times = corpus.times()
    rates = [one.schedules / one.seconds for one in times.values() if one.seconds > 0 and one.schedules]
    rate = sum(rates) if rates else None
    unmodelled = next((batch.unmodelled for batch in batches if batch.unmodelled), "")
    classes, level, incidences = _classes(batches) if not unmodelled else (None, 0, Counter())
    return CorpusStatus(
        what=corpus.header.what,
        source=corpus.header.source,
        batches=len(batches),
        schedules=sum(batch.schedules for batch in batches),
        classes=classes,
        exact=level == 0,
        unmodelled=unmodelled,
        doubtful=next((batch.doubtful for batch in batches if batch.doubtful), ""),
        rate=rate,
        shards=len(rates),
        outlook=_outlook([batch for batch in batches if batch.number], incidences, 1 << level, rate),
        pairs=_pairs(batches),
        failures=_failures(batches),
        proof=next((batch.proof for batch in batches if batch.proof is not None), None),
        replayed=len(corpus.header.first),
    )


def _classes(batches: Iterable[Batch]) -> tuple[int, int, Counter[int]]:
    """Return the number of classes seen, its level (see ``Batch.level``), and in how many batches each new one was."""
    listed = [(batch.number, batch.classes) for batch in batches]
    level = max((batch.level for batch in batches), default=0)
    known = {one for number, classes in listed if number == 0 for one in classes if not one % (1 << level)}
    found = Counter(one for number, classes in listed if number for one in classes if not one % (1 << level))
    seen = len(known | found.keys()) << level
    return seen, level, Counter({one: times for one, times in found.items() if one not in known})


def _outlook(batches: list[Batch], incidences: Mapping[int, int], scale: int, rate: float | None) -> Outlook | None:
    """Return the estimates; None if there are too few batches."""
    schedules = sum(batch.schedules for batch in batches)
    if len(batches) < ENOUGH_BATCHES or not schedules or any(batch.distinct is None for batch in batches):
        return None
    frequencies = Counter(incidences.values())
    chance = min(frequencies[1] * scale / schedules, 1.0)
    if not rate:
        return Outlook(chance, None, None)
    seconds = min(HOUR, schedules / rate)
    new = scale * new_species(frequencies, min(seconds * rate / schedules, 1.0))
    return Outlook(chance, seconds, new)


def new_species(frequencies: Mapping[int, int], share: float) -> float:
    """Return the expected number of species that a further sample has and the first one has not (Good and Toulmin).

    Args:
        frequencies: the number of species that exactly so many units of the first sample have.
        share: the size of the further sample, divided by that of the first; at most 1.
    """
    assert 0 <= share <= 1
    return max(-sum((-share) ** times * number for times, number in frequencies.items()), 0.0)


def _pairs(batches: Iterable[Batch]) -> tuple[SeenPair, ...]:
    counts: Counter[tuple[AccessSite, AccessSite]] = Counter()
    first: dict[tuple[AccessSite, AccessSite], int] = {}
    for batch in batches:
        for one, other in batch.pairs:
            pair = batch.sites[one], batch.sites[other]
            counts[pair] += 1
            first.setdefault(pair, batch.number)
    return tuple(SeenPair(*pair, first[pair], counts[pair]) for pair in sorted(counts))


def _failures(batches: Iterable[Batch]) -> tuple[KnownBatchFailure, ...]:
    found: dict[tuple[str, str, str, int], KnownBatchFailure] = {}
    for batch in batches:
        for failure in batch.failures:
            known = found.get(failure.key)
            first = known.batch if known is not None else batch.number
            times = known.batches + 1 if known is not None else 1
            found[failure.key] = KnownBatchFailure(known.failure if known is not None else failure, first, times)
    return tuple(found.values())
