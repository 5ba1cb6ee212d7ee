"""Results in SARIF 2.1.0, the format of static analysis that code scanning in CI and many editors read.

"Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01", OASIS Standard, 2023. A rule is a
verdict. A failure is a result whose code flow is the failing interleaving: one thread flow for each thread (section
3.36), in which the execution order of a step is its number in the schedule (section 3.38.11). A note on a pass is a
result of level "note". A pass without notes is no result, because readers show every result as something to do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ...result import Note, NoteKind, Result
from ...trace import Place, Trace
from ...verdict import Verdict
from ..sentences.notes import note_sentence
from ..story.events import to_the_point
from ..story.main_source import main_source
from ..story.model import StoryStep, Weight
from ..story.steps import story
from ..terminal.failure import title
from ..terminal.source_marks import first_place
from ..text.line import clean
from ..text.phrases import clause_of, shown

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "kataFailure/v1"
"""The name of our partial fingerprint; the number changes when it is computed in another way."""
MOST_STEPS = 300
"""Of the failing schedule, only the last steps are listed if it has more."""
RULES = {
    Verdict.WRONG: ("An assertion fails, or a thread raises an exception.",
                    "Follow the steps to the first preemption: what did the thread know there that is no longer true?"),
    Verdict.DEADLOCK: ("Each of several threads waits for something that only the next one can release.",
                       "Acquire the locks in one order in all threads, or release one of them earlier."),
    Verdict.STUCK: ("A thread is blocked, and no thread is left that could wake it.",
                    "Check and change the state under one lock, and wait for it in a loop."),
    Verdict.LIVELOCK: ("All threads run and none makes progress, although the scheduling is fair.",
                       "Make the threads differ, or let one of them wait in place of trying again."),
    Verdict.STARVATION: ("A thread can wait forever while the others continue, although the scheduling is fair.",
                         "Serve the threads that wait in an order that later ones respect."),
    Verdict.OVERSERIALIZED: ("Threads that must be able to run something at the same time never do.",
                             "Hold the lock for a shorter time, or use one lock for each thing that it protects."),
    Verdict.BUSY_WAIT: ("A thread waits by checking again and again.",
                        "Let the thread that makes the condition true wake the one that waits for it."),
    Verdict.FORBIDDEN: ("The file uses something that is not allowed in it.", "Use only what the contract allows."),
    Verdict.RACE: ("Two threads access the same data, one of them writes, and nothing orders the two accesses.",
                   "Hold the same lock at both accesses, or order them in another way."),
    Verdict.LEAK: ("When the test is over, a thread still runs, or a function that releases a lock has left it held.",
                   "Join the threads that are started, and release what is acquired."),
    Verdict.NONDETERMINISTIC: ("The same schedule gave two different executions, so that nothing can be replayed.",
                               "Find what depends on something other than the schedule, such as a file or the time."),
    Verdict.HANG: ("The program did not end in time, or a thread waits outside of the explorer's control.",
                   "Look at the line at which it was stopped."),
    Verdict.ERROR: ("The program could not be loaded or run.", "Mend the file; no schedule was judged."),
}  # fmt: skip
"""By verdict: what it means, and where to look first."""
NOTES = {
    NoteKind.RACE: ("race_note", "Two accesses that nothing orders, in schedules that pass."),
    NoteKind.LOCK_ORDER: ("lock_order_note", "Locks acquired in different orders, in schedules that pass."),
    NoteKind.BREAKPOINT: ("breakpoint_note", "A breakpoint, which does nothing in a search."),
    NoteKind.WAIT_OUTSIDE_LOOP: (
        "wait_outside_loop_note",
        "A condition's wait() after which nothing is checked again.",
    ),
}
"""By kind of a note: the name of its rule, and what it means."""
Record = dict[str, Any]


def dumps(results: Sequence[Result]) -> str:
    """Return the results as the text of a SARIF log file."""
    return json.dumps(log(results), indent=1, ensure_ascii=False)


def log(results: Sequence[Result]) -> Record:
    """Return the results as plain data: a SARIF log file with one run."""
    from ... import __version__

    rules = _rules()
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {"name": "concurrency-katas", "version": __version__, "rules": rules}
    found = [one for result in results for one in _results(result)]
    for one in found:
        one["ruleIndex"] = numbers[one["ruleId"]]
    run = {"tool": {"driver": driver}, "results": found, "columnKind": "unicodeCodePoints"}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules() -> list[Record]:
    rules = [
        {
            "id": str(verdict),
            "name": "".join(word.capitalize() for word in verdict.split("_")),
            "shortDescription": {"text": short},
            "help": {"text": f"{help_text} kata explain {verdict} says more."},
            "defaultConfiguration": {"level": "error"},
        }
        for verdict, (short, help_text) in RULES.items()
    ]
    notes = [
        {
            "id": name,
            "shortDescription": {"text": short},
            "help": {"text": "No schedule that was tried failed because of it."},
            "defaultConfiguration": {"level": "note"},
        }
        for name, short in NOTES.values()
    ]
    return rules + notes


def _results(result: Result) -> Iterator[Record]:
    if result.passed:
        for note in result.notes:
            yield _note(result, note)
    elif result.verdict is not Verdict.UNFINISHED:
        yield _failure(result)


def _note(result: Result, note: Note) -> Record:
    place, text = next(iter(note.places), None), note_sentence(note)
    return {
        "ruleId": NOTES[note.kind][0],
        "level": "note",
        "message": {"text": f"{text} ({title(result)})"},
        "locations": [_location(result, place)],
        "relatedLocations": [_location(result, other) for other in note.places[1:]],
        "partialFingerprints": {FINGERPRINT: _fingerprint(result, str(note.kind), place)},
    }


def _failure(result: Result) -> Record:
    place, first = result.place, first_place(result)
    if first is not None and (place is None or (place.file, place.line) != (first.file, first.line)):
        place = first
    message = " ".join(clean(" ".join(result.message.split())).split())
    again = f"\nReplay: kata replay {result.replay}" if result.replay is not None else ""
    known = {"test": clause_of(result) or None, "replay": result.replay, "preemptions": result.preemptions}
    record: Record = {
        "ruleId": str(result.verdict),
        "kind": "fail",
        "level": "error",
        "message": {"text": f"{message} ({title(result)}){again}"},
        "locations": [_location(result, place)],
        "partialFingerprints": {FINGERPRINT: _fingerprint(result, str(result.verdict), place)},
        "properties": {
            "program": result.name,
            "engine": result.engine,
            "schedules": result.schedules,
            **{name: value for name, value in known.items() if value is not None},
        },
    }
    flow = _code_flow(result, result.trace) if result.trace is not None else None
    if flow is not None:
        record["codeFlows"] = [flow]
    return record


def _location(result: Result, place: Place | None) -> Record:
    physical: Record = {"artifactLocation": {"uri": _uri(place.file if place is not None else result.file)}}
    if place is not None and place.line > 0:
        physical["region"] = {"startLine": place.line}
    location: Record = {"physicalLocation": physical}
    if place is not None and place.function:
        location["logicalLocations"] = [{"name": place.function, "kind": "function"}]
    return location


def _uri(file: str) -> str:
    """Return a file as a reference relative to the working directory, if it is inside, else as an absolute one."""
    path = Path(shown(file))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _fingerprint(result: Result, rule: str, place: Place | None) -> str:
    """Return a hash that stays the same when lines are added or removed above the failure.

    It is made of the program, the clause, the rule, and the text of the line without its number.
    """
    text = ""
    if place is not None:
        lines = _lines(place.file)
        text = " ".join(lines[place.line - 1].split()) if 0 < place.line <= len(lines) else ""
    function = place.function if place is not None else ""
    facts = type(result.facts).__name__
    parts = [title(result), clause_of(result), rule, facts, Path(place.file).name if place else "", function, text]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    except (OSError, ValueError):
        return []


# -- the interleaving ------------------------------------------------------------------------------------


def _code_flow(result: Result, trace: Trace) -> Record | None:
    """Return the failing interleaving; None if no step of it has a line."""
    told = story(result, trace, main_source(result))
    events = to_the_point(trace, result)
    waits = {one.thread: one.place for one in trace.waiting}
    flows: dict[str, list[Record]] = {}
    order, begun = 0, set[int]()
    for index, step in islice(enumerate(told.steps), max(len(told.steps) - MOST_STEPS, 0), None):
        order = max(step.number or 0, order + 1)
        place = events[index].place if index < len(events) else waits.get(step.thread)
        first, switched = step.segment not in begun, step.segment in told.switches
        begun.add(step.segment)
        if place is not None:
            preempted = told.switches[step.segment].thread if first and switched else ""
            flows.setdefault(step.thread, []).append(_step(result, step, place, order, preempted))
    if not flows:
        return None
    threads = [
        {"id": clean(thread) or "unnamed", "message": {"text": f"thread {clean(thread)}"}, "locations": steps}
        for thread, steps in flows.items()
    ]
    left_out = len(told.steps) - MOST_STEPS
    said = f", without its first {left_out:,} steps" if left_out > 0 else ""
    return {"message": {"text": f"The failing schedule, step by step{said}."}, "threadFlows": threads}


def _step(result: Result, step: StoryStep, place: Place, order: int, preempted: str) -> Record:
    words = clean(step.text or f"{step.kind} {step.name}".rstrip())
    said = f"{words} ({clean(preempted)} is preempted)" if preempted else words
    location = {**_location(result, place), "message": {"text": said}}
    importance = "essential" if step.weight >= Weight.ACTION else "important" if step.weight > Weight.NOISE else None
    return {"location": location, "executionOrder": order, "importance": importance or "unimportant"}
