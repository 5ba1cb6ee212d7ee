"""The mutants of a kata's reference, judged: each must fail the contract or be listed as equivalent."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ...errors import UsageError
from ...verdict import Verdict
from ...workers.answer import WorkerError
from ...workers.pool import WorkerPool
from ..content.catalogue import Kata
from ..grading.check import SHORT, CheckSettings, clause_results
from .mutation.equivalents import Equivalent, equivalents, path_of
from .mutation.mutant import Identity, Mutant, mutants
from .mutation.operators import OPERATORS

CAUGHT, EQUIVALENT, SURVIVED = "caught", "equivalent", "survived"
STEP = 10
"""A mutant is judged with a few schedules of each clause, then with a 10th of all, then with all. Most fail at once."""


@dataclass(frozen=True)
class JudgedMutant:
    """A mutant and how it ended: caught, equivalent or survived.

    Attributes:
        state: CAUGHT, EQUIVALENT or SURVIVED.
        identity, line, sentence: as those of ``Mutant``.
        diff: the unified diff from the reference; "" unless it survived.
        verdict, clause: how it failed, and the clause that showed it; "" if it was not caught.
        schedules: number of schedules tried.
    """

    state: str
    identity: Identity
    line: int
    sentence: str
    diff: str = ""
    verdict: str = ""
    clause: str = ""
    schedules: int = 0


@dataclass
class Mutated:
    """The result of judging the mutants of a kata's reference.

    Attributes:
        kata: the kata's name.
        file: the reference, from the project's folder.
        outcomes: of each mutant, by line.
        seconds: from the first mutant to the end of the last.
        faults: what is wrong besides the survivors, each as a sentence.
    """

    kata: str
    file: str
    outcomes: list[JudgedMutant] = field(default_factory=list)
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def number(self, state: str) -> int:
        """Return how many mutants ended in this state."""
        return sum(one.state == state for one in self.outcomes)

    @property
    def survivors(self) -> list[JudgedMutant]:
        """The mutants that nothing has caught and that are not listed as equivalent."""
        return [one for one in self.outcomes if one.state == SURVIVED]

    @property
    def schedules(self) -> int:
        """Number of schedules tried, for all mutants together."""
        return sum(one.schedules for one in self.outcomes)


@dataclass(frozen=True)
class _Failure:
    """The first failure of a mutant: its verdict and its clause, each "" if there is none, and the schedules tried."""

    verdict: str
    clause: str
    schedules: int


def judge_mutants(pool: WorkerPool, kata: Kata, settings: CheckSettings) -> Mutated:
    """Judge all mutants of a kata's reference.

    A mutant that is listed as equivalent gets few schedules: it is a fault if even those show a failure.

    Args:
        pool: the workers that run the mutants, as many at once as it has workers.
        kata: the kata.
        settings: the settings for each mutant; only the explorer is used, because its results do not depend on chance.
    """
    began = time.monotonic()
    result = Mutated(kata.name, f"solutions/{kata.solution.name}")
    try:
        reference = kata.solution.read_text(encoding="utf-8")
        made, listed = mutants(reference, OPERATORS), equivalents(kata)
        clauses = kata.clauses
    except UsageError as error:
        result.faults.append(f"{error}.")
        return result
    except (OSError, SyntaxError, ValueError) as error:
        result.faults.append(f"{kata.name} has no mutants: {error}.")
        return result
    result.faults += _stale(kata, made, listed)
    explored = replace(settings, engines=("explore",))
    equivalent = {one.identity for one in listed}
    with TemporaryDirectory(prefix="kata-") as folder:
        works = [
            partial(_failure, pool, kata, clauses, file, explored, few=mutant.identity in equivalent)
            for file, mutant in zip(_written(Path(folder), kata, made), made, strict=True)
        ]
        for mutant, failure in zip(made, pool.in_order(works), strict=True):
            listed_too = mutant.identity in equivalent
            state = CAUGHT if failure.verdict else EQUIVALENT if listed_too else SURVIVED
            if state is CAUGHT and listed_too:
                result.faults.append(
                    f"{_place(kata)}: {result.file}:{mutant.line}: {mutant.sentence} It is listed as equivalent, but "
                    f"{failure.clause} fails: {failure.verdict}."
                )
            diff = mutant.diff(reference, result.file) if state is SURVIVED else ""
            result.outcomes.append(
                JudgedMutant(state, mutant.identity, mutant.line, mutant.sentence, diff, *astuple(failure))
            )
    result.seconds = time.monotonic() - began
    return result


def _written(folder: Path, kata: Kata, made: Sequence[Mutant]) -> list[Path]:
    """Return the files of all mutants, each in a folder of its own and with the name of the reference."""
    files = [folder / str(number) / kata.solution.name for number in range(len(made))]
    for file, mutant in zip(files, made, strict=True):
        file.parent.mkdir()
        file.write_text(mutant.text, encoding="utf-8")
    return files


def _stale(kata: Kata, made: Sequence[Mutant], listed: Sequence[Equivalent]) -> Iterator[str]:
    """Yield a fault for each listed mutant that does not exist, and for each that is listed twice."""
    known = {one.identity for one in made}
    seen: set[Identity] = set()
    for number, one in enumerate(listed, 1):
        if one.identity not in known:
            what = f"{one.identity.operator} of `{' / '.join(one.identity.lines)}`"
            yield f"{_place(kata)}, table {number}: there is no such mutant any more: {what}."
        elif one.identity in seen:
            yield f"{_place(kata)}, table {number}: this mutant is listed twice."
        seen.add(one.identity)


def _place(kata: Kata) -> str:
    return path_of(kata).relative_to(kata.root).as_posix()


def _failure(
    pool: WorkerPool, kata: Kata, clauses: Sequence[str], file: Path, settings: CheckSettings, *, few: bool
) -> _Failure:
    """Return the first failure of a mutant.

    That something was seen in no schedule means little after a few, so such a clause comes first in the next step.

    Args:
        pool: the workers.
        kata: the kata.
        clauses: the kata's clauses.
        file: the mutant.
        settings: the settings of the last step.
        few: leave out the last step.
    """
    tried, left = 0, list(clauses)
    steps = sorted({min(SHORT, settings.schedules), max(settings.schedules // STEP, 1), settings.schedules})
    for schedules in steps[:-1] if few and len(steps) > 1 else steps:
        unseen: list[str] = []
        undecided: list[str] = []
        for clause in left:
            try:
                *_, result = clause_results(pool, kata, clause, file, replace(settings, schedules=schedules))
            except WorkerError as error:
                return _Failure(f"the worker failed ({error})", clause, tried)
            tried += result.schedules
            if result.verdict is Verdict.OVERSERIALIZED and schedules < settings.schedules:
                unseen.append(clause)
            elif not result.passed:
                return _Failure(str(result.verdict), clause, tried)
            elif not result.exhaustive:
                undecided.append(clause)
        left = unseen + undecided
    return _Failure("", "", tried)
