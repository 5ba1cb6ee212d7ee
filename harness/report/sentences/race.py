"""The sentence for a data race."""

from __future__ import annotations

from pathlib import Path

from ...facts import DataRace, RaceAccess
from ..text.phrases import listed
from .wording import Wording


def race(facts: DataRace) -> Wording:
    """Return the words for two accesses that nothing orders."""
    first, second = facts.first, facts.second
    evidence = [_line(facts, first), _line(facts, second), _missing(first, second)]
    if facts.container:
        evidence.append(f"note  each single use of {_label(first)} is atomic under the GIL; only their order is open")
    return Wording(_sentence(facts), tuple(evidence))


def _sentence(facts: DataRace) -> str:
    first, second = facts.first, facts.second
    places = [access.place for access in (first, second) if access.place is not None]
    files = {place.file: f" of {Path(place.file).name}" for place in places}
    one, other = (
        _where(access) + files[access.place.file] if len(files) > 1 and access.place is not None else _where(access)
        for access in (first, second)
    )
    other += next(iter(files.values())) if len(files) == 1 else ""
    return (
        f"{first.thread} {_verb(facts, first)} {_label(first)}{one} while"
        f" {second.thread} {_verb(facts, second)} it{other}; nothing orders the two accesses."
    )


def _line(facts: DataRace, access: RaceAccess) -> str:
    """Return ``step 4  P0 writes count at line 9, holding lock``."""
    does = f"{access.thread} {_verb(facts, access)} {_label(access)}{_where(access)}"
    return f"step {access.step}  {does}, holding {_locks(access) or 'no lock'}"


def _missing(first: RaceAccess, second: RaceAccess) -> str:
    """Return the words for the lock, or other order, that is missing."""
    one, other = _locks(first), _locks(second)
    if one and other:
        return f"missing  a lock that both hold: {first.thread} holds {one}, {second.thread} holds {other}"
    if one or other:
        bare, lock = (second, one) if one else (first, other)
        return f"missing  {lock}, which {bare.thread} does not hold"
    return f"missing  a lock that both hold, or a start, join or signal from {first.thread} to {second.thread}"


def _verb(facts: DataRace, access: RaceAccess) -> str:
    return "reads" if not access.writes else "changes" if facts.container else "writes"


def _label(access: RaceAccess) -> str:
    return access.label or "something shared"


def _where(access: RaceAccess) -> str:
    return f" at line {access.place.line}" if access.place is not None else ""


def _locks(access: RaceAccess) -> str:
    return listed([lock or "a lock" for lock in access.locks])
