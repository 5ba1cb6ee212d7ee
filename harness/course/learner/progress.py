"""How far the learner is: ``.kata/progress.json``. Text, and safe to delete; git has the files, this only the results.

A result holds for the text it was found with, that of the kata's file and of its contract: once either has
changed, the kata is begun again.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from harness.course.content.catalogue import Kata, is_stub
from harness.failure_store import FOLDER
from harness.result import Result
from harness.token import source_hash
from harness.verdict import Verdict

SCHEMA = "kata-progress/1"
FILE = Path(FOLDER) / "progress.json"


class KataState(StrEnum):
    """How far a kata is."""

    MISSING = "missing"
    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    PASSED = "passed"
    PROVED = "proved"

    @property
    def finished(self) -> bool:
        """Nothing is left to do."""
        return self in (KataState.PASSED, KataState.PROVED)


@dataclass(frozen=True)
class KataScore:
    """How well a file did.

    Attributes:
        held: clauses, from the first on, in which no failure was found.
        clauses: of the contract.
        tried: schedules, or runs on real threads if there were no schedules; 0 if a clause failed.
        engine: what tried them.
        proved: every schedule was tried.
    """

    held: int
    clauses: int
    tried: int
    engine: str
    proved: bool

    @classmethod
    def of(cls, kata: Kata, result: Result) -> KataScore:
        """What a result comes to."""
        clauses = kata.clauses
        if result.passed:
            return cls(len(clauses), len(clauses), result.schedules, result.engine, result.exhaustive)
        held = clauses.index(result.test) if result.test in clauses else 0
        return cls(held, len(clauses), 0, result.engine, False)

    def better(self, other: KataScore) -> KataScore:
        """The better one of two."""
        return max(self, other, key=lambda one: (one.held / max(one.clauses, 1), one.proved, one.tried))

    def __str__(self) -> str:
        if self.held < self.clauses:
            return f"{self.held} of {self.clauses} clauses"
        if self.proved:
            return "every schedule"
        return f"{self.tried:,} {'runs' if self.engine == 'stress' else 'schedules'}"


@dataclass(frozen=True)
class ProgressEntry:
    """What is kept of one kata.

    Attributes:
        source: hash of the kata's file and its contract when it was last judged.
        verdict: of the last result.
        test: the clause that failed then.
        score: of that text.
        best: of all texts so far.
    """

    source: str
    verdict: Verdict
    test: str | None
    score: KataScore
    best: KataScore


class CourseProgress:
    """The results kept in one project.

    Args:
        root: the project's folder.

    Attributes:
        note: a sentence, if the file was no progress and has been set aside; else "".
    """

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self.note = ""
        self._entries: dict[str, ProgressEntry] = {}
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            if data["schema"] != SCHEMA:
                raise ValueError(f"its schema is {data['schema']!r}, not {SCHEMA!r}")
            self._entries = {str(name): _entry(one) for name, one in data["katas"].items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._set_aside()

    def _set_aside(self) -> None:
        bad = self._path.with_name(f"{self._path.name}.bad")
        self.note = (
            f"{FILE.as_posix()} is damaged or of another version; it is {bad.name} now, and progress begins anew"
        )
        with suppress(OSError):
            self._path.replace(bad)

    def entry(self, kata: Kata) -> ProgressEntry | None:
        """What is kept of a kata, of whatever text."""
        return self._entries.get(kata.name)

    def state(self, kata: Kata) -> KataState:
        """How far a kata is, as its file is now."""
        if not kata.stub.is_file():
            return KataState.MISSING
        if is_stub(kata.stub):
            return KataState.NOT_BEGUN
        entry = self.entry(kata)
        if entry is None or entry.verdict is not Verdict.PASS or entry.source != source(kata):
            return KataState.BEGUN
        return KataState.PROVED if entry.score.proved else KataState.PASSED

    def put(self, kata: Kata, result: Result) -> None:
        """Keep a result; where nothing can be written, nothing is kept."""
        score, before = KataScore.of(kata, result), self.entry(kata)
        now = ProgressEntry(source(kata), result.verdict, result.test, score, score)
        if before is not None:
            # a proof is not undone by a shorter look at the same text; a failure undoes everything
            same = now.source == before.source and before.verdict is now.verdict is Verdict.PASS
            now = replace(now, best=score.better(before.best), score=score.better(before.score) if same else score)
        self._entries[kata.name] = now
        self._write()

    def _write(self) -> None:
        data = {"schema": SCHEMA, "katas": {name: asdict(one) for name, one in sorted(self._entries.items())}}
        fresh = self._path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
            fresh.replace(self._path)


# not ``judge.job.decode``, which brings the whole engine with it: `kata list` is to be quick
def _entry(data: dict[str, Any]) -> ProgressEntry:
    """What was kept of one kata.

    Raises:
        KeyError, TypeError, ValueError: it is none of ours.
    """
    test = data["test"]
    if not isinstance(data["source"], str) or not isinstance(test, str | None):
        raise TypeError("source and test are text")
    return ProgressEntry(data["source"], Verdict(data["verdict"]), test, _score(data["score"]), _score(data["best"]))


def _score(data: dict[str, Any]) -> KataScore:
    kinds = {"held": int, "clauses": int, "tried": int, "engine": str, "proved": bool}
    values = [data[one.name] for one in fields(KataScore)]
    if [type(value) for value in values] != [kinds[one.name] for one in fields(KataScore)]:
        raise TypeError("no score")
    return KataScore(*values)


def source(kata: Kata) -> str:
    """Changes when the kata's file or its contract does; "" if they cannot be read."""
    try:
        return source_hash([kata.stub.read_bytes(), kata.contract.read_bytes()])
    except OSError:
        return ""


def record(kata: Kata, target: Path, result: Result) -> str:
    """Keep what was found about the learner's own file; results of other files are no progress.

    Args:
        kata: the kata.
        target: the file that was judged.
        result: what came of it.

    Returns:
        A sentence, if what was kept before could not be used; else "".
    """
    if result.verdict is Verdict.UNFINISHED or target.resolve() != kata.stub.resolve():
        return ""
    progress = CourseProgress(kata.root)
    progress.put(kata, result)
    return progress.note


def following(katas: dict[str, Kata], progress: CourseProgress) -> Kata | None:
    """The next kata: the first in the course that is not finished and whose needs are; None if all are finished.

    Needs that are no katas here are taken as met. If no kata has its needs met, which takes a circle of
    needs, the first that is not finished.
    """
    finished = {name: progress.state(kata).finished for name, kata in katas.items()}
    left = [kata for name, kata in katas.items() if not finished[name]]
    ready = (kata for kata in left if all(finished.get(need, True) for need in kata.lesson.needs))
    return next(ready, left[0] if left else None)
