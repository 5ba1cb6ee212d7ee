"""The status of a corpus: what a long exploration has covered, and what the next hour is likely to bring.

It claims what was counted and, with "about", what was estimated; that an estimate of new classes is no estimate of
failures is part of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...answers.batch import ENOUGH_BATCHES, AccessSite, CorpusStatus, KnownBatchFailure, Outlook, SeenPair
from ..sentences.passing import assuming, percentage
from ..text.line import clean, cut, wrap
from ..text.phrases import counted

INDENT = 12
"""Columns before the text."""
MOST_PAIRS = 12
MOST_FAILURES = 20
HOUR = 3_600


def corpus_status(status: CorpusStatus, width: int = 80, *, failures: bool = True) -> list[str]:
    """Return the lines of the status of a corpus.

    Args:
        status: what it has covered.
        width: of the report, in columns.
        failures: list the failures, too.
    """
    lines = wrap(clean(f"{status.what}: {counted_batches(status)}, {failure_count(status)}"), width)
    if status.replayed:
        lines += _block("before", [_of_before(status.replayed)], width)
    lines += _block("classes", [_classes(status)], width)
    lines += _block("next", _next(status), width)
    lines += _pairs(status, width)
    for known in status.failures[:MOST_FAILURES] if failures else ():
        lines += _block("failure", [failure_line(known, status.batches)], width)
        replay = known.failure.replay
        if replay is not None:  # in one piece, to be pasted
            lines.append(f"{'':{INDENT}}kata replay {replay}")
    if failures and len(status.failures) > MOST_FAILURES:
        lines += _block("", [f"and {len(status.failures) - MOST_FAILURES} more failures (--json lists them)"], width)
    return lines


def counted_batches(status: CorpusStatus) -> str:
    """Return ``9,000 schedules in 9 batches``."""
    return f"{counted(status.schedules, 'schedule')} in {status.batches:,} batch{'' if status.batches == 1 else 'es'}"


def failure_count(status: CorpusStatus) -> str:
    """Return ``no failure``, ``1 failure`` or ``2 different failures``."""
    number = len(status.failures)
    return counted(number, f"{'different ' if number > 1 else ''}failure") if number else "no failure"


def failure_line(known: KnownBatchFailure, batches: int) -> str:
    """Return the verdict, the place and the sentence of a failure, and how often it was found."""
    failure = known.failure
    at = f" at {Path(failure.place.file).name}:{failure.place.line}" if failure.place is not None else ""
    times = f"found by {known.batches:,} of {counted(batches, 'batch').replace('batchs', 'batches')}"
    return (
        f"{failure.verdict.replace('_', ' ')}{at}: {failure.message} ({times}, the first time by batch {known.batch})"
    )


def _of_before(replayed: int) -> str:
    one = replayed == 1
    return (
        f"batch 0 begins with the schedule{'' if one else 's'} of {counted(replayed, 'failure')} of an earlier version"
    )


def _classes(status: CorpusStatus) -> str:
    proof = status.proof
    if proof is not None and proof.preemptions is None and not status.failures:
        ran = f"all {proof.classes:,} equivalence class{'' if proof.classes == 1 else 'es'} were run and pass"
        return f"{ran}{assuming(proof)}; more schedules bring nothing new"
    if status.classes is None:
        return f"not counted: {status.unmodelled}"
    doubt = f"; there may be more, because {status.doubtful}" if status.doubtful else ""
    if status.exact:
        return f"{status.classes:,} equivalence class{'' if status.classes == 1 else 'es'} of schedules seen{doubt}"
    return f"about {_rounded(status.classes)} equivalence classes of schedules seen (estimated from a sample){doubt}"


def _next(status: CorpusStatus) -> list[str]:
    proof, outlook = status.proof, status.outlook
    if proof is not None and proof.preemptions is None and not status.failures:
        return []
    if outlook is None:
        reason = (
            "the classes are not known"
            if status.classes is None
            else f"it takes {ENOUGH_BATCHES} batches after the first"
        )
        return [f"no estimate: {reason}"]
    said = [f"the chance that a schedule is the first of its class is {percentage(outlook.chance)} (Good-Turing)"]
    return [*said, *_expected(status, outlook)]


def _expected(status: CorpusStatus, outlook: Outlook) -> list[str]:
    if outlook.seconds is None or outlook.classes is None or status.rate is None:
        return []
    shards = f" in {status.shards} shards" if status.shards > 1 else ""
    rate = f"{status.rate:,.0f} schedules a second{shards}"
    if outlook.seconds >= HOUR:
        when = "in the next hour"
    else:
        when = f"in the next {duration(outlook.seconds)}, which is as long as it has run so far"
    number = f"about {_rounded(outlook.classes)} new classes" if outlook.classes >= 1 else "hardly any new class"
    return [f"{number} {when} (Good-Toulmin, at {rate}); this is no estimate of failures"]


def _rounded(number: float) -> str:
    """Return a number with two digits that count, because an estimate has no more."""
    whole = round(number)
    digits = len(str(whole))
    return f"{round(whole, min(2 - digits, 0)):,}"


def duration(seconds: float) -> str:
    """Return ``45 s``, ``12 min`` or ``3 h``."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} min" if seconds < 90 * 60 else f"{round(seconds / 3600)} h"


def _pairs(status: CorpusStatus, width: int) -> list[str]:
    pairs = sorted(status.pairs, key=lambda pair: (pair.batches, -pair.batch))
    if not pairs:
        return _block("pairs", ["no two threads had conflicting accesses"], width)
    last = max(pair.batch for pair in pairs)
    rare = sum(pair.batches == 1 for pair in pairs)
    few = f", {rare:,} of them seen by one batch only" if rare and status.batches > 1 else ""
    noun = "pair" if len(pairs) == 1 else "pairs"
    lines = _block(
        "pairs", [f"{len(pairs):,} {noun} of conflicting accesses{few}; the last new one came in batch {last}"], width
    )
    lines += [cut(f"{'':{INDENT}}{_pair(pair)}", width) for pair in pairs[:MOST_PAIRS]]
    if len(pairs) > MOST_PAIRS:
        lines.append(f"{'':{INDENT}}and {len(pairs) - MOST_PAIRS} more (--json lists them)")
    return lines


def _pair(pair: SeenPair) -> str:
    return f"{_site(pair.earlier)} -> {_site(pair.later)}"


def _site(site: AccessSite) -> str:
    return clean(f"{site.kind} {Path(site.file).name}:{site.function}:{site.line}")


def _block(word: str, said: Sequence[str], width: int) -> list[str]:
    lines = [line for one in said for line in wrap(clean(one), width - INDENT)]
    return [f"  {'' if index else word:{INDENT - 2}}{line}" for index, line in enumerate(lines)]
