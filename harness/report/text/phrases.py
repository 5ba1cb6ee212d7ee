"""Phrases that sentences are made of: lists of names, places, counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...common.labels import ITERATOR
from ...facts import ForbiddenUse, LoadFailure
from ...result import Result
from ...trace import WAIT, Event, Place
from .line import clean


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Return ``a, b and c``; with more names than ``most``, ``a, b and 3 more``."""
    if most is not None and len(names) > most:
        return f"{', '.join(names[:2])} and {len(names) - 2} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def at(place: Place | None) -> str:
    """Return `` (file.py line 3)``, or "" for no place."""
    return f" ({line_of(place)})" if place is not None else ""


def line_of(place: Place) -> str:
    """Return ``file.py line 3``."""
    path = Path(place.file)
    # many files have this name
    name = f"{path.parent.name}/{path.name}" if path.name == "__init__.py" else path.name
    return f"{name} line {place.line}"


def counted(number: int, noun: str) -> str:
    """Return ``1 schedule`` or ``2,000 schedules``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def ordinal(number: int) -> str:
    """Return ``1st``, ``2nd``, ``11th``."""
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def tries_to(event: Event) -> str:
    """Return ``tries to notify``: the words for an operation that raises an exception."""
    return f"tries to {'wait for' if event.kind == WAIT else clean(event.kind)}"


def changes(name: str) -> str:
    """Return ``changes items``: the words for a write whose value is not known."""
    return f"advances {name}" if name == ITERATOR else f"changes {name}"


def shown(path: str) -> str:
    """Return the path as it is shown: relative to the working directory, if it is inside."""
    try:
        return Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return Path(path).as_posix()


def clause_of(result: Result) -> str:
    """Return the clause that a result is about; "" if none is, as where the file itself cannot be used.

    What a kata forbids, and a file that cannot be loaded, have nothing to do with the clause that was judged first.
    """
    return "" if isinstance(result.facts, ForbiddenUse | LoadFailure) else result.test or ""


def clause_title(clause: str) -> str:
    """Return the name of a clause as words: ``a full buffer makes put wait``."""
    return clause.removeprefix("test_").replace("_", " ")
