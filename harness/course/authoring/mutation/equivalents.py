"""The mutants of a kata that keep its contract, as its author has listed them, each with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ....errors import UsageError
from ...content.catalogue import Kata
from ..tables import tables
from .mutant import Identity

TABLE = "equivalent"
FIELDS = {"operator": str, "function": str, "lines": list, "becomes": list, "reason": str}
"""The keys of a table, and the type of each value."""


@dataclass(frozen=True)
class Equivalent:
    """A mutant that keeps the contract.

    Attributes:
        identity: as ``Mutant.identity``.
        reason: a sentence that says why no caller can rely on the difference.
    """

    identity: Identity
    reason: str


def path_of(kata: Kata) -> Path:
    """Return the file in which a kata's equivalent mutants are listed; it need not exist."""
    return kata.root / "tests" / "mutants" / f"{kata.name}.toml"


def equivalents(kata: Kata) -> list[Equivalent]:
    """Return the equivalent mutants that are listed for a kata.

    Raises:
        UsageError: the file cannot be read, or a table lacks a key or a reason.
    """
    return tables(kata, path_of(kata), TABLE, _equivalent)


def _equivalent(table: Any, where: str) -> Equivalent:
    if not isinstance(table, dict) or {key: type(value) for key, value in table.items()} != FIELDS:
        raise UsageError(f"{where}: it must have the texts operator, function, reason and the lists lines, becomes")
    if not table["reason"].strip().endswith("."):
        raise UsageError(f"{where}: the reason must be a sentence")
    lines, becomes = (tuple(str(line) for line in table[key]) for key in ("lines", "becomes"))
    return Equivalent(Identity(table["operator"], table["function"], lines, becomes), table["reason"])
