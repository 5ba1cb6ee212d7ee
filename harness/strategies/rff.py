"""Reads-from feedback: random schedules steered towards reads that see a write they have not seen before.

Wolff, Shi, Duck, Mathur, Roychoudhury: "Greybox fuzzing for concurrency testing", ASPLOS 2024 (RFF). An abstract
schedule is a set of constraints: a read has to see a write, or must not. The strategy keeps a corpus of abstract
schedules and mutates them. A mutant whose execution has a reads-from pair not seen before joins the corpus. How often
each is mutated depends on how often the pairs of its execution were seen together (the power schedule). The scheduler
runs or delays the operations that a constraint names, and samples partial orders (POS) elsewhere.

In three points it differs from the paper. A mutant that was tried before is drawn again, because small programs have
few. That a read must not see a write is demanded only if it has seen it. And an execution is steered only for as
long as earlier ones were, so that a thread that is delayed cannot keep another one spinning.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from ..trace import INITIAL, AbstractEvent
from .pos import POS
from .protocol import Profile, ReadsFromSource, T
from .random_walk import EARLY

Pair = tuple[AbstractEvent, AbstractEvent]
"""A write and a read."""
Constraints = dict[Pair, bool]
"""An abstract schedule: True where the read has to see the write, False where it must not."""

REDRAWS = 10
"""How often a mutant that was tried before is drawn again; so the few mutants of a small program take turns."""
MOST_DOUBLINGS = 4
"""A seed is mutated once when it is picked first, then twice as often each time, but not more than 16 times."""
MOST_ENERGY = 1 << MOST_DOUBLINGS
FIRST, LATER, LAST = 0, 1, 2
"""The ranks of pending operations: needed now, of no importance, and delayed."""


class Seed:
    """An abstract schedule of the corpus.

    Attributes:
        constraints: the abstract schedule.
        combination: a hash of the pairs of the execution that brought it into the corpus.
        picked: how often it was picked for mutations.
    """

    __slots__ = ("combination", "constraints", "picked")

    def __init__(self, constraints: Constraints, combination: int) -> None:
        self.constraints = constraints
        self.combination = combination
        self.picked = 0


class ReadsFromFeedback(POS):
    """Steers schedules by mutated reads-from constraints; samples partial orders where none of them matters."""

    name = "rff"

    def __init__(self) -> None:
        self.tracer: ReadsFromSource | None = None
        self._known: dict[AbstractEvent, dict[AbstractEvent, None]] = {}
        """By read: the writes of the locations that it reads, if several threads access them."""
        self._disturbing: dict[AbstractEvent, dict[AbstractEvent, None]] = {}
        """By read: the events that change what it sees."""
        self._seen: set[Pair] = set()
        self.quiet = 0
        """Schedules in a row, up to the last one, without a pair that no schedule before had."""
        self._tried: set[frozenset[tuple[Pair, bool]]] = {frozenset()}
        self._corpus: list[Seed] = []
        self._combinations: Counter[int] = Counter()
        """How often each combination of pairs was seen."""
        self._turn = -1
        """Index of the seed that is being mutated."""
        self._energy = 0
        """How many more times it is mutated."""
        self._constraints: Constraints = {}
        """The abstract schedule of the present execution."""
        self._open: Constraints = {}
        """Those of its constraints that still matter: a read that had to see a write, and has seen it, does not."""

    def trace(self, tracer: ReadsFromSource) -> None:
        """Read the reads-from relation of the next execution from this."""
        self.tracer = tracer

    def begin(self, rng: Random, profile: Profile) -> None:
        """Begin a schedule: mutate a seed of the corpus. The first schedule has no constraints."""
        super().begin(rng, profile)
        self._constraints = self._mutant() if self._known else {}
        self._open = dict(self._constraints)
        self._steps = profile.choices

    def end(self) -> None:
        """Learn from the execution that is over."""
        tracer = self.tracer
        assert tracer is not None
        self.tracer = None
        for use in tracer.uses.values():
            if len(use.threads) > 1:
                for read in use.reads:
                    self._known.setdefault(read, {}).update(use.writes)
                    self._disturbing.setdefault(read, {}).update(use.disturbing)
        combination = hash(frozenset(tracer.pairs))
        self._combinations[combination] += 1
        self.quiet += 1
        if not self._seen.issuperset(tracer.pairs):
            self.quiet = 0
        if not self._seen.issuperset(tracer.pairs) or not self._corpus:
            self._seen.update(tracer.pairs)
            self._corpus.append(Seed(self._constraints, combination))

    # -- the corpus ----------------------------------------------------------------------------------------

    def _mutant(self) -> Constraints:
        while self._energy <= 0:
            self._turn = (self._turn + 1) % len(self._corpus)
            self._energy = self._energy_of(self._corpus[self._turn])
        self._energy -= 1
        for _ in range(REDRAWS):
            mutant = self._mutated(self._corpus[self._turn].constraints)
            if frozenset(mutant.items()) not in self._tried:
                break
        self._tried.add(frozenset(mutant.items()))
        return mutant

    def _energy_of(self, seed: Seed) -> int:
        """Return how often to mutate a seed: not at all, if its combination was seen more often than the mean."""
        seen = self._combinations
        often, rarest = seen[seed.combination], min(seen[other.combination] for other in self._corpus)
        if often > rarest and often * len(seen) > seen.total():
            return 0
        seed.picked += 1
        return MOST_ENERGY if seed.picked > MOST_DOUBLINGS else 1 << seed.picked - 1

    def _mutated(self, constraints: Constraints) -> Constraints:
        """Return a copy with a constraint inserted, swapped for another, deleted or negated."""
        rng, found = self.rng, dict(constraints)
        how = rng.randrange(4) if found else 0
        if how:
            old = rng.choice(list(found))
            positive = found.pop(old)
            if how == 3:
                found[old] = not positive
        if how < 2:
            read = rng.choice(list(self._known))
            write = rng.choice(list(self._known[read]) or [INITIAL])
            # that a read does not see a write that it has never seen is no constraint
            found[write, read] = (write, read) not in self._seen or rng.random() < 0.5
        return found

    # -- the schedule --------------------------------------------------------------------------------------

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the thread whose operation the constraints need now; elsewhere that of the highest priority."""
        threads = runnable + extras if extras and self.rng.random() < EARLY else runnable
        return self.highest(self._steered(threads), runnable)

    def _steered(self, threads: list[T]) -> list[T]:
        """Return the threads of the best rank."""
        tracer = self.tracer
        assert tracer is not None
        for pair in [pair for pair, positive in self._open.items() if positive and pair in tracer.pairs]:
            del self._open[pair]
        self._steps -= 1
        if not self._open or self._steps < 0:
            return threads
        ranked: tuple[list[T], list[T], list[T]] = ([], [], [])
        for thread in threads:
            pending = None if thread.decides else tracer.pending(thread)
            ranked[LATER if pending is None else self._rank(*pending)].append(thread)
        return ranked[FIRST] or ranked[LATER] or ranked[LAST]

    def _rank(self, event: AbstractEvent, location: int) -> int:
        """Return the rank of a pending event: delayed if any constraint is against it, else first if any is for it."""
        assert self.tracer is not None
        last, rank = self.tracer.last.get(location, INITIAL), LATER
        for (write, read), positive in self._open.items():
            if event == read:
                if (last == write) is positive:
                    rank = FIRST
                elif not positive or write != INITIAL:  # nothing brings the initial value back
                    return LAST
            elif not positive:
                continue
            elif last == write:
                if event in self._disturbing.get(read, ()):
                    return LAST
            elif event == write:
                rank = FIRST
        return rank
