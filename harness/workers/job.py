"""What to judge, and how to send it and its result between processes: plain JSON, no pickle.

The process that runs untrusted code must not be able to make its parent run anything.
"""

from __future__ import annotations

import types
import typing
from dataclasses import asdict, dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from harness.program.clause import Clause
from harness.program.function import Function
from harness.program.program import Program

T = TypeVar("T")

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


def encode(value: Any) -> dict[str, Any]:
    """A dataclass as JSON-able data."""
    return asdict(value)


def decode(kind: type[T], data: Any) -> T:
    """The dataclass again.

    Raises:
        TypeError, ValueError, KeyError: the data does not fit.
    """
    built: T = _decode(kind, data)
    return built


def _decode(kind: Any, data: Any) -> Any:
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if data is None:
            return None
        return _decode(next(one for one in args if one is not type(None)), data)
    if origin is list:
        return [_decode(args[0], one) for one in data]
    if origin is tuple:
        parts = [args[0]] * len(data) if args[1:] == (...,) else args
        return tuple(_decode(part, one) for part, one in zip(parts, data, strict=True))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: _decode(hints[field.name], data[field.name]) for field in fields(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is float and isinstance(data, int):
        return float(data)
    if not isinstance(data, kind):
        raise TypeError(f"{data!r} is no {kind.__name__}")
    return data
