"""What happened, step by step, and how much each step explains.

A trace holds every operation. Most explain nothing: a lock that nobody else wanted meanwhile, a
read of what never changes, the contract's own books. Each step gets a weight, and a report shows
the heaviest that it has room for (``interleaving.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from harness import trace as kinds
from harness.report.story.events import (
    balance,
    outdated,
    period,
    segments,
    stood_still,
    to_the_point,
    unprompted,
    waits_again,
)
from harness.report.story.words import in_words, name_of, simple, waiting
from harness.report.text.line import clean
from harness.report.text.source import SourceText
from harness.result import Result
from harness.trace import BlockedThread, Event, Place, Trace, TryOutcome
from harness.verdict import Verdict

MAIN = "main"
MOST_SWITCHES = 20
UNPROMPTED = "wakes up, unprompted"


class Weight(IntEnum):
    """How much a step explains."""

    NOISE = 0
    DETAIL = 1
    CONTEXT = 2
    ACTION = 3
    ESSENTIAL = 4


@dataclass(slots=True)
class StoryStep:
    """One step of one thread, ready to be printed.

    Attributes:
        number: of the event; None for what the end of the execution alone shows.
        segment: number of the uninterrupted run of this thread that the step belongs to.
        line: of the file under test, or of the contract.
        contract: the line is the contract's.
        name: of the object.
        value: read or written.
        times: so often in a row.
    """

    number: int | None
    segment: int
    thread: str
    kind: str
    line: int | None
    words: str
    weight: Weight
    contract: bool = False
    name: str = ""
    value: str = ""
    times: int = 1

    @property
    def key(self) -> tuple[str, int | None, str]:
        """Equal for two steps that read the same."""
        return self.thread, self.line, self.words


@dataclass(frozen=True, slots=True)
class StorySwitch:
    """A preemption: the thread that could have gone on, and where it stood.

    Attributes:
        thread: its name.
        place: the line it had come to, or the line of its last step if that is not known.
        inside: it had begun the line.
        after: number of its last step, where nothing is known of the next one; else 0.
        woken: it is no other thread that goes on instead, but this one that wakes up though nobody woke it.
    """

    thread: str
    place: Place | None
    inside: bool = False
    after: int = 0
    woken: bool = False


@dataclass(slots=True)
class Story:
    """An execution as steps.

    Attributes:
        steps: all of them, in order.
        switches: preemptions, by the segment that begins with them.
        notes: what has to be said beside the steps.
        endless: the last steps repeat for ever.
    """

    steps: list[StoryStep]
    switches: dict[int, StorySwitch] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    endless: bool = False
    unsaid: int = 0
    """Preemptions beyond those in ``switches``."""
    round: tuple[int, int] | None = None
    """Numbers of the first and the last step of the round that is run again and again, where that is known."""


def story(result: Result, trace: Trace, target: SourceText) -> Story:
    """The steps of a failing execution."""
    return _Teller(result, trace, target).tell()


class _Teller:
    def __init__(self, result: Result, trace: Trace, target: SourceText) -> None:
        self.trace = trace
        self.target = target
        self.verdict = result.verdict
        self.events = to_the_point(trace, result)
        self.racing = set(result.steps)
        self.sources: dict[str, SourceText] = {target.path: target}
        self.segments = segments(self.events)
        starts = [index for index, event in enumerate(self.events) if event.kind == kinds.START]
        self.alone = starts[0] if starts else 0
        """So many events happen before a second thread exists."""
        self.changing = {
            event.label
            for index, event in enumerate(self.events)
            if event.kind == kinds.WRITE and not self._builds(index)
        }
        self.balance = balance(self.events, self.segments)
        self.waited_for = {one.label for one in trace.waiting}
        self.stopped = {one.thread: one for one in trace.waiting}
        self.helpers = {name for one in trace.waiting for name in (*one.holders, *one.gives, *one.gone)}
        self.last_signals = self._last_signals()
        self.outdated = set[int]() if trace.ending == "endless" else outdated(self.events)
        self.contested = {self.events[index].label for index in self.outdated}
        polling = {(spin.thread, spin.place) for spin in (*trace.endless, *trace.spun)}
        self.polls = {index for index, event in enumerate(self.events) if (event.thread, event.place) in polling}
        self.late: set[tuple[str, str, Place | None]] | None = None
        self.last_of = {event.thread: index for index, event in enumerate(self.events)}
        failure = trace.failure
        self.round = self._round()
        self.contract_fails = failure is not None and failure.place is not None and not target.holds(failure.place)

    def tell(self) -> Story:
        told = Story([], endless=self.trace.ending == "endless")
        waits: dict[tuple[str, str], str] = {}
        for index, event in enumerate(self.events):
            waited = waits.get((event.thread, event.label), "")
            if event.kind == kinds.WAIT:
                waits[event.thread, event.label] = event.why
            step = self._step(index, event, waited)
            if event.kind == kinds.WAKE and waited != kinds.ACQUIRE and unprompted(self.events, index):
                step.words = UNPROMPTED
                if not waits_again(self.events, index):
                    step.weight = Weight.ESSENTIAL
                    told.notes = [f"wait() may return although nobody called notify(), as {event.thread} saw here"]
            still = stood_still(self.events, index) if event.kind == kinds.EXPIRE else ""
            if still and not told.endless and self.target.holds(event.place):
                step.weight = Weight.ESSENTIAL
                told.notes = [
                    f"{event.thread} gave up while {still} stood still: a thread may be stopped for however long"
                ]
            if event.kind == kinds.WAKE and waited == kinds.ACQUIRE and waits_again(self.events, index):
                step.words = "wakes up, no permit left"
            told.steps.append(step)
        told.steps += self._end()
        told.round = self.round
        preemptions = [index for index, event in enumerate(self.events) if event.preemption and index]
        if not told.endless:
            told.switches = {self.segments[index]: self._switch(index) for index in preemptions[:MOST_SWITCHES]}
            told.unsaid = len(preemptions) - len(told.switches)
            named = {switch.after for switch in told.switches.values() if switch.after}
            for step in told.steps:
                if step.number in named:
                    step.weight = max(step.weight, Weight.ACTION)
        return told

    def _round(self) -> tuple[int, int] | None:
        """One round of the part in which somebody starves, from where another than the victim begins its turn."""
        starved = self.trace.starved
        begin, length = period(self.events) if starved is not None else (0, 0)
        if starved is None or not length:
            return None
        turns = [at for at in range(begin + 1, begin + length) if self._begins_turn(at, starved.thread)]
        first = min(turns, key=self._line_of, default=begin)
        return self.events[first].step, self.events[first + length - 1].step

    def _begins_turn(self, index: int, victim: str) -> bool:
        event, before = self.events[index], self.events[index - 1]
        return event.thread not in (before.thread, victim)

    def _line_of(self, index: int) -> tuple[bool, int]:
        place = self.events[index].place
        return not self.target.holds(place), place.line if place is not None else 0

    def _of_victim(self, event: Event) -> bool:
        """The starving thread's own step: in the round, or the last before it."""
        starved = self.trace.starved
        if starved is None or self.round is None or event.thread != starved.thread:
            return False
        first, last = self.round
        if first <= event.step <= last:
            return True
        before = [one.step for one in self.events if one.thread == event.thread and one.step < first]
        return bool(before) and event.step == before[-1]

    # -- a step ---------------------------------------------------------------------------------------

    def _step(self, index: int, event: Event, waited: str) -> StoryStep:
        place = event.place
        source = self._source(place)
        words, weight = in_words(event, source, waited), self._weight(index, event)
        if event.kind == kinds.FAIL:
            words = self._failing(words)
        return StoryStep(
            event.step or None,
            self.segments[index],
            event.thread,
            event.kind,
            place.line if place is not None else None,
            words,
            weight if words else Weight.NOISE,
            contract=place is not None and not self.target.holds(place),
            name=name_of(event),
            value=simple(event.value) if event.kind in (kinds.READ, kinds.WRITE) else "",
        )

    def _source(self, place: Place | None) -> SourceText | None:
        if place is None:
            return None
        if self.target.holds(place):
            return self.target
        return self.sources.setdefault(place.file, SourceText(place.file))

    def _failing(self, words: str) -> str:
        failure = self.trace.failure
        if failure is None or not failure.assertion:
            return words
        return "the assertion fails" if failure.kind == "AssertionError" else "the test fails"

    def _weight(self, index: int, event: Event) -> Weight:
        if event.kind == kinds.FAIL or index in self.last_signals or event.step in self.racing:
            return Weight.ESSENTIAL
        if event.kind == kinds.END:
            return Weight.ACTION if any(event.thread in one.gone for one in self.trace.waiting) else Weight.NOISE
        if event.place is None or self._builds(index):
            return Weight.NOISE
        if event.kind in (kinds.WAIT, kinds.WAKE) and self._of_victim(event):
            return Weight.ESSENTIAL
        if event.kind == kinds.JOIN or (event.kind == kinds.WAIT and event.why == kinds.JOIN):
            return Weight.NOISE if not self._is_last_wait(index) else Weight.ESSENTIAL
        if event.kind == kinds.START:
            return Weight.NOISE if event.thread == MAIN else Weight.DETAIL
        if not self.target.holds(event.place):
            return self._weight_in_contract(event)
        if event.kind == kinds.READ:
            if index in self.polls:
                return Weight.ACTION
            if index < self.alone or (event.label not in self.changing and not self._recurs(event)):
                return Weight.NOISE
            return Weight.ACTION if event.label in self.contested else Weight.CONTEXT
        if event.kind in (kinds.ACQUIRE, kinds.RELEASE) and index in self.balance:
            return self._weight_of_lock(index, event)
        if event.kind == kinds.NOTIFY and event.waiters == 0:
            quiet = index < self.alone or event.label not in self.waited_for
            return Weight.NOISE if quiet else Weight.CONTEXT
        takes = event.kind == kinds.ACQUIRE or event.outcome is TryOutcome.FREE
        if takes and self.verdict is Verdict.DEADLOCK and event.label in self.waited_for:
            return Weight.ESSENTIAL  # taken and never given back
        if event.kind == kinds.SLEEP:
            return Weight.ACTION if self.verdict is Verdict.BUSY_WAIT else Weight.CONTEXT
        if event.kind == kinds.WAIT:
            return Weight.ESSENTIAL if self._is_last_wait(index) else Weight.ACTION
        if event.kind == kinds.WRITE and self.verdict is Verdict.DEADLOCK:
            return Weight.CONTEXT
        if self.contested and self.verdict is Verdict.WRONG and event.label not in self.contested:
            return Weight.CONTEXT  # the race is elsewhere
        return Weight.ACTION

    def _recurs(self, event: Event) -> bool:
        """The same again in the late part of an execution that never ends: what never changes is looked at for ever."""
        if self.trace.ending != "endless":
            return False
        if self.late is None:
            half = self.events[len(self.events) // 2 :]
            self.late = {(one.thread, one.label, one.place) for one in half}
        return (event.thread, event.label, event.place) in self.late

    def _weight_in_contract(self, event: Event) -> Weight:
        if event.kind in (kinds.READ, kinds.SLEEP, kinds.SETTLE) or event.thread == MAIN:
            return Weight.NOISE
        if event.kind == kinds.WRITE:
            return Weight.DETAIL if self.contract_fails else Weight.NOISE
        return Weight.CONTEXT

    def _weight_of_lock(self, index: int, event: Event) -> Weight:
        """A lock that is taken and given back with nobody in between has kept nobody out."""
        if not self.balance[index]:
            return Weight.CONTEXT if event.kind == kinds.ACQUIRE else Weight.DETAIL
        circling = self.verdict in (Verdict.BUSY_WAIT, Verdict.LIVELOCK)
        if index < self.alone or (event.kind == kinds.RELEASE and not circling):
            return Weight.NOISE
        return Weight.DETAIL

    def _builds(self, index: int) -> bool:
        """A constructor that main runs before there are other threads."""
        event = self.events[index]
        early = index < self.alone or not self.alone
        return early and event.thread == MAIN and event.place is not None and event.place.function == "__init__"

    def _is_last_wait(self, index: int) -> bool:
        event = self.events[index]
        one = self.stopped.get(event.thread)
        if one is None or not self._counts(one):
            return False
        return self.last_of[event.thread] == index and event.kind == kinds.WAIT

    def _counts(self, one: BlockedThread) -> bool:
        """A thread that only waits for others to end explains nothing, unless one of them needs it."""
        return one.kind != kinds.JOIN or one.thread in self.helpers

    def _last_signals(self) -> set[int]:
        """The last notify of everything that somebody waits for in the end."""
        last: dict[str, int] = {}
        for index, event in enumerate(self.events):
            if event.kind == kinds.NOTIFY and event.label in self.waited_for:
                last[event.label] = index
        return set(last.values())

    # -- between the steps, and after them -----------------------------------------------------------

    def _switch(self, index: int) -> StorySwitch:
        preempted = self.events[index - 1]
        if preempted.thread == self.events[index].thread:
            return StorySwitch(preempted.thread, None, woken=True)
        following = next((one for one in self.events[index:] if one.thread == preempted.thread), None)
        place = following.place if following is not None and following.kind != kinds.FAIL else None
        if place is None and preempted.thread in self.stopped:
            place = self.stopped[preempted.thread].place
        if place is None:
            return StorySwitch(preempted.thread, preempted.place, after=preempted.step)
        begun = preempted.place
        inside = begun is not None and (begun.file, begun.line) == (place.file, place.line)
        return StorySwitch(preempted.thread, place, inside)

    def _end(self) -> list[StoryStep]:
        """Waits that cost no step, because the lock was not free when the thread came to it."""
        steps: list[StoryStep] = []
        said = {event.thread: event for event in self.events}
        for one in self.trace.waiting:
            last = said.get(one.thread)
            if not self._counts(one) or (last is not None and last.kind == kinds.WAIT):
                continue
            line = one.place.line if one.place is not None else None
            words = waiting(one.kind, clean(one.label))
            contract = one.place is not None and not self.target.holds(one.place)
            segment = len(self.events) + len(steps)
            steps.append(StoryStep(None, segment, one.thread, kinds.WAIT, line, words, Weight.ESSENTIAL, contract))
        return steps
