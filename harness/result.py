"""Results: what a check, one part of a search, and a whole run report."""

from __future__ import annotations

from dataclasses import dataclass, field

from harness.trace import Place, Trace
from harness.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a trace.

    Attributes:
        message: one sentence for the learner.
        place: the line to look at first.
        evidence: lines that show it (the cycle, the lost signal), ready to print.
        soft: true of this execution, but a harder failure elsewhere would be the better story.
    """

    verdict: Verdict
    message: str
    place: Place | None = None
    evidence: tuple[str, ...] = ()
    soft: bool = False


@dataclass(slots=True)
class Result:
    """What exploring or stressing one program came to.

    Attributes:
        verdict: a word of the fixed vocabulary.
        message: one sentence.
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
    evidence: tuple[str, ...] = ()
    place: Place | None = None
    trace: Trace | None = None
    output: str = ""
    """What the failing execution printed, shortened."""
    notes: tuple[str, ...] = ()
    """Of a pass: what is no failure, and yet worth saying."""
    calls: tuple[str, ...] = ()
    """The calls that were drawn for the clause, a line for each thread."""
    failed: int = 0
    """Runs on real threads that failed, of those tried; under the explorer 0."""
    seed: int = 0
    """Of every disturbance of those runs."""
    build: str = ""
    """The interpreter that they ran on, such as "CPython 3.13.5, free-threaded (GIL off)"; else ""."""
    seen: str = ""
    """How often real threads failed before a schedule of the same failure was found, and on which build; else ""."""

    @property
    def counted(self) -> str:
        """How often real threads failed, such as "12 of 500 runs failed; first at run 3, seed 17"; else ""."""
        if not self.failed or self.found is None:
            return ""
        runs = f"{self.schedules:,} run{'s' if self.schedules != 1 else ''}"
        return f"{self.failed:,} of {runs} failed; first at run {self.found:,}, seed {self.seed}"

    @property
    def passed(self) -> bool:
        """True when nothing was found against the code under test."""
        return self.verdict is Verdict.PASS


@dataclass(slots=True)
class Part:
    """What one part of a search came to.

    Attributes:
        tried: schedules.
        found: the failure that ended it, or None.
        soft: a failure that a harder one, in this part or another, would put aside.
        over: nothing is left for other parts.
        classes: all of them, each tried and passed; None where that is not known.
        threads: the most in one execution.
        walks: how many random schedules were of each class, by fingerprint; None where a class means nothing.
        missing: what must be possible and was not seen.
        seen: what must be possible and was seen.
        directed: schedules that looked for what must be possible.
        races: a note on accesses that nothing orders, or "".
        orders: a note on lock orders that no schedule made meet, or "".
        name, file, clause: what was searched, as in a ``Result``.
    """

    tried: int
    found: Result | None = None
    soft: Result | None = None
    over: bool = False
    classes: int | None = None
    threads: int = 0
    walks: list[tuple[int, int]] | None = None
    missing: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    directed: int = 0
    races: str = ""
    orders: str = ""
    name: str = ""
    file: str = ""
    clause: str | None = None
