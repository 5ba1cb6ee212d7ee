"""The search of one batch: a fixed number of schedules, all traced, and what they have covered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain, count, repeat
from random import Random
from types import CodeType, FrameType

from ..answers.batch import AccessSite, Batch, BatchFailure
from ..report.text.phrases import shown
from ..result import Finding, Proof, Result
from ..strategies.happens_before import HappensBefore
from ..strategies.non_preemptive import NonPreemptive
from ..strategies.protocol import Strategy
from ..strategies.replay import FollowChoices, Replay
from ..token import Token
from ..trace import Place
from ..world.outcome import Outcome
from ..world.recording.conflicts import NO_PLACE, Pair, PlacedAccesses, PlacedReadsFrom, conflicts
from ..world.recording.reads_from import ReadsFrom
from ..world.recording.sync_edges import SyncEdges
from ..world.scheduler.thread import Thread
from .budget import Budget
from .notes import NoteCollector
from .portfolio import Portfolio
from .search import Search

MOST_CLASSES = 64
"""Classes of a batch that are listed; of more, a sample is."""
MOST_FAILING = 20
"""Failing schedules after which a batch ends, so that one in which every schedule fails slowly does not take hours."""


class BatchSearch(Search):
    """A search that runs batches of a program, each as if it were the only one."""

    def batch(self, number: int, size: int, strategy: str, first: Sequence[Token] = ()) -> Batch:
        """Run one batch.

        Args:
            number: of the batch; its random choices depend on it and on the seed.
            size: after as many schedules, no other one is begun; those that try to turn lock orders into a deadlock
                belong to the schedule before.
            strategy: how they are chosen.
            first: schedules that failed before; the batch begins with them.

        Raises:
            ValueError: there is no such strategy.
        """
        self._forget()
        self._coverage = _Coverage()
        self._tracer: PlacedAccesses | PlacedReadsFrom | None = None
        self.rng = Random(f"{self.seed}/batch {number}")
        self.budget, self.portfolio = Budget(size), Portfolio(strategy, Budget(size))
        self._beginning_tried, self.notes = None, NoteCollector(self)
        failures = self._failures(chain((Replay(list(token.switches)) for token in first), self._strategies()))
        coverage = self._coverage
        sites, pairs = coverage.conflicts()
        level, classes = sample(coverage.classes, MOST_CLASSES)
        unmodelled = coverage.unmodelled
        return Batch(
            number, strategy, self.tried,
            None if unmodelled else len(coverage.classes), 0 if unmodelled else level, () if unmodelled else classes,
            sites, pairs, tuple(failures), None if failures else self._proof(), unmodelled,
            coverage.doubtful,
        )  # fmt: skip

    def _strategies(self) -> Iterator[Strategy | None]:
        portfolio = self.portfolio
        if portfolio.only is not None:
            return repeat(portfolio.only)
        stretches = chain.from_iterable(portfolio.stretch(number) for number in count())
        return chain([NonPreemptive()], portfolio.beginning(), stretches)

    def _proof(self) -> Proof | None:
        portfolio, threads, assumed = self.portfolio, self.profile.threads, self.assumed
        if portfolio.proved and portfolio.only is None:
            return Proof(threads, portfolio.classes or 0, None, *assumed)
        return portfolio.bounded_proof(threads, assumed)

    def _failures(self, strategies: Iterator[Strategy | None]) -> list[BatchFailure]:
        """Run schedules to the end of the batch, and return the distinct failures among them."""
        found: dict[tuple[str, str, str, int], BatchFailure] = {}
        seen: set[tuple[str, str, str, int]] = set()
        """The keys of findings, which may change when a schedule is minimised."""
        failing = 0
        for number, outcome in enumerate(self._outcomes(strategies), 1):
            if number == 1 and outcome.ending != "endless":
                difference = self.differs(outcome)
                if difference is not None:
                    return [_failure(difference, self.result(difference, number, None, None))]
            if not (outcome.notable or self._raced()):
                continue
            again, _, finding = self.record(FollowChoices(list(outcome.choices)), outcome.fair_from)
            vanished = again.ending != outcome.ending
            if finding is None and not vanished:
                continue
            failing += 1
            if finding is None or vanished or _key(finding) not in seen:
                seen |= {_key(finding)} if finding is not None else set()
                result = self.examine(outcome, number, hard=False)
                if result is not None:
                    failure = _failure(finding, result)
                    found.setdefault(failure.key, failure)
            if failing == MOST_FAILING:
                break
        return list(found.values())

    def try_one(self, strategy: Strategy | None) -> Outcome:
        """Run one schedule, and note what it covers."""
        self._tracer = None
        outcome = super().try_one(strategy)
        if self._tracer is not None and outcome.ending not in ("redundant", "endless"):
            scheduler = self.world.scheduler
            self._coverage.learn(self._tracer, scheduler.unmodelled, scheduler.doubtful)
        return outcome

    def _traces(self, strategy: Strategy) -> bool:
        return True

    def _sync_edges(self) -> SyncEdges:
        self._tracer = PlacedAccesses(self.world.scheduler, self._place_of)
        return self._tracer

    def _reads_from(self) -> ReadsFrom:
        positions = self.world.positions
        self._tracer = PlacedReadsFrom(self.world.scheduler, positions.site_of_thread, self._place_of)
        return self._tracer

    def _place_of(self, thread: Thread) -> int:
        frame = self.world.positions.frame_of_thread(thread)
        return self._coverage.place(frame) if frame is not None else NO_PLACE


class _Coverage:
    """The coverage of the schedules of one batch so far.

    Attributes:
        classes: the fingerprints of the equivalence classes of the executions that ended.
        unmodelled, doubtful: as in a ``Batch``.
    """

    def __init__(self) -> None:
        self.classes: set[int] = set()
        self.unmodelled = self.doubtful = ""
        self._pairs: set[Pair] = set()
        self._numbers: dict[tuple[int, int], int] = {}
        """By identity of a code object and offset of an instruction: the number of the place."""
        self._codes: list[tuple[CodeType, int]] = []
        """By number of a place: its code object, which so stays alive, and its line."""

    def place(self, frame: FrameType) -> int:
        """Return the number of the line that is running in a frame of the program."""
        key = id(frame.f_code), frame.f_lasti
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._codes)
            self._codes.append((frame.f_code, frame.f_lineno))
        return number

    def learn(self, tracer: PlacedAccesses | PlacedReadsFrom, unmodelled: str, doubtful: str) -> None:
        """Take in one execution, and what of it is not in the model."""
        if unmodelled and not self.unmodelled:
            self.unmodelled = f"the model does not cover {unmodelled}"
        self.doubtful = self.doubtful or doubtful
        self.classes.add(portable(HappensBefore(tracer.accesses, tracer.threads)))
        self._pairs |= conflicts(tracer)

    def conflicts(self) -> tuple[tuple[AccessSite, ...], tuple[tuple[int, int], ...]]:
        """Return the places of conflicting accesses, in order, and the pairs by their indexes."""
        pairs = {(self._site(at, did), self._site(place, what)) for at, did, place, what in self._pairs}
        sites = sorted({site for pair in pairs for site in pair})
        index = {site: number for number, site in enumerate(sites)}
        return tuple(sites), tuple(sorted((index[one], index[other]) for one, other in pairs))

    def _site(self, place: int, what: str) -> AccessSite:
        code, line = self._codes[place]
        return AccessSite(shown(code.co_filename), code.co_name, line, what)


def portable(order: HappensBefore) -> int:
    """Return the fingerprint of an execution's equivalence class, the same in all processes and on all machines."""
    return int.from_bytes(hashlib.blake2b(repr(order.signature()).encode(), digest_size=8).digest(), "big")


def sample(fingerprints: set[int], most: int) -> tuple[int, tuple[int, ...]]:
    """Return a sample of classes with its level: those whose fingerprint is divisible by two to the power of the level.

    Which classes are chosen depends on nothing but their fingerprints, so that samples can be merged, and a number of
    classes is estimated by scaling (adaptive sampling: Flajolet, "On adaptive sampling", Computing 43, 1990).

    Args:
        fingerprints: of the classes.
        most: the most classes in the sample; with no more than that it has all of them, and its level is 0.
    """
    level = 0
    while sum(not one % (1 << level) for one in fingerprints) > most:
        level += 1
    return level, tuple(sorted(one for one in fingerprints if not one % (1 << level)))


def _key(finding: Finding) -> tuple[str, str, str, int]:
    place = finding.place
    file, line = (shown(place.file), place.line) if place is not None else ("", 0)
    return str(finding.verdict), type(finding.facts).__name__, file, line


def _failure(finding: Finding | None, result: Result) -> BatchFailure:
    place = result.place
    if place is None and result.line is not None:
        place = Place(result.file, result.line)
    if place is not None:
        place = Place(shown(place.file), place.line, place.function)
    kind = type(result.facts).__name__ if result.facts is not None else type(finding.facts).__name__ if finding else ""
    message = " ".join(result.message.split())
    return BatchFailure(result.verdict, kind, place, message, result.found or 1, result.replay)
