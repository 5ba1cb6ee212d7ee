"""The lines of the source that a report points at, and the note next to each."""

from __future__ import annotations

from collections.abc import Iterable

from ...result import Result
from ...trace import JOIN, NOTIFY, RELEASE, WRITE, CallExit, Place, Trace, UnreleasedLock
from ...verdict import Verdict
from ..story.left_locked import left_locked
from ..story.main_source import main_source
from ..story.model import Story, Weight
from ..story.steps import story as story_of
from ..text.line import clean
from ..text.phrases import counted, listed
from ..text.source import SourceText

MOST_NAMES = 4
MOST_PREEMPTED = 3
SHORT = frozenset({Verdict.ERROR, Verdict.FORBIDDEN, Verdict.UNFINISHED, Verdict.HANG})
"""Verdicts for which nothing was executed, or no schedule matters: a sentence and a line of source are enough."""
WITHOUT_STEPS = SHORT | {Verdict.OVERSERIALIZED, Verdict.NONDETERMINISTIC}


def first_line(result: Result) -> int | None:
    """Return the line of the file under test that the report of a failure marks first; None if it marks none."""
    target = main_source(result)
    return _first(result, target) if target.holds(Place(result.file, 1)) else None


def first_place(result: Result) -> Place | None:
    """Return the line that the report of a failure marks first, in whichever file; that of the failure if none is."""
    target = main_source(result)
    if not result.passed and not target.holds(Place(result.file, 1)):
        line = _first(result, target)
        if line is not None:
            return Place(target.path, line)
    return Place(result.file, result.line) if result.line is not None else result.place


def _first(result: Result, target: SourceText) -> int | None:
    stepped = result.trace is not None and result.verdict not in WITHOUT_STEPS
    told = story_of(result, result.trace, target) if stepped and result.trace is not None else None
    return next(iter(marks(result, told, target)), None)


def marks(result: Result, story: Story | None, target: SourceText) -> dict[int, str]:
    """Return notes by line of the file under test, the most important first."""
    trace = result.trace
    if result.verdict is Verdict.OVERSERIALIZED:
        return dict.fromkeys(target.operations.waits, "can wait here")
    found: dict[int, str] = {}
    lock = left_locked(result)
    if trace is not None and result.verdict not in WITHOUT_STEPS:
        for verb, stopped in _stops(trace, lock):
            for line, names in _by_line(stopped, target).items():
                found.setdefault(line, f"{listed(names, MOST_NAMES)} {verb[len(names) > 1]}")
    if story is not None and result.verdict is Verdict.RACE:
        found |= _raced(result, story)
    if result.place is not None and target.holds(result.place):
        line = result.place.line
        found = {line: found.get(line, ""), **found}
    if lock is not None:
        found = _left(lock, found, target)
    if story is not None:
        struck = _struck(story, target)
        found |= {line: note for line, note in struck.items() if line not in found}
    return found or (_last_steps(story, target) if story is not None else {})


def _left(lock: UnreleasedLock, found: dict[int, str], target: SourceText) -> dict[int, str]:
    """Return the notes with the line at which a thread left with a lock as the first, and where it acquired that."""
    name, label = clean(lock.thread), clean(lock.label)
    first: dict[int, str] = {}
    if lock.left is not None and lock.exit is not CallExit.END and target.holds(lock.left):
        first[lock.left.line] = f"{name} leaves here with {label}"
    if lock.place is not None and target.holds(lock.place):
        first.setdefault(lock.place.line, f"{name} acquired {label} here")
    for line, note in found.items():
        first[line] = f"{first[line]}, {note}" if line in first and note else first.get(line, note)
    return first


def _raced(result: Result, story: Story) -> dict[int, str]:
    """Return the two accesses of a race; both may be at one line."""
    found: dict[int, str] = {}
    for step in story.steps:
        if step.number in result.steps and step.line is not None and not step.file:
            does = f"{clean(step.thread)} {'writes' if step.kind == WRITE else 'reads'} here"
            found[step.line] = f"{found[step.line]}, {does}" if step.line in found else does
    return found


def _struck(story: Story, target: SourceText) -> dict[int, str]:
    """Return the lines of preemptions, and of notifies that wake more than asked: half of the answer, or all."""
    struck = [(switch.thread, switch.place) for switch in story.switches.values()][:MOST_PREEMPTED]
    found = {line: f"{listed(names, MOST_NAMES)} preempted here" for line, names in _by_line(struck, target).items()}
    for step in story.steps:
        if step.beyond and step.weight is Weight.ESSENTIAL and step.line is not None and not step.file:
            found.setdefault(step.line, f"{clean(step.thread)} wakes {counted(step.beyond, 'more thread')} here")
    return found


def _last_steps(story: Story, target: SourceText) -> dict[int, str]:
    own = (step for step in story.steps if step.weight and not step.file and step.kind not in (RELEASE, NOTIFY))
    last = {step.thread: step.line for step in own if step.line is not None}
    places: list[tuple[str, Place | None]] = [(name, Place(target.path, line)) for name, line in last.items()]
    return {line: f"last step of {listed(names, MOST_NAMES)}" for line, names in _by_line(places, target).items()}


def _stops(
    trace: Trace, lock: UnreleasedLock | None
) -> Iterable[tuple[tuple[str, str], list[tuple[str, Place | None]]]]:
    """Yield the note for threads at their lines, in singular and plural, and the threads; ``lock`` has its notes."""
    failure, starved = trace.failure, trace.starved
    if starved is not None:
        yield ("waits here forever", "wait here forever"), [(starved.thread, starved.place)]
        return
    if failure is not None:
        yield ("fails here", "fail here"), [(failure.thread, failure.place)]
        return
    yield ("stopped here", "stopped here"), [(one.thread, one.place) for one in trace.waiting if one.kind != JOIN]
    needed = {name for one in trace.waiting for name in (*one.holders, *one.gives)}
    joining = [(one.thread, one.place) for one in trace.waiting if one.kind == JOIN and one.thread in needed]
    yield ("joins here", "join here"), joining
    yield ("loops here", "loop here"), [(spin.thread, spin.place) for spin in trace.endless]
    if trace.ending == "done":
        yield ("polls here", "poll here"), [(spin.thread, spin.place) for spin in trace.spun]
        yield ("is still here", "are still here"), [(one.thread, one.place) for one in trace.left]
        others = [(one.thread, one.place) for one in trace.unreleased if one != lock]
        yield ("acquired it here", "acquired it here"), others


def _by_line(stopped: list[tuple[str, Place | None]], target: SourceText) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name, place in stopped:
        if place is not None and target.holds(place) and name not in found.setdefault(place.line, []):
            found[place.line].append(clean(name))
    return {line: names for line, names in found.items() if names}
