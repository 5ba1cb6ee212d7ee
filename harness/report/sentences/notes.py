"""The sentences of notes: races, lock orders that could deadlock, ignored breakpoints, waits outside of loops."""

from __future__ import annotations

from pathlib import Path

from ...result import Note, NotedOperation, NoteKind
from ...trace import ACQUIRE, READ, WRITE

VERBS = {READ: "reads", WRITE: "writes", ACQUIRE: "acquires"}


def note_sentence(note: Note) -> str:
    """Return a note in English, without line breaks."""
    return SENTENCES[note.kind](note)


def _race(note: Note) -> str:
    return (
        f"{_unordered(note)} No schedule tried fails because of this race: each access happens completely before or"
        " after the other one, but which one comes first is not defined."
    )


def _race_beside(note: Note) -> str:
    return f"also a race: {_unordered(note)}"


def _unordered(note: Note) -> str:
    first, second = note.operations
    one_file = len({place.file for place in note.places}) == 1
    return (
        f"{first.thread} {VERBS[first.kind]} {first.label}{_where(first, file=not one_file)}"
        f" while {second.thread} {VERBS[second.kind]} it{_where(second)}; nothing orders the two accesses."
    )


def _lock_order(note: Note) -> str:
    each = "; ".join(
        f"{operation.thread} {VERBS[operation.kind]} {operation.label}{_where(operation)}"
        f" while it holds {operation.held}"
        for operation in note.operations
    )
    return f"{each}. In another schedule they could wait for each other, but no schedule tried reached that deadlock."


def _breakpoint(note: Note) -> str:
    (call,) = note.operations
    return f"{call.label}{_where(call)} was ignored: it stops only under kata replay TOKEN --pdb or --debugpy."


def _wait_outside_loop(note: Note) -> str:
    (call,) = note.operations
    return (
        f"{call.label}{_where(call)} belongs in a while loop, which checks again after a wake-up,"
        " though no schedule tried fails."
    )


def _where(operation: NotedOperation, *, file: bool = True) -> str:
    """Return `` at line 9 of x.py``, or "" if the line is not known."""
    place = operation.place
    if place is None:
        return ""
    return f" at line {place.line}" + (f" of {Path(place.file).name}" if file else "")


SENTENCES = {
    NoteKind.RACE: _race,
    NoteKind.RACE_BESIDE: _race_beside,
    NoteKind.LOCK_ORDER: _lock_order,
    NoteKind.BREAKPOINT: _breakpoint,
    NoteKind.WAIT_OUTSIDE_LOOP: _wait_outside_loop,
}
