"""What can be explored: a clause of a kata's contract, or any function that uses ``threading``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from harness.token import source_hash
from harness.world import World


class Program(Protocol):
    """One program under test."""

    @property
    def name(self) -> str:
        """In reports and tokens."""

    @property
    def target(self) -> str:
        """The file under test."""

    @property
    def clause(self) -> str | None:
        """The clause of the contract, or None."""

    @property
    def files(self) -> tuple[str, ...]:
        """Every file whose text a replay depends on."""

    def world(self) -> World:
        """A world with the program's files prepared.

        Raises:
            LoadError: a file cannot be parsed, or does not hold what it should.
        """

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """The main thread's function, to be run inside the world.

        Args:
            world: has a ``loader``.
            engine: serves the fixtures of a contract (``contract.Engine``).
        """


def fingerprint(program: Program) -> str:
    """Changes when a file does that a replay depends on."""
    return source_hash(Path(file).read_bytes() for file in program.files)
