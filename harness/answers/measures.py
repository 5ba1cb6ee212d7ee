"""The vocabulary of comparisons: measurements of files, and the ratios between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from ..result import Build, Result

Speed = Literal["alone", "together", "staying"]


@dataclass(frozen=True, slots=True)
class Round:
    """The measurements of one round on real threads; None where the file did not finish or a number is meaningless.

    Attributes:
        alone: calls per second of one thread without contention.
        together: calls per second of several threads that share one object.
        staying: calls per second of several threads that may be inside together, each of which stays inside for a
            while.
        inside: the number of threads inside in that measurement, averaged over its time.
        switches: context switches per call of several threads, as counted by the operating system.
    """

    alone: float | None = None
    together: float | None = None
    staying: float | None = None
    inside: float | None = None
    switches: float | None = None


@dataclass(frozen=True, slots=True)
class Possibility:
    """A state that must be possible according to a clause.

    Attributes:
        what: the state, in the contract's words.
        times: the number of schedules that showed it.
        schedules: the number of random schedules that were run.
    """

    what: str
    times: int
    schedules: int


@dataclass(frozen=True, slots=True)
class Measures:
    """The measurements of one kata's file; None where it did not finish.

    Attributes:
        per_second: calls per second of several real threads, the median of the rounds.
        lock_operations: operations per call on the primitives that the file uses.
        longest_wait: the largest bypass count: the most calls of other threads that began after one call and ended
            before it.
        inside: the most threads inside at once.
        seen: the states that must be possible, and how often random schedules showed them.
        rounds: on real threads.
        stays: the contract lets several threads be inside together, so that the number of those inside has a meaning.
    """

    per_second: float | None = None
    lock_operations: float | None = None
    longest_wait: int | None = None
    inside: int | None = None
    seen: tuple[Possibility, ...] = ()
    rounds: tuple[Round, ...] = ()
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratio of a file's speed to that of the reference: the median, the least and the greatest of the rounds."""

    median: float
    least: float
    most: float


@dataclass(slots=True)
class ComparedFile:
    """One column of a comparison: a file, its results and its measurements.

    Attributes:
        kata: the kata's name.
        file: the file's name.
        clauses: the result of each clause, in the contract's order: that of the explorer, unless another engine
            failed.
        schedules: the number of schedules explored for all clauses together.
        measures: of the file.
        note: why there are no measurements, or "".
        role: "yours", "reference", or the file's name.
        lines: the number of lines of code, without comments, docstrings and empty lines; None if it cannot be read.
        primitives: the primitives that its text creates, in words.
        facts: facts about its text, each as the end of a sentence that begins with "it".
        build: the interpreter on which it ran; None if it was not measured.
    """

    kata: str
    file: str
    clauses: dict[str, Result] = field(default_factory=dict)
    schedules: int = 0
    measures: Measures = field(default_factory=Measures)
    note: str = ""
    role: str = ""
    lines: int | None = None
    primitives: str = ""
    facts: tuple[str, ...] = ()
    build: Build | None = None

    @property
    def proved(self) -> int:
        """The number of clauses that pass in every schedule."""
        return sum(result.passed and result.exhaustive for result in self.clauses.values())

    @property
    def failing(self) -> Result | None:
        """The result of the first clause that fails, or None."""
        return next((result for result in self.clauses.values() if not result.passed), None)


def middle(rounds: tuple[Round, ...], part: str) -> float | None:
    """Return the median of one measurement over the rounds that have it; None if no round has it."""
    known = [value for one in rounds if (value := getattr(one, part)) is not None]
    return median(known) if known else None


def ratio(mine: Measures, reference: Measures, part: Speed) -> Ratio | None:
    """Return the ratio of a file's speed to that of the reference; None if they have no round in common.

    Each round is compared with the reference's round next to it, because other load of the machine slows down both.

    Args:
        mine: of the file.
        reference: of the reference, measured in turn with the file.
        part: the speed to compare.
    """
    pairs = [
        (getattr(one, part), getattr(other, part)) for one, other in zip(mine.rounds, reference.rounds, strict=False)
    ]
    known = [one / other for one, other in pairs if one is not None and other]
    return Ratio(median(known), min(known), max(known)) if known else None
