"""Results for other programs: one JSON object, schema ``kata-report/1``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from harness.trace import Result

SCHEMA = "kata-report/1"


def report(results: Sequence[Result]) -> dict[str, Any]:
    """The results as plain data; the schema's name changes when a key does."""
    return {"schema": SCHEMA, "results": [_one(result) for result in results]}


def dumps(results: Sequence[Result]) -> str:
    """The same as text."""
    return json.dumps(report(results), indent=2, ensure_ascii=False)


def _one(result: Result) -> dict[str, Any]:
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
    }
