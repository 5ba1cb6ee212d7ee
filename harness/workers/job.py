"""A job: one program and the engine that is to run it, as the parent sends it to a worker."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from ..answers.game import GameRequest
from ..common.timeout_rules import HOUR
from ..order import Step
from ..program.pytest_settings import PytestSettings
from ..program.source_files import clause_files, pytest_files, source_files

BEGINNING = -1
ENGINES = ("explore", "stress")
REPLAY, NEAR, KEEP, ORDER, FEWEST = "replay", "near", "keep", "order", "fewest"
RETRACINGS = (REPLAY, NEAR, KEEP, ORDER, FEWEST)
"""What to do with a token: run its schedule; search near it; run it and find an order of steps that brings its failure
about; bring about a given order in its program; or look for a failure of its program with fewer preemptions."""
DEFAULT_RUNS = 30
"""Runs on real threads per clause."""


@dataclass(frozen=True)
class Job:
    """One program, one engine, and the bounds of the search.

    Attributes:
        engine: "explore", "stress" or "measure".
        target: the file under test.
        function: the function to explore, or None for a clause.
        kata, contract, clause, public: as in ``program.Clause``.
        schedules: the most schedules under the explorer.
        seconds: time limit, or None.
        strategy: which schedules are tried (see ``harness.explorer.portfolio``).
        strict_races: unordered accesses in the file under test are a failure.
        first: tokens of schedules to try before all others.
        part: the only part of the search to do: ``BEGINNING``, or the number of a stretch; None for all of it.
        batch: the number of the batch to run, of as many schedules as ``schedules`` says; None for a search.
        runs: runs on real threads.
        seed: of every random choice.
        replay: the token of a schedule to follow instead of searching.
        retracing: what to do with the token in ``replay``: one of ``RETRACINGS``.
        order: the steps to bring about, to check an order.
        pytest: how pytest was started, if it is to run the function with its fixtures; None if the function has none.
        path: of a function: where its program searches for modules, as in ``sys.path``; () for the worker's own path.
        generated: the clause has generated workloads.
        game: a question of a game over the program (``kata play``), begun by ``replay`` if that is a token; None for a
            search.
        ends_early: as in a ``Budget``.
        preliminary: another job for the same clause follows if this one passes, so a pass decides nothing.
        half: the half of the search to do where there are such workloads (see ``explorer.generated``); "" for both.
        inside: installed packages that are explored as the program's own modules are.
        timeouts: of a function: when a wait may time out, one of ``common.timeout_rules.TIMEOUTS``.
    """

    engine: str
    target: str
    function: str | None = None
    kata: str = ""
    contract: str = ""
    clause: str = ""
    public: tuple[str, ...] = ()
    schedules: int = 1_000
    seconds: float | None = None
    runs: int = DEFAULT_RUNS
    seed: int = 0
    replay: str | None = None
    strategy: str = "auto"
    first: tuple[str, ...] = ()
    strict_races: bool = False
    part: int | None = None
    retracing: str = REPLAY
    order: tuple[Step, ...] = ()
    batch: int | None = None
    pytest: PytestSettings | None = None
    path: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    timeouts: str = HOUR
    generated: bool = False
    ends_early: bool = False
    preliminary: bool = False
    half: str = ""
    game: GameRequest | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """All files whose text a replay depends on."""
        if self.function is None:
            return clause_files(self.target, self.contract)
        find = source_files if self.pytest is None else pytest_files
        return find(self.target, self.path, frozenset(self.inside))

    @property
    def name(self) -> str:
        """The program's name, as in a result."""
        return self.kata if self.function is None else f"{self.target}::{self.function}"


def search_path() -> tuple[str, ...]:
    """Return the path on which this process searches for modules: what its tests import, a worker can import, too."""
    return tuple(os.path.abspath(entry) for entry in sys.path)
