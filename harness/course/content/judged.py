"""The facts about the variants that the explorer found: ``harness/course/judged.json``.

``python -m concurrency_katas.course.authoring.judge_variants`` writes the file, and nobody else does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ...verdict import Verdict
from .packaged_files import COURSE

JUDGED = COURSE / "judged.json"
SCHEMA = "kata-judged/1"


@dataclass(frozen=True)
class JudgedWrong:
    """The facts about a wrong solution, as it is handed out.

    Attributes:
        source: hash of the program and the contract that were judged.
        verdict: the verdict on it.
        clause: the clause that fails.
        preemptions: those of the failing schedule; None where no schedule matters.
    """

    source: str
    verdict: Verdict
    clause: str
    preemptions: int | None


@dataclass(frozen=True)
class JudgedRight:
    """The facts about a right solution, or about a wrong one after its mend.

    Attributes:
        source: hash of the program that was judged.
        proved: the clauses that pass in every schedule.
    """

    source: str
    proved: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """The facts about all variants, by their keys.

    Attributes:
        wrong: the wrong solutions.
        right: the right ones.
        mended: the wrong solutions after their mends.
    """

    wrong: dict[str, JudgedWrong]
    right: dict[str, JudgedRight]
    mended: dict[str, JudgedRight]


@cache
def judged(file: Path = JUDGED) -> Judged:
    """Return the facts in the file; none if there is no file."""
    if not file.is_file():
        return Judged({}, {}, {})
    data = json.loads(file.read_text(encoding="utf-8"))
    return Judged(
        {key: _wrong(one) for key, one in data["wrong"].items()},
        {key: _right(one) for key, one in data["right"].items()},
        {key: _right(one) for key, one in data["mended"].items()},
    )


def written(facts: Judged) -> str:
    """Return the text of the file with these facts, a line for each variant."""
    parts = []
    for name in ("wrong", "right", "mended"):
        table = getattr(facts, name)
        lines = [f"{json.dumps(key)}: {json.dumps(_plain(table[key]))}" for key in sorted(table)]
        parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    return f'{{\n"schema": "{SCHEMA}",\n' + ",\n".join(parts) + "\n}\n"


def _plain(one: JudgedWrong | JudgedRight) -> dict[str, Any]:
    if isinstance(one, JudgedRight):
        return {"source": one.source, "proved": list(one.proved)}
    return {
        "source": one.source, "verdict": str(one.verdict), "clause": one.clause, "preemptions": one.preemptions,
    }  # fmt: skip


def _wrong(one: dict[str, Any]) -> JudgedWrong:
    return JudgedWrong(one["source"], Verdict(one["verdict"]), one["clause"], one["preemptions"])


def _right(one: dict[str, Any]) -> JudgedRight:
    return JudgedRight(one["source"], tuple(one["proved"]))
