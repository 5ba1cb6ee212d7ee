"""The measurements as a table, each with a bar on a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .measure import Measurement
from .published import FIRST_SCHEDULE, PUBLISHED, Published

BAR = 24
HEAD = (
    f"{'program':<17}{'strategy':<9}{'mean':>8}{'± sd':>9}{'p95':>7}{'missed':>8}"
    f"  {'authors':>13}{'model':>13}  1 .. cap"
)


def bar(value: float | None, cap: int) -> str:
    """Return a bar as long as the logarithm of the value; for a miss, a full bar with an arrow."""
    if value is None:
        return "#" * BAR + ">"
    return "#" * (1 + round((BAR - 1) * math.log(value) / math.log(max(cap, 2))))


def block(name: str, measurements: list[Measurement], classes: str) -> Iterator[str]:
    """Return the lines of one program: the measured figures, then those that are only published."""
    known = PUBLISHED.get(name, Published())
    verdicts = sorted({verdict for one in measurements for verdict in one.verdicts})
    counts = f"; {classes or '?'} classes" + (f", published {known.classes}" if known.classes else "")
    first = f"{name:<17}"
    for one in measurements:
        mean = f"{one.mean:,.1f}" if one.mean is not None else "-"
        deviation = f"± {one.deviation:,.1f}" if one.deviation is not None else ""
        p95 = f"{one.p95:,}" if one.p95 is not None else f">{one.cap:,}"
        missed = f"{one.missed}/{len(one.found)}" if one.missed else "-"
        yield (
            f"{first}{one.strategy:<9}{mean:>8}{deviation:>9}{p95:>7}{missed:>8}  "
            f"{_published(known, one.strategy)}  {bar(one.mean, one.cap)}{' all tried' if one.exhausted else ''}"
        )
        first = " " * 17
    measured = {one.strategy for one in measurements}
    for strategy in [*known.model, *(other for other in known.authors if other not in known.model)]:
        if strategy not in measured:
            yield f"{first}{strategy:<9}{'':>32}  {_published(known, strategy)}".rstrip()
    if name in FIRST_SCHEDULE:
        counts += "; the first schedule of any strategy fails, according to the publication"
    yield f"{'':17}({', '.join(verdicts) or 'nothing found'}{counts})"


def _published(known: Published, strategy: str) -> str:
    return f"{known.authors.get(strategy, ''):>13}{known.model.get(strategy, ''):>13}"


def markdown(measurements: list[Measurement], title: str) -> str:
    """Return the measurements as a page: a row for each program, a column for each strategy."""
    strategies = list(dict.fromkeys(one.strategy for one in measurements))
    rows: dict[str, list[str]] = {}
    for one in measurements:
        mean = "-" if one.mean is None else f"{one.mean:,.1f}"
        deviation = "" if one.deviation is None else f" ± {one.deviation:,.1f}"
        missed = f" ({one.missed} of {len(one.found)} missed)" if one.missed else ""
        rows.setdefault(one.program, []).append(f"{mean}{deviation}{missed}")
    lines = [
        "# Schedules to the first failure on SCTBench's programs",
        "",
        title,
        "",
        f"| program | {' | '.join(strategies)} | published |",
        f"| --- |{' --- |' * (len(strategies) + 1)}",
    ]
    for program, cells in rows.items():
        known = PUBLISHED.get(program, Published()).authors
        published = ", ".join(f"{name} {known[name]}" for name in ("pos", "surw", "period", "rff") if name in known)
        lines.append(f"| {program} | {' | '.join(cells)} | {published} |")
    return "\n".join(lines) + "\n"
