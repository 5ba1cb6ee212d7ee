"""Results for other programs: one JSON object, schema ``kata-report/1``.

The schema itself is ``harness/report/schema/kata-report-1.json`` (JSON Schema 2020-12). Its name
changes when a key changes its meaning or is removed. A key may be added, so readers ignore those
they do not know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ...facts.difference import Difference
from ...result import ClauseProof, Result
from ...trace import BlockedThread, Event, Place, Trace
from ..sentences.difference import difference_sentence
from ..sentences.notes import note_sentence
from ..sentences.stress import failures_sentence
from ..sentences.stuck import last_notify
from ..story.main_source import main_source
from ..story.model import Story, StoryStep
from ..story.steps import story
from ..story.values import NamedValue
from ..text.phrases import clause_of

SCHEMA = "kata-report/1"
MOST_STEPS = 300
"""Of a longer execution, only the first and the last steps are listed, with the number of those left out."""


def report(results: Sequence[Result]) -> dict[str, Any]:
    """The results as plain data."""
    return {"schema": SCHEMA, "results": [_one(result) for result in results]}


def dumps(results: Sequence[Result], watched: Mapping[str, Sequence[NamedValue]] | None = None) -> str:
    """The same as text.

    Args:
        results: the results.
        watched: the values of names in the schedule of the only result, by name; None if nobody asked for any.
    """
    found = report(results)
    if watched is not None:
        found["results"][0]["watched"] = [
            {"name": name, "values": [_named_value(row) for row in rows]} for name, rows in watched.items()
        ]
    return json.dumps(found, indent=2, ensure_ascii=False)


def _named_value(row: NamedValue) -> dict[str, Any]:
    return {
        "name": row.name,
        "step": row.step or None,
        "last": row.last or None,
        "times": row.times,
        "thread": row.thread or None,
        "file": row.place.file if row.place is not None else None,
        "line": row.place.line if row.place is not None else None,
        "access": row.access,
        "value": row.value or None,
        "words": row.words,
    }


def schema() -> dict[str, Any]:
    """The published JSON Schema."""
    path = Path(__file__).parents[1] / "schema" / "kata-report-1.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _one(result: Result) -> dict[str, Any]:
    trace = result.trace
    return {
        "name": result.name,
        "file": result.file,
        "verdict": str(result.verdict),
        "test": clause_of(result) or None,
        "message": " ".join(result.message.split()),
        "line": result.line,
        "engine": result.engine,
        "schedules": result.schedules,
        "exhaustive": result.exhaustive,
        "preemptions": result.preemptions,
        "replay": result.replay,
        "seconds": round(result.seconds, 3),
        "found": result.found,
        "fewest": trace is not None and trace.fewest,
        "place": _place(result.place),
        "evidence": list(result.evidence),
        "notes": [note_sentence(note) for note in result.notes],
        "proof": asdict(result.proof) if result.proof is not None else None,
        "unseen_chance": result.unseen_chance,
        "quiet": result.quiet,
        "unproved": result.unproved,
        "edited": dict(result.renamed) if result.renamed is not None else None,
        "clauses": [_clause(clause) for clause in result.clauses],
        "calls": list(result.calls),
        "failed": result.failed,
        "seed": result.seed,
        "build": str(result.build or ""),
        "seen": failures_sentence(result.seen) if result.seen is not None else "",
        "output": result.output,
        "difference": _difference(result.difference, result.file) if result.difference is not None else None,
        "watched": None,
        "trace": _trace(result, trace) if trace is not None else None,
    }


def _difference(difference: Difference, file: str) -> dict[str, Any]:
    effect, order = difference.effect, difference.order
    return {
        "tried": difference.tried,
        "step": difference.step or None,
        "sentence": difference_sentence(difference, file),
        "failing": _operation(difference.failing),
        "passing": _operation(difference.passing),
        "effect": {
            "failing": _operation(effect.failing),
            "passing": _operation(effect.passing),
            "cause": _operation(effect.cause),
        }
        if effect is not None
        else None,
        "order": [_operation(order.first), _operation(order.second)] if order is not None else None,
        "following": [_operation(event) for event in difference.following],
    }


def _operation(event: Event | None) -> dict[str, Any] | None:
    if event is None:
        return None
    return {
        "step": event.step,
        "thread": event.thread,
        "kind": event.kind,
        "object": event.label,
        "value": event.value if event.value is not None else event.content,
        "line": event.place.line if event.place is not None else None,
        "outcome": str(event.outcome) if event.outcome is not None else None,
        "waiters": event.waiters,
    }


def _clause(clause: ClauseProof) -> dict[str, Any]:
    bounds = clause.bounds
    return {
        "test": clause.test,
        "proved": str(clause.proved),
        "bounds": {kind: bound for kind, bound in asdict(bounds).items() if bound is not None} if bounds else None,
        "classes": clause.classes,
        "schedules": clause.schedules,
        "seconds": round(clause.seconds, 3),
        "reason": clause.reason,
        "assumes": clause.assumes,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"file": place.file, "line": place.line, "function": place.function} if place is not None else None


def _trace(result: Result, trace: Trace) -> dict[str, Any]:
    told = story(result, trace, main_source(result))
    half = MOST_STEPS // 2
    folded = len(told.steps) > MOST_STEPS
    shown = [*told.steps[:half], *told.steps[-half:]] if folded else told.steps
    begins = _beginnings(told)
    return {
        "ending": trace.ending,
        "threads": list(trace.threads),
        "steps": [_step(step, id(step) in begins) for step in shown],
        "left_out": len(told.steps) - len(shown),
        "preemptions": _preemptions(told, begins),
        "waiting": [_waiting(one) for one in trace.waiting],
    }


def _beginnings(told: Story) -> dict[int, int]:
    """The steps right after a preemption, by identity: the number of their segment."""
    found: dict[int, int] = {}
    begun: set[int] = set()
    for step in told.steps:
        if step.segment in told.switches and step.segment not in begun:
            found[id(step)] = step.segment
        begun.add(step.segment)
    return found


def _step(step: StoryStep, preempts: bool) -> dict[str, Any]:
    return {
        "step": step.number,
        "thread": step.thread,
        "kind": step.kind,
        "object": step.name,
        "value": step.value or None,
        "line": step.line,
        "contract": step.contract,
        "file": step.file,
        "words": step.text,
        "weight": int(step.weight),
        "preempts": preempts,
    }


def _preemptions(told: Story, begins: dict[int, int]) -> list[dict[str, Any]]:
    found = []
    for step in told.steps:
        if id(step) in begins:
            switch = told.switches[begins[id(step)]]
            line = switch.place.line if switch.place is not None else None
            found.append(
                {
                    "thread": switch.thread,
                    "by": step.thread,
                    "before": step.number,
                    "line": line,
                    "inside": switch.inside,
                }
            )
    return found


def _waiting(one: BlockedThread) -> dict[str, Any]:
    return {
        "thread": one.thread,
        "kind": one.kind,
        "object": one.label,
        "line": one.place.line if one.place is not None else None,
        "holders": list(one.holders),
        "holds": list(one.holds),
        "note": last_notify(one.notify) if one.notify is not None else "",
    }
