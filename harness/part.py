"""The outcome of one part of a search, as one process reports it to the one that sums all parts up."""

from __future__ import annotations

from dataclasses import dataclass, field

from .result import Note, Proof, Result

Assumed = tuple[bool, bool, bool]
"""What a proof takes for granted of the machine: ``seeded``, ``clock`` and ``identifiers`` of a ``Proof``."""


@dataclass(slots=True)
class Part:
    """The outcome of one part of a search.

    Attributes:
        tried: the number of schedules.
        found: the failure that ended it, or None.
        soft: a failure that gives way to a harder one, in this part or another; or None.
        over: the search ends with this part.
        classes: the number of all equivalence classes, if a schedule of each was tried and passed; else None.
        threads: the most threads in one execution.
        assumed: what a proof would take for granted.
        bounded: the proof for schedules with few preemptions, or None.
        quiet: as in a ``Result``.
        walks: the fingerprint of each class of the random schedules, with their number; None if the tracer does not
            model the program, so that classes mean nothing.
        missing: the states that must be possible and were not seen, in the contract's words.
        seen: the states that must be possible and were seen.
        directed: the number of schedules that looked for such states.
        race: a note on the first race, or None.
        lock_order: a note on the first inversion of lock orders that no schedule turned into a deadlock, or None.
        breakpoint: a note on the first breakpoint that was ignored, or None.
        unproved: as in a ``Result``.
        name, file, clause: of the program, as in a ``Result``.
    """

    tried: int
    found: Result | None = None
    soft: Result | None = None
    over: bool = False
    classes: int | None = None
    threads: int = 0
    assumed: Assumed = (False, False, False)
    bounded: Proof | None = None
    quiet: int = 0
    walks: list[tuple[int, int]] | None = None
    missing: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    directed: int = 0
    race: Note | None = None
    lock_order: Note | None = None
    breakpoint: Note | None = None
    unproved: str = ""
    name: str = ""
    file: str = ""
    clause: str | None = None
