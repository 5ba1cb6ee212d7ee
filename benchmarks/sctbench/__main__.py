"""The schedules to the first bug on SCTBench's CS programs, for each strategy, compared with published figures.

Run by hand in the root of the repository: ``python -m benchmarks.sctbench``. The programs were written again
from their description (Thomson, Donaldson, Betts: Concurrency Testing Using Controlled Schedulers, 2016).
"""

from __future__ import annotations

import argparse
import json
import platform
from dataclasses import asdict
from pathlib import Path

from .measure import Measurement, classes, measure, programs, strategies
from .plot import svg
from .published import PUBLISHED
from .table import HEAD, block, markdown


def main() -> None:
    """Measure the programs, and print the lines of each as soon as it is measured."""
    known, offered = programs(), strategies()
    asked = arguments(list(known), offered)
    measurements: list[Measurement] = []
    counted: dict[str, str] = {}
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {asked.seeds} seeds,"
        f" at most {asked.cap:,} schedules; mean over the hits, 95th percentile over all\n\n{HEAD}"
    )
    for name in asked.programs:
        found = [measure(known[name], strategy, asked.seeds, asked.cap) for strategy in asked.strategies]
        counted[name] = classes(known[name], asked.classes) if asked.classes else ""
        print("\n".join(block(name, found, counted[name])), flush=True)
        measurements += found
    print()
    for strategy in asked.strategies:
        mine = [one for one in measurements if one.strategy == strategy]
        missed, tried = sum(one.missed for one in mine), sum(len(one.found) for one in mine)
        print(f"{strategy:<9}missed {missed} of {tried} searches, {sum(one.seconds for one in mine):,.1f} s")
    if asked.plot is not None:
        asked.plot.write_text(svg(measurements, asked.cap), encoding="utf-8")
    if asked.markdown is not None:
        asked.markdown.write_text(markdown(measurements, title(asked)), encoding="utf-8")
    if asked.json is not None:
        asked.json.write_text(json.dumps(record(asked, measurements, counted), indent=1) + "\n", encoding="utf-8")


def title(asked: argparse.Namespace) -> str:
    """Return how the page was made, and how its figures are to be read."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    lines = (
        f"Written by `python -m benchmarks.sctbench --seeds {asked.seeds} --cap {asked.cap} --markdown FILE`, for the",
        f"strategies and programs of the table, with {python}. Mean ± standard deviation over the searches",
        f"that found a failure; at most {asked.cap:,} schedules in each search. The last column has the means of the",
        "strategies' authors (`sctbench/published.py`). Their programs are written in C and have other scheduling",
        "points, so only orders of magnitude can be compared. `reorder_100` has 99 setters and one checker here;",
        "theirs may differ.",
    )
    return "\n".join(lines)


def record(asked: argparse.Namespace, measurements: list[Measurement], counted: dict[str, str]) -> dict[str, object]:
    """Return all measurements, with the published figures."""
    return {
        "python": platform.python_version(),
        "seeds": asked.seeds,
        "cap": asked.cap,
        "measurements": [
            {**asdict(one), "mean": one.mean, "deviation": one.deviation, "p95": one.p95} for one in measurements
        ],
        "classes": counted,
        "published": {name: asdict(PUBLISHED[name]) for name in counted if name in PUBLISHED},
    }


def arguments(known: list[str], offered: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sctbench", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--seeds", type=int, default=10, help="searches for each program and strategy (10)")
    parser.add_argument("--cap", type=int, default=2_000, help="schedules a search may try (2000)")
    parser.add_argument(
        "--classes", type=int, default=3_000, help="count at most this many classes; 0: do not count (3000)"
    )
    parser.add_argument("--strategies", type=_names, default=offered, help=",".join(offered))
    published = [name for name in known if name in PUBLISHED]
    parser.add_argument("--programs", type=_names, default=published, help=", ".join(known))
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the measurements")
    parser.add_argument("--markdown", type=Path, metavar="FILE.md", help="write the measurements as a page")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measurements as JSON")
    asked = parser.parse_args()
    if asked.seeds < 1 or asked.cap < 1:
        parser.error("--seeds and --cap must be at least 1")
    for given, there, what in ((asked.strategies, offered, "strategy"), (asked.programs, known, "program")):
        for name in given:
            if name not in there:
                parser.error(f"no {what} is called {name}; there are {', '.join(there)}")
    return asked


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


if __name__ == "__main__":
    main()
