"""The comparison of files for other programs: one JSON object, schema ``kata-compare/1``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ...answers.measures import ComparedFile, ratio
from ..terminal.comparison import SPEEDS, only_in, reference_of

SCHEMA = "kata-compare/1"


def report(columns: Sequence[ComparedFile]) -> dict[str, Any]:
    """Return the comparison as plain data, schema ``kata-compare/1``: keys may be added; none changes its meaning."""
    reference = reference_of(columns)
    return {
        "schema": SCHEMA,
        "kata": columns[0].kata,
        "build": str(reference.build or ""),
        "files": [_file(column, reference) for column in columns],
    }


def dumps(columns: Sequence[ComparedFile]) -> str:
    """Return the same as text."""
    return json.dumps(report(columns), indent=2, ensure_ascii=False)


def _file(column: ComparedFile, reference: ComparedFile) -> dict[str, Any]:
    ratios = {part: ratio(column.measures, reference.measures, part) for part, _ in SPEEDS}
    return {
        "file": column.file,
        "role": column.role,
        "clauses": [_clause(name, column) for name in column.clauses],
        "schedules": column.schedules,
        "proved": column.proved,
        "ratios": {part: asdict(found) if found is not None else None for part, found in ratios.items()},
        "measures": asdict(column.measures),
        "lines": column.lines,
        "primitives": column.primitives,
        "facts": list(column.facts),
        "not_in_the_reference": only_in(column, reference) if column is not reference else [],
        "only_in_the_reference": only_in(reference, column) if column is not reference else [],
        "note": column.note,
    }


def _clause(name: str, column: ComparedFile) -> dict[str, Any]:
    result = column.clauses[name]
    proof = result.proof if result.exhaustive else None
    return {
        "test": name,
        "verdict": str(result.verdict),
        "message": " ".join(result.message.split()),
        "engine": result.engine,
        "schedules": result.schedules,
        "exhaustive": result.exhaustive,
        "classes": proof.classes if proof is not None else None,
        "replay": result.replay,
    }
