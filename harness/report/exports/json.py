"""Results for other programs: one JSON object, schema ``kata-report/1``.

The schema itself is ``harness/report/schema/kata-report-1.json`` (JSON Schema 2020-12). Its name
changes when a key changes its meaning or is removed. A key may be added, so readers ignore those
they do not know.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ...result import ClauseProof, Result
from ...trace import BlockedThread, Place, Trace
from ..sentences.notes import note_sentence
from ..sentences.stress import failures_sentence
from ..sentences.stuck import last_notify
from ..story.main_source import main_source
from ..story.model import Story, StoryStep
from ..story.steps import story

SCHEMA = "kata-report/1"
MOST_STEPS = 300
"""Of a longer execution, only the first and the last steps are listed, with the number of those left out."""


def report(results: Sequence[Result]) -> dict[str, Any]:
    """The results as plain data."""
    return {"schema": SCHEMA, "results": [_one(result) for result in results]}


def dumps(results: Sequence[Result]) -> str:
    """The same as text."""
    return json.dumps(report(results), indent=2, ensure_ascii=False)


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
        "test": result.test,
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
        "unproved": result.unproved,
        "edited": dict(result.renamed) if result.renamed is not None else None,
        "clauses": [_clause(clause) for clause in result.clauses],
        "calls": list(result.calls),
        "failed": result.failed,
        "seed": result.seed,
        "build": str(result.build or ""),
        "seen": failures_sentence(result.seen) if result.seen is not None else "",
        "output": result.output,
        "trace": _trace(result, trace) if trace is not None else None,
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
