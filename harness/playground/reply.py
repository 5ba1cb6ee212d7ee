"""The reply to the page: what a result says, as texts that the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..answers.game import Recording
from ..common.records import encode
from ..course.content.result_hints import hints_for
from ..report.page import render
from ..report.sentences.playground import NO_REAL_THREADS
from ..report.terminal.failure import failure, summary_line, text
from ..report.terminal.passing import passing
from ..report.text.phrases import clause_of, clause_title
from ..result import Result
from ..verdict import Verdict
from ..workers.job import Job

WITHOUT_PAGE = frozenset({Verdict.PASS, Verdict.UNFINISHED})
WIDTH = 80


@dataclass(frozen=True)
class ClauseLine:
    """One line of the page's list of clauses.

    Attributes:
        name: the clause or function.
        title: its name as words.
        verdict: so far.
        sentence: of its last result.
    """

    name: str
    title: str
    verdict: str
    sentence: str

    @classmethod
    def of(cls, job: Job, result: Result) -> ClauseLine:
        """Return the line of a job's result."""
        name = job.clause or job.function or ""
        title = clause_title(name) if job.clause else name
        return cls(name, title, str(result.verdict), " ".join(result.message.split()))


@dataclass(frozen=True)
class Reply:
    """A result as the page shows it.

    Attributes:
        verdict: one word.
        passed: nothing failed.
        proved: every schedule of every clause was run.
        sentence: what was found.
        clause: the clause that failed, as words; "" for none.
        line: the line of the program to look at first, or None.
        text: the report as the terminal prints it.
        hints: heading and text of each, from the least to the most.
        token: of the failing schedule; "" for none.
        schedules: that were run.
        limits: a sentence on what the page cannot do.
    """

    verdict: str
    passed: bool
    proved: bool
    sentence: str
    clause: str
    line: int | None
    text: str
    hints: tuple[tuple[str, str], ...]
    token: str
    schedules: int
    limits: str = NO_REAL_THREADS


def reply(result: Result, clauses: Mapping[str, Sequence[Result]]) -> Reply:
    """Return the reply for a result.

    Args:
        result: of the whole program.
        clauses: of a pass, the results of each clause.
    """
    sentence = " ".join(result.message.split()) or summary_line(result)
    return Reply(
        result.verdict.replace("_", " "), result.passed, result.exhaustive, sentence,
        clause_title(clause_of(result)), result.line, _text(result, clauses), tuple(hints_for(result)),
        result.replay or "", result.schedules,
    )  # fmt: skip


def _text(result: Result, clauses: Mapping[str, Sequence[Result]]) -> str:
    if result.verdict in WITHOUT_PAGE:
        shown = passing(result, clauses, width=WIDTH)
        return "\n".join([*shown.headline, *shown.lines])
    return text(failure(result, width=WIDTH), width=WIDTH)


def page_of(result: Result, recording: Recording | None = None) -> str:
    """Return the page about a failure as HTML; "" for a result that needs none."""
    return render(result, recording=recording) if result.verdict not in WITHOUT_PAGE else ""


def message(**parts: Any) -> dict[str, Any]:
    """Return a message to the page, with each record in it as plain data."""
    return {name: value if isinstance(value, str | int | None) else encode(value) for name, value in parts.items()}
