"""The program protocol: a clause of a kata's contract, or any function that uses ``threading``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from ..token import source_hash
from ..world.world import World


class Program(Protocol):
    """One program under test."""

    @property
    def name(self) -> str:
        """The name in reports and tokens."""

    @property
    def target(self) -> str:
        """The file under test."""

    @property
    def clause(self) -> str | None:
        """The name of the contract's clause, or None."""

    @property
    def files(self) -> tuple[str, ...]:
        """All files whose text a replay depends on."""

    def world(self) -> World:
        """Return a world with the program's files prepared.

        Raises:
            LoadError: a file cannot be parsed, or does not define what it must.
        """

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """Return the main thread's function, to be run inside the world.

        Args:
            world: the world, or anything else with a ``loader``.
            engine: serves the fixtures of a contract (``contract.engine.Engine``).
        """


def fingerprint(program: Program) -> str:
    """Return a hash that changes when any file changes that a replay depends on."""
    return source_hash(Path(file).read_bytes() for file in program.files)
