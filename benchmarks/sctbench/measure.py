"""The number of schedules that a strategy needs to the first bug of a program."""

from __future__ import annotations

import ast
import importlib
import inspect
import math
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function

PROGRAMS = Path(__file__).resolve().parent / "programs"
STRATEGIES = "auto random pct1 pct2 pct3 pos surw rff ipb idb dfs dpor".split()
NO_CHANCE = frozenset({"ipb", "idb", "dfs", "dpor"})
"""Strategies without a random choice: one search is enough."""


@dataclass
class Measurement:
    """One strategy on one program.

    Attributes:
        program: the name of the program.
        strategy: the name of the strategy.
        cap: the limit of schedules in one search.
        found: the number of the first failing schedule for each seed; None where no schedule failed.
        verdicts: the different verdicts found.
        seconds: of all searches together.
        exhausted: the strategy had no schedule left to try, and found nothing.
    """

    program: str
    strategy: str
    cap: int
    found: list[int | None]
    verdicts: list[str]
    seconds: float
    exhausted: bool

    @property
    def hits(self) -> list[int]:
        """Return the numbers of the first failing schedules, without the misses."""
        return [number for number in self.found if number is not None]

    @property
    def missed(self) -> int:
        """Return the number of seeds that found no failure."""
        return self.found.count(None)

    @property
    def mean(self) -> float | None:
        """Return the mean of the hits; None if there are no hits."""
        return statistics.fmean(self.hits) if self.hits else None

    @property
    def deviation(self) -> float | None:
        """Return the standard deviation of the hits; None if there are fewer than two."""
        return statistics.stdev(self.hits) if len(self.hits) > 1 else None

    @property
    def p95(self) -> int | None:
        """Return the 95th percentile by nearest rank over all seeds, misses last; None if it is a miss."""
        rank = math.ceil(0.95 * len(self.found))
        return sorted(self.hits)[rank - 1] if rank <= len(self.hits) else None


def programs() -> dict[str, Function]:
    """Return every program by name: the public functions of the files in programs/."""
    found = {}
    for path in sorted(PROGRAMS.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found[node.name] = Function(str(path), node.name)
    return found


def strategies() -> list[str]:
    """Return the strategies that can be measured: all of them if ``run`` has the parameter, otherwise the default."""
    return STRATEGIES if "strategy" in inspect.signature(run).parameters else ["auto"]


def measure(program: Function, strategy: str, seeds: int, cap: int) -> Measurement:
    """Search once for each seed.

    Raises:
        RuntimeError: a search ended early, which says nothing about the strategy.
    """
    words: dict[str, Any] = {} if strategies() == ["auto"] else {"strategy": strategy}
    if "observe" in inspect.signature(run).parameters:
        words["observe"] = _without_minimising
    results = [run(program, Budget(cap), seed, **words) for seed in range(1 if strategy in NO_CHANCE else seeds)]
    for result in results:
        if result.verdict in ("error", "nondeterministic", "unfinished"):
            raise RuntimeError(f"{program.function} under {strategy}: {result.message}")
    return Measurement(
        program.function,
        strategy,
        cap,
        [result.found for result in results],
        sorted({str(result.verdict) for result in results if result.found is not None}),
        sum(result.seconds for result in results),
        any(result.passed and bool(getattr(result, "exhaustive", False)) for result in results),
    )


def _without_minimising(search: Any) -> None:
    search.minimizes = False  # only the number of the failing schedule counts


def classes(program: Function, cap: int) -> str:
    """Return the number of equivalence classes, also those after a failure; "" if this version cannot count them."""
    try:
        count = importlib.import_module("harness.explorer.class_enumeration").count_classes
    except (ImportError, AttributeError):
        return ""
    number, exhausted = count(program, cap)
    return f"{number:,}" if exhausted else f">{number:,}"
