"""Batches: the units of a long exploration, and the records in which one says what it has covered.

A batch is a fixed number of schedules. What it does depends on the program, the settings and its number alone, so that
any process on any machine can run it, in any order, with the same outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..result import Proof
from ..trace import Place
from ..verdict import Verdict

STRATEGIES = ("random", "pos", "rff", "surw", "pct3", "pct2", "pct1")
"""The strategies of batches, in turn; the first batch of all uses ``auto``, which is partly systematic."""
FIRST = "auto"
ENOUGH_BATCHES = len(STRATEGIES)
"""The fewest batches after the first, one of each strategy, from which something is estimated."""


def strategy_of(number: int, only: str = FIRST) -> str:
    """Return the strategy of a batch.

    The turn is shifted by one in each round, so that every strategy is used in each shard, whatever their number.

    Args:
        number: of the batch, from 0.
        only: the strategy of all batches; ``auto`` for one after the other.
    """
    if only != FIRST or number == 0:
        return only
    return STRATEGIES[(number + number // len(STRATEGIES)) % len(STRATEGIES)]


@dataclass(frozen=True, slots=True)
class BatchFailure:
    """A failure that a batch has found; of several with the same key only the first is kept.

    Attributes:
        verdict: of the failure.
        kind: the class of its facts.
        place: the line to look at first, or None; its file is written as in a token.
        message: the sentence about it.
        schedule: number of the schedule in its batch, from 1.
        replay: the token that replays it, or None.
    """

    verdict: Verdict
    kind: str
    place: Place | None
    message: str
    schedule: int
    replay: str | None = None

    @property
    def key(self) -> tuple[str, str, str, int]:
        """The verdict, the kind and the place: two failures with the same key are taken to be the same."""
        place = self.place
        return str(self.verdict), self.kind, place.file if place else "", place.line if place else 0


@dataclass(frozen=True, slots=True, order=True)
class AccessSite:
    """A place in the program at which threads access what they share.

    Attributes:
        file: as in a token.
        function: whose code it is.
        line: of the file.
        kind: "read", "write" or "acquire".
    """

    file: str
    function: str
    line: int
    kind: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The outcome of one batch. It has no wall-clock time in it, so that two runs of a batch are equal.

    Attributes:
        number: of the batch, from 0.
        strategy: how its schedules were chosen.
        schedules: how many were tried.
        distinct: the number of equivalence classes among those that ended; None if the program is outside the model,
            so that classes mean nothing.
        level: of the classes, those are listed whose fingerprint is divisible by two to the power of this.
        classes: their fingerprints, in order.
        sites: the places of conflicting accesses, in order.
        pairs: each two of them, by index, of which an execution had the first directly before the second: by two
            threads, to one location, and not both reads.
        failures: the distinct failures found.
        proof: what the batch proves, if its strategy can prove something and did.
        unmodelled: the reason why there are no classes; "" if there are some.
        doubtful: what ran outside the model, so that there may be more classes than were counted; "" if nothing did.
    """

    number: int
    strategy: str
    schedules: int
    distinct: int | None
    level: int
    classes: tuple[int, ...]
    sites: tuple[AccessSite, ...]
    pairs: tuple[tuple[int, int], ...]
    failures: tuple[BatchFailure, ...]
    proof: Proof | None = None
    unmodelled: str = ""
    doubtful: str = ""


# -- what the batches of a corpus have covered together ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeenPair:
    """Two conflicting accesses, in the order in which they happened.

    Attributes:
        earlier, later: the places of the accesses.
        batch: number of the first batch that saw them so.
        batches: how many batches did.
    """

    earlier: AccessSite
    later: AccessSite
    batch: int
    batches: int


@dataclass(frozen=True, slots=True)
class KnownBatchFailure:
    """A failure of a corpus.

    Attributes:
        failure: as it was first found.
        batch: number of the first batch that found it.
        batches: how many batches did.
    """

    failure: BatchFailure
    batch: int
    batches: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """The estimates of what further batches will see that is new; no estimate of failures.

    Attributes:
        chance: the probability that a schedule is the first of its equivalence class.
        seconds: the time for which ``classes`` are expected: an hour, or as long as there has been so far; None if it
            is not known how long batches take.
        classes: the number of new classes that are expected in this time, or None.
    """

    chance: float
    seconds: float | None
    classes: float | None


@dataclass(frozen=True, slots=True)
class CorpusStatus:
    """The coverage of a corpus.

    Attributes:
        what: the program, as FILE::FUNCTION.
        source: the hash of its files.
        batches: how many are done.
        schedules: how many they have tried.
        classes: the number of equivalence classes seen; None if the program is outside the model.
        exact: it is counted and not estimated from a sample.
        unmodelled: the reason why there is no number of classes; "" if there is one.
        doubtful: as in a ``Batch``, of the first batch that has a doubt.
        rate: schedules a second, of all shards together; None if it is not known.
        shards: of how many shards it was measured.
        outlook: the estimates; None if there are too few batches for any.
        pairs: the pairs of conflicting accesses.
        failures: the distinct failures.
        proof: the proof that the first batch has found, or None.
        replayed: the number of failures of an earlier version whose schedules were tried first.
    """

    what: str
    source: str
    batches: int
    schedules: int
    classes: int | None
    exact: bool
    unmodelled: str
    doubtful: str
    rate: float | None
    shards: int
    outlook: Outlook | None
    pairs: tuple[SeenPair, ...]
    failures: tuple[KnownBatchFailure, ...]
    proof: Proof | None
    replayed: int
