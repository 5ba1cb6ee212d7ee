"""Numbers about files, and what a comparison of them is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from harness.result import Result

Speed = Literal["alone", "together", "staying"]


@dataclass(frozen=True, slots=True)
class Round:
    """One round on real threads; None where the file did not get through, or where a number means nothing.

    Attributes:
        alone: calls per second of one thread that nobody disturbs.
        together: calls per second of several threads that share one object.
        staying: the same, of those who may be inside together, where each stays for a while.
        inside: how many were inside then, on average over the time that it took.
        switches: context switches per call of several threads, as the operating system counts them.
    """

    alone: float | None = None
    together: float | None = None
    staying: float | None = None
    inside: float | None = None
    switches: float | None = None


@dataclass(frozen=True, slots=True)
class Possibility:
    """Something that a clause says must be possible.

    Attributes:
        what: in the contract's words.
        times: schedules in which it was seen.
        schedules: random ones that were run.
    """

    what: str
    times: int
    schedules: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers about one kata's file; None where it did not get through.

    Attributes:
        per_second: calls per second of several real threads, the median of the rounds.
        lock_operations: per call, on the primitives the file uses.
        longest_wait: the longest bypass: the most calls of others that began after one call and ended before it.
        inside: the most that were inside at once.
        seen: what must be possible, and how often random schedules showed it.
        rounds: on real threads.
        stays: the contract lets several be inside together, so that numbers of those inside mean something.
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
    """A file's speed, the reference's being 1: the median of the rounds, and the least and the most of them."""

    median: float
    least: float
    most: float


@dataclass(slots=True)
class ComparedFile:
    """One file's side of a comparison.

    Attributes:
        kata: the kata's name.
        file: the file's name.
        clauses: the result of each clause, in the contract's order: the explorer's, unless another engine failed.
        schedules: explored for all clauses together.
        measures: its numbers.
        note: why there are none, or "".
        role: "yours", "reference", or the file's name.
        lines: of code, without comments, docstrings and empty ones; None if it cannot be read.
        primitives: those that its text makes, in words.
        facts: what its text does, each as the end of a sentence that begins with "it".
        build: the interpreter that it ran on, such as "CPython 3.13.5, free-threaded (GIL off)".
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
    build: str = ""

    @property
    def proved(self) -> int:
        """How many clauses pass in every schedule."""
        return sum(result.passed and result.exhaustive for result in self.clauses.values())

    @property
    def failing(self) -> Result | None:
        """What the first clause that fails says; None if none does."""
        return next((result for result in self.clauses.values() if not result.passed), None)


def middle(rounds: tuple[Round, ...], part: str) -> float | None:
    """The median of one number over the rounds that have it; None if none has."""
    known = [value for one in rounds if (value := getattr(one, part)) is not None]
    return median(known) if known else None


def ratio(mine: Measures, reference: Measures, part: Speed) -> Ratio | None:
    """How fast a file is, the reference being 1.

    Each round is compared with the reference's next to it: what else the machine did meanwhile slowed down both.

    Args:
        mine: of the file.
        reference: of the reference, with rounds between those of the file.
        part: which speed.
    """
    pairs = [
        (getattr(one, part), getattr(other, part)) for one, other in zip(mine.rounds, reference.rounds, strict=False)
    ]
    known = [one / other for one, other in pairs if one is not None and other]
    return Ratio(median(known), min(known), max(known)) if known else None
