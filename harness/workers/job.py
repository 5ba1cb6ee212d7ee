"""A job: one program and the engine that is to run it, as the parent sends it to a worker."""

from __future__ import annotations

from dataclasses import dataclass

from harness.program.clause import Clause
from harness.program.function import Function
from harness.program.program import Program

BEGINNING = -1
ENGINES = ("explore", "stress")
DEFAULT_RUNS = 30
"""Runs on real threads per clause."""


@dataclass(frozen=True)
class Job:
    """One program and one engine.

    Attributes:
        engine: "explore" or "stress".
        target: the file under test.
        function: the function to explore, or None for a clause.
        kata, contract, clause, public: as in ``program.Clause``.
        schedules: at most so many under the explorer.
        seconds: stop after so long, or None.
        strategy: which schedules (see ``harness.explorer.portfolio``).
        strict_races: unordered accesses in the file under test are a failure.
        first: tokens of schedules to try before all others.
        part: only a part of the search: ``BEGINNING``, or the number of a stretch.
        runs: how many on real threads.
        seed: of everything left to chance.
        replay: a token to follow instead of a search.
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

    def program(self) -> Program:
        """What the job is about."""
        if self.function is not None:
            return Function(self.target, self.function)
        return Clause(self.kata, self.contract, self.clause, self.target, self.public)

    @property
    def name(self) -> str:
        """As in a result."""
        return self.kata if self.function is None else f"{self.target}::{self.function}"
