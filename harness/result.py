"""Results: the reports of a check, of one part of a search, and of a whole run; and the facts in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .facts import DataRace, Facts
from .facts.difference import Difference
from .order import Step
from .trace import Place, Trace
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of a check: a verdict and the facts behind it.

    Attributes:
        verdict: a word of the fixed vocabulary.
        facts: what is wrong, as data; ``harness.report.sentences`` puts it into words.
        place: the line to look at first.
        soft: it is true of this execution, but a failure that is not soft is the better one to report.
        steps: numbers of the events of the trace that it is about, where it is about certain events.
        race: a race of the same execution, where races are failures and this one is reported before it.
    """

    verdict: Verdict
    facts: Facts
    place: Place | None = None
    soft: bool = False
    steps: tuple[int, ...] = ()
    race: DataRace | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof by a systematic search: the program passes in every equivalence class of its schedules.

    With a bound on preemptions, those are meant of which some schedule has no more. A preemption is a switch to another
    thread although the running one could continue.

    It holds for the input that the program itself makes. It has no bound on steps, wake-ups or timeouts, because a
    search that meets one of those proves nothing.

    Attributes:
        threads: the most threads in one execution.
        classes: the number of equivalence classes; one schedule of each was run.
        calls: the bound on the calls of each thread that would call forever; None if there is no such thread.
        seeded: the program can draw random numbers; they were those of one seed, and with others it may fail.
        clock: it compares readings of the clock, which moved only where a wait timed out or a sleep ended.
        identifiers: it reads identifiers of threads or objects, of which no new one got that of one that was no more.
        preemptions: the most preemptions of the schedules that it holds for; None for all schedules.
    """

    threads: int
    classes: int
    calls: int | None = None
    seeded: bool = False
    clock: bool = False
    identifiers: bool = False
    preemptions: int | None = None


@dataclass(frozen=True, slots=True)
class SmallScope:
    """The exploration of all generated workloads up to a small size, each with the reduction.

    Attributes:
        threads: the number of threads of a workload.
        calls: the most calls of one thread.
        workloads: the number of workloads up to this size; those that differ only in which thread makes which calls
            count once.
        proved: the number of those that pass in every schedule.
        classes: the number of equivalence classes of those, of each of which one schedule was run.
        schedules: the number of schedules tried.
    """

    threads: int
    calls: int
    workloads: int
    proved: int
    classes: int
    schedules: int

    @property
    def complete(self) -> bool:
        """True if all workloads up to this size pass in every schedule."""
        return self.proved == self.workloads


class Extent(StrEnum):
    """The extent to which a clause is proved."""

    ALL = "all"
    """It passes in every schedule."""
    BOUNDED = "bounded"
    """It passes in every schedule within certain bounds."""
    NO = "no"
    """Nothing is proved: schedules were tried, or it fails."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds within which a proof holds; None where there is no bound of that kind.

    Attributes:
        preemptions: the most preemptions of a schedule.
        threads: the most threads of a generated workload.
        calls: the most calls of one thread.
    """

    preemptions: int | None = None
    threads: int | None = None
    calls: int | None = None


@dataclass(frozen=True, slots=True)
class ClauseProof:
    """The proof of one clause of a contract, as far as there is one, and what it took.

    Attributes:
        test: the clause.
        proved: how much is proved.
        bounds: the bounds of the proof; None if it has none, or if nothing is proved.
        classes: the number of equivalence classes, all of which were run; 0 if nothing is proved.
        schedules: the number of schedules that the explorer tried.
        seconds: wall-clock seconds that the explorer took.
        reason: why not all is proved; "" if all is.
        assumes: what the proof takes for granted of the machine, which the program could notice; "" if that is nothing.
    """

    test: str
    proved: Extent
    bounds: Bounds | None = None
    classes: int = 0
    schedules: int = 0
    seconds: float = field(default=0.0, compare=False)
    reason: str = ""
    assumes: str = ""


class NoteKind(StrEnum):
    """The kinds of notes on schedules that pass."""

    RACE = "race"
    """Two accesses that no happens-before edge orders."""
    RACE_BESIDE = "race_beside"
    """The same in an execution that fails harder, where a race is a failure, too."""
    LOCK_ORDER = "lock_order"
    """Threads that acquire the same locks in different orders, which no schedule tried turned into a deadlock."""
    BREAKPOINT = "breakpoint"
    """A call of ``breakpoint()`` or ``pdb.set_trace()``, which does nothing in a search."""
    WAIT_OUTSIDE_LOOP = "wait_outside_loop"
    """A condition's wait() after which nothing is checked again."""


@dataclass(frozen=True, slots=True)
class NotedOperation:
    """One operation that a note is about.

    Attributes:
        thread: the thread's name.
        kind: READ or WRITE of a location, or ACQUIRE of a lock (see ``harness.trace``); or "calls".
        label: the location or the lock, as the program writes it.
        place: the line, or None if it is not known.
        held: the label of a lock that the thread holds meanwhile, or "".
    """

    thread: str
    kind: str
    label: str
    place: Place | None = None
    held: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A fact about a program: no failure by itself, but worth saying.

    A note on a race may stand beside a failure, where races are failures too; one on a lock order is about a pass.

    Attributes:
        kind: what the operations have to do with each other.
        operations: one of each thread involved.
    """

    kind: NoteKind
    operations: tuple[NotedOperation, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """The lines of the operations, where known."""
        return tuple(operation.place for operation in self.operations if operation.place is not None)


@dataclass(frozen=True, slots=True)
class Build:
    """The interpreter that real threads ran on.

    Attributes:
        name: implementation and version, such as "CPython 3.13.5".
        gil: the global interpreter lock was on, so that Python code ran one thread at a time.
        free_threaded: the build can run without that lock (PEP 703).
    """

    name: str
    gil: bool = True
    free_threaded: bool = False

    def __str__(self) -> str:
        return f"{self.name}, free-threaded (GIL {'on' if self.gil else 'off'})" if self.free_threaded else self.name


@dataclass(frozen=True, slots=True)
class StressFailures:
    """The failures among runs on real threads.

    Attributes:
        runs: how many there were.
        failed: how many of them failed.
        first: number of the first run that failed, from 1.
        seed: of the fault injection in all runs.
        build: the interpreter, or None if it is not known.
    """

    runs: int
    failed: int
    first: int
    seed: int
    build: Build | None = None


@dataclass(frozen=True, slots=True)
class KeptOrder:
    """The outcome of bringing about a kept order of steps.

    Attributes:
        steps: the number of steps of the order.
        done: how many came in their order.
        next_step: the first that did not, in words; "" if all came.
        reason: what kept its thread from it; "" if nothing did, so that the step has no counterpart.
    """

    steps: int
    done: int
    next_step: str = ""
    reason: str = ""

    @property
    def complete(self) -> bool:
        """True if all steps came in their order."""
        return not self.next_step


@dataclass(slots=True, repr=False)
class Result:
    """The outcome of exploring or stressing one program.

    Attributes:
        verdict: a word of the fixed vocabulary.
        message: one sentence, made from the facts below when the search is over; no code reads it back.
        name: kata, or FILE::FUNCTION.
        file: the file under test.
        test: the clause of the contract that failed, or None.
        line: the learner's line to look at first, or None.
        engine: "explore" or "stress".
        schedules: schedules tried (runs, under stress).
        exhaustive: every schedule was tried, so a pass is a proof for this program.
        preemptions: preemptions of the failing schedule shown, or None.
        replay: token that replays the failure, or None.
        seconds: wall-clock seconds spent.
        trace: the failing execution, recorded, or None.
    """

    verdict: Verdict
    message: str
    name: str = ""
    file: str = ""
    test: str | None = None
    line: int | None = None
    engine: str = "explore"
    schedules: int = 0
    exhaustive: bool = False
    preemptions: int | None = None
    replay: str | None = None
    seconds: float = 0.0
    found: int | None = None
    """Number of the schedule that first failed, from 1."""
    facts: Facts | None = None
    """What is wrong, as data; None for a pass, and where a message says it all."""
    evidence: tuple[str, ...] = ()
    """Lines that show it (the cycle, the last notify), made of ``facts`` as ``message`` is."""
    steps: tuple[int, ...] = ()
    """As in a ``Finding``."""
    place: Place | None = None
    trace: Trace | None = None
    difference: Difference | None = None
    """Of a failing schedule: what differs in a passing one near it, if schedules near it were run."""
    output: str = ""
    """What the failing execution printed, shortened."""
    notes: tuple[Note, ...] = ()
    """Facts worth saying that are not the failure."""
    proof: Proof | None = None
    """Of a pass: what it proves, of all schedules or of those with few preemptions; None if it proves nothing."""
    unseen_chance: float | None = None
    """Of a pass: the estimated probability that another random schedule is of a new equivalence class, or None."""
    quiet: int = 0
    """Of a pass that ended before its budget: the schedules in a row that looked for a new read of a write in vain."""
    unproved: str = ""
    """Of a pass: what ran outside the model, so that nothing is proved; "" if nothing did."""
    clauses: tuple[ClauseProof, ...] = ()
    """Of a kata: what is proved of each clause that was judged, in the contract's order; else empty."""
    workloads: int = 0
    """Of a clause with generated workloads: how many of them were tried; else 0."""
    small_scopes: tuple[SmallScope, ...] = ()
    """Of such a clause: the sizes of which all workloads were to be explored; each includes the smaller ones."""
    starvation_schedules: int = 0
    """Of a pass: the schedules that looked for starvation and found none; 0 if starvation was not looked for."""
    calls: tuple[str, ...] = ()
    """The generated calls of the failing workload, a line for each thread."""
    failed: int = 0
    """The number of runs on real threads that failed; 0 under the explorer."""
    seed: int = 0
    """Of every disturbance of those runs."""
    build: Build | None = None
    """The interpreter that they ran on; None under the explorer."""
    renamed: tuple[tuple[str, str], ...] | None = None
    """Of a replay in a source that has been edited since the token was made: pairs of an old name and the new one that
    was assumed; None if the source is the same."""
    order: KeptOrder | None = None
    """Of the check of a kept order of steps: how far it could be brought about; else None."""
    steps_to_keep: tuple[Step, ...] = ()
    """Of a replay that was to find them: the steps of an order that brings the failure about; else empty."""
    seen: StressFailures | None = None
    """The failures on real threads before a schedule of the same failure was found; else None."""

    def __repr__(self) -> str:
        where = f", schedule {self.found} of {self.schedules:,}" if self.found is not None else ""
        replay = f", replay {self.replay}" if self.replay is not None else ""
        return f"<Result {self.verdict}: {self.name}: {self.message!r}{where}{replay}>"

    @property
    def stress_failures(self) -> StressFailures | None:
        """The failures on real threads; None if there are none, or if counting them means nothing."""
        if not self.failed or self.found is None:
            return None
        return StressFailures(self.schedules, self.failed, self.found, self.seed, self.build)

    @property
    def proved_scope(self) -> SmallScope | None:
        """The largest size of which all generated workloads pass in every schedule; None if there is none."""
        return next((scope for scope in reversed(self.small_scopes) if scope.complete), None)

    @property
    def passed(self) -> bool:
        """True when nothing was found against the code under test."""
        return self.verdict is Verdict.PASS
