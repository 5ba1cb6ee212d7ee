"""The learner's progress: ``.kata/progress.json``, a text file with the results, which is safe to delete.

A result belongs to one version of the kata's file and its contract. When either changes, the kata counts as begun, and
no longer as passed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from ...result import Result
from ...token import source_hash
from ...verdict import Verdict
from ..content.catalogue import Kata, is_stub
from .failure_clue import FailureClue
from .progress_file import KATAS, ProgressFile


class KataState(StrEnum):
    """The state of a kata."""

    MISSING = "missing"
    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    PASSED = "passed"
    PROVED = "proved"

    @property
    def finished(self) -> bool:
        """True if nothing is left to do."""
        return self in (KataState.PASSED, KataState.PROVED)


@dataclass(frozen=True)
class KataScore:
    """The score of one version of a file.

    Attributes:
        held: number of clauses without a failure, counted from the first clause to the first that fails.
        clauses: number of clauses of the contract.
        tried: number of schedules, or of runs on real threads if there were no schedules; 0 if a clause failed.
        engine: the engine that ran them.
        proved: whether every schedule was tried.
    """

    held: int
    clauses: int
    tried: int
    engine: str
    proved: bool

    @classmethod
    def of(cls, kata: Kata, result: Result) -> KataScore:
        """Return the score of a result."""
        clauses = kata.clauses
        if result.passed:
            return cls(len(clauses), len(clauses), result.schedules, result.engine, result.exhaustive)
        held = clauses.index(result.test) if result.test in clauses else 0
        return cls(held, len(clauses), 0, result.engine, False)

    def better(self, other: KataScore) -> KataScore:
        """Return the better of two scores."""
        return max(self, other, key=lambda one: (one.held / max(one.clauses, 1), one.proved, one.tried))

    def __str__(self) -> str:
        if self.held < self.clauses:
            return f"{self.held} of {self.clauses} clauses"
        if self.proved:
            return "every schedule"
        return f"{self.tried:,} {'runs' if self.engine == 'stress' else 'schedules'}"


@dataclass(frozen=True)
class ProgressEntry:
    """The stored result of one kata.

    Attributes:
        source: hash of the kata's file and its contract when it was last judged.
        verdict: the last verdict.
        test: the clause that failed then.
        score: the score of that version.
        best: the best score of all versions so far.
        clue: what a hint needs to know of the failure; None for a pass, or if it was stored by an older release.
    """

    source: str
    verdict: Verdict
    test: str | None
    score: KataScore
    best: KataScore
    clue: FailureClue | None = None

    @property
    def clause(self) -> str | None:
        """The clause that the verdict is about; None if it is about the file itself, whichever clause came first."""
        return None if self.verdict in (Verdict.ERROR, Verdict.FORBIDDEN) else self.test


class CourseProgress:
    """The stored results of one project.

    Args:
        root: the project's folder.
    """

    def __init__(self, root: Path) -> None:
        self._file = ProgressFile(root)
        self._entries: dict[str, ProgressEntry] = {}
        try:
            self._entries = {name: _entry(one) for name, one in self._file.part(KATAS).items()}
        except (ValueError, KeyError, TypeError):
            self._file.set_aside()

    @property
    def note(self) -> str:
        """A sentence, if the file was damaged and has been renamed; else ""."""
        return self._file.note

    def entry(self, kata: Kata) -> ProgressEntry | None:
        """Return the stored result of a kata, for any version of its file."""
        return self._entries.get(kata.name)

    def state(self, kata: Kata) -> KataState:
        """Return the state of a kata, for its file as it is now."""
        if not kata.stub.is_file():
            return KataState.MISSING
        if is_stub(kata.stub):
            return KataState.NOT_BEGUN
        entry = self.entry(kata)
        if entry is None or entry.verdict is not Verdict.PASS or entry.source != source(kata):
            return KataState.BEGUN
        return KataState.PROVED if entry.score.proved else KataState.PASSED

    def put(self, kata: Kata, result: Result) -> None:
        """Store a result; do nothing if the file cannot be written."""
        score, before = KataScore.of(kata, result), self.entry(kata)
        clue = None if result.passed else FailureClue.of(result)
        now = ProgressEntry(source(kata), result.verdict, result.test, score, score, clue)
        if before is not None:
            # a shorter search of the same version does not undo a proof; a failure undoes everything
            same = now.source == before.source and before.verdict is now.verdict is Verdict.PASS
            now = replace(now, best=score.better(before.best), score=score.better(before.score) if same else score)
        self._entries[kata.name] = now
        self._file.put(KATAS, kata.name, asdict(now))


# not ``workers.job.decode``, which would import the whole engine: `kata list` must be fast
def _entry(data: dict[str, Any]) -> ProgressEntry:
    """Return the stored result of one kata from its JSON.

    Raises:
        KeyError, TypeError, ValueError: it does not have the right form.
    """
    test = data["test"]
    if not isinstance(data["source"], str) or not isinstance(test, str | None):
        raise TypeError("source and test must be text")
    clue = _record(FailureClue, data["clue"]) if data.get("clue") is not None else None
    score, best = (_record(KataScore, data[name]) for name in ("score", "best"))
    return ProgressEntry(data["source"], Verdict(data["verdict"]), test, score, best, clue)


Record = TypeVar("Record", KataScore, FailureClue)


def _record(kind: type[Record], data: dict[str, Any]) -> Record:
    values = {one.name: data[one.name] for one in fields(kind)}
    if any(type(values[name]) is not hint for name, hint in get_type_hints(kind).items()):
        raise TypeError(f"a {kind.__name__} has fields of other types")
    return kind(**values)


def source(kata: Kata) -> str:
    """Return the hash of the kata's file and its contract; "" if they cannot be read."""
    try:
        return source_hash([kata.stub.read_bytes(), kata.contract.read_bytes()])
    except OSError:
        return ""


def record(kata: Kata, target: Path, result: Result) -> str:
    """Store a result of the learner's own file; results of other files do not count as progress.

    Args:
        kata: the kata.
        target: the file that was judged.
        result: its result.

    Returns:
        A sentence, if the progress file was damaged; else "".
    """
    if result.verdict is Verdict.UNFINISHED or target.resolve() != kata.stub.resolve():
        return ""
    progress = CourseProgress(kata.root)
    progress.put(kata, result)
    return progress.note


def next_unfinished(katas: dict[str, Kata], progress: CourseProgress) -> Kata | None:
    """Return the first unfinished kata of the course whose prerequisites are finished; None if all are finished.

    Prerequisites that are not katas of this project count as finished. If no kata qualifies, because prerequisites form
    a cycle, return the first unfinished one.
    """
    finished = {name: progress.state(kata).finished for name, kata in katas.items()}
    left = [kata for name, kata in katas.items() if not finished[name]]
    ready = (kata for kata in left if all(finished.get(need, True) for need in kata.lesson.needs))
    return next(ready, left[0] if left else None)
