"""The weight of each event of a trace: how much it explains of a failure.

A trace holds every operation. Most explain nothing: a lock for which no other thread waited meanwhile, a read of
something that never changes, the contract's own bookkeeping.
"""

from __future__ import annotations

from ... import trace as kinds
from ...result import Result
from ...trace import BlockedThread, Event, Place, Trace, TryOutcome
from ...verdict import Verdict
from ..text.source import SourceText
from .events import balance, lost_update, outdated, period
from .model import MAIN, Weight

CONSTRUCTION = ("__init__", "<module>")
"""Functions that make what a program begins with; the second is the text of a module."""


class EventWeights:
    """The weights of the events of one failing execution.

    Args:
        result: the failure.
        trace: of the execution.
        target: the file under test.
        events: those of the trace that the story is about.
        segments: for each event, the number of the uninterrupted run of its thread.

    Attributes:
        repetition: as in a ``Story``.
    """

    def __init__(
        self, result: Result, trace: Trace, target: SourceText, events: list[Event], segments: list[int]
    ) -> None:
        self._trace, self._target, self._events = trace, target, events
        self._verdict = result.verdict
        self._steps = set(result.steps)
        starts = [index for index, event in enumerate(events) if event.kind == kinds.START]
        self._alone = starts[0] if starts else 0
        """The number of events before a second thread exists."""
        self._changing = {
            event.label
            for index, event in enumerate(events)
            if event.kind == kinds.WRITE and not self._is_construction(index)
        }
        self._balance = balance(events, segments)
        self._waited_for = {one.label for one in trace.waiting}
        self._stopped = {one.thread: one for one in trace.waiting}
        self._needed = {name for one in trace.waiting for name in (*one.holders, *one.gives, *one.gone)}
        self._last_notifies = self._find_last_notifies()
        contested = set[int]() if trace.ending == "endless" else outdated(events)
        self._contested = {events[index].label for index in contested}
        self._lost = lost_update(events, contested) if self._verdict is Verdict.WRONG else set()
        polling = {(spin.thread, spin.place) for spin in (*trace.endless, *trace.spun)}
        self._polls = {index for index, event in enumerate(events) if (event.thread, event.place) in polling}
        self._late: set[tuple[str, str, Place | None]] | None = None
        self._last_of = {event.thread: index for index, event in enumerate(events)}
        failure = trace.failure
        self._of_kata = result.test is not None
        self._contract_fails = failure is not None and failure.place is not None and not target.holds(failure.place)
        self.repetition = self._find_repetition()

    def weight(self, index: int) -> Weight:
        """Return the weight of the event with this index."""
        event = self._events[index]
        if event.kind == kinds.FAIL or index in self._last_notifies or event.step in self._steps or event.refused:
            return Weight.ESSENTIAL
        if event.kind == kinds.END:
            return Weight.ACTION if any(event.thread in one.gone for one in self._trace.waiting) else Weight.NOISE
        if event.of_pool and event.kind not in (kinds.WAIT, kinds.WAKE):
            return Weight.NOISE if self._is_repeated_in_pool(index) else Weight.CONTEXT
        if event.place is None or self._is_construction(index):
            return Weight.NOISE
        if event.kind in (kinds.WAIT, kinds.WAKE) and self._is_of_victim(event):
            return Weight.ESSENTIAL
        if event.kind == kinds.JOIN or (event.kind == kinds.WAIT and event.why == kinds.JOIN):
            return Weight.ESSENTIAL if self._is_last_wait(index) else Weight.NOISE
        if event.kind == kinds.START:
            return Weight.NOISE if event.thread == MAIN else Weight.DETAIL
        if self._of_kata and not self._target.holds(event.place):
            return self._weight_in_contract(event)
        if index in self._lost:
            return Weight.ESSENTIAL
        if event.kind == kinds.READ:
            return self._weight_of_read(index, event)
        if event.kind in (kinds.ACQUIRE, kinds.RELEASE) and index in self._balance:
            return self._weight_of_lock(index, event)
        return self._weight_of_action(index, event)

    def _is_repeated_in_pool(self, index: int) -> bool:
        """True for a further operation inside one call of a method of a pool."""
        if index == 0:
            return False
        event, before = self._events[index], self._events[index - 1]
        same = (before.thread, before.of_pool, before.place) == (event.thread, event.of_pool, event.place)
        return same and not event.preemption

    def explains(self, one: BlockedThread) -> bool:
        """True unless the thread only waits for others to end, and none of the others needs it."""
        return one.kind != kinds.JOIN or one.thread in self._needed

    def _weight_in_contract(self, event: Event) -> Weight:
        if event.kind in (kinds.READ, kinds.SLEEP, kinds.SETTLE) or event.thread == MAIN:
            return Weight.NOISE
        if event.kind == kinds.WRITE:
            return Weight.DETAIL if self._contract_fails else Weight.NOISE
        return Weight.CONTEXT

    def _weight_of_read(self, index: int, event: Event) -> Weight:
        if index in self._polls:
            return Weight.ACTION
        if index < self._alone or (event.label not in self._changing and not self._recurs(event)):
            return Weight.NOISE
        return Weight.ACTION if event.label in self._contested else Weight.CONTEXT

    def _weight_of_lock(self, index: int, event: Event) -> Weight:
        """Return the weight of a lock's acquire or release; a lock kept no thread out if none ran in between."""
        if not self._balance[index]:
            return Weight.CONTEXT if event.kind == kinds.ACQUIRE else Weight.DETAIL
        loops = self._verdict in (Verdict.BUSY_WAIT, Verdict.LIVELOCK)
        if index < self._alone or (event.kind == kinds.RELEASE and not loops):
            return Weight.NOISE
        return Weight.DETAIL

    def _weight_of_action(self, index: int, event: Event) -> Weight:
        if event.kind == kinds.NOTIFY and event.waiters == 0:
            quiet = index < self._alone or event.label not in self._waited_for
            return Weight.NOISE if quiet else Weight.CONTEXT
        acquires = event.kind == kinds.ACQUIRE or event.outcome is TryOutcome.FREE
        if acquires and self._verdict is Verdict.DEADLOCK and event.label in self._waited_for:
            return Weight.ESSENTIAL  # acquired and never released
        if event.kind == kinds.SLEEP:
            return Weight.ACTION if self._verdict is Verdict.BUSY_WAIT else Weight.CONTEXT
        if event.kind == kinds.WAIT:
            return Weight.ESSENTIAL if self._is_last_wait(index) else Weight.ACTION
        if event.kind == kinds.WRITE and self._verdict is Verdict.DEADLOCK:
            return Weight.CONTEXT
        if self._contested and self._verdict is Verdict.WRONG and event.label not in self._contested:
            return Weight.CONTEXT  # the race is elsewhere
        return Weight.ACTION

    # -- questions to the trace -----------------------------------------------------------------------

    def _is_construction(self, index: int) -> bool:
        """True in a constructor, or in the text of a module, that main runs before there are other threads."""
        event = self._events[index]
        early = index < self._alone or not self._alone
        return early and event.thread == MAIN and event.place is not None and event.place.function in CONSTRUCTION

    def _is_last_wait(self, index: int) -> bool:
        """True for the wait in which a thread is blocked in the end, if that wait explains something."""
        event = self._events[index]
        one = self._stopped.get(event.thread)
        if one is None or not self.explains(one):
            return False
        return self._last_of[event.thread] == index and event.kind == kinds.WAIT

    def _recurs(self, event: Event) -> bool:
        """True if the same happens late in an endless execution: its threads read forever what never changes."""
        if self._trace.ending != "endless":
            return False
        if self._late is None:
            half = self._events[len(self._events) // 2 :]
            self._late = {(one.thread, one.label, one.place) for one in half}
        return (event.thread, event.label, event.place) in self._late

    def _find_last_notifies(self) -> set[int]:
        """Return the indexes of the last notify on each object for which a thread waits in the end."""
        last: dict[str, int] = {}
        for index, event in enumerate(self._events):
            if event.kind == kinds.NOTIFY and event.label in self._waited_for and not event.refused:
                last[event.label] = index
        return set(last.values())

    # -- the part that repeats forever, where a thread starves -----------------------------------------

    def _find_repetition(self) -> tuple[int, int] | None:
        """Return one repetition, from where a thread other than the victim begins its turn."""
        starved = self._trace.starved
        begin, length = period(self._events) if starved is not None else (0, 0)
        if starved is None or not length:
            return None
        turns = [at for at in range(begin + 1, begin + length) if self._begins_turn(at, starved.thread)]
        first = min(turns, key=self._line_of, default=begin)
        return self._events[first].step, self._events[first + length - 1].step

    def _begins_turn(self, index: int, victim: str) -> bool:
        event, before = self._events[index], self._events[index - 1]
        return event.thread not in (before.thread, victim)

    def _line_of(self, index: int) -> tuple[bool, int]:
        place = self._events[index].place
        return not self._target.holds(place), place.line if place is not None else 0

    def _is_of_victim(self, event: Event) -> bool:
        """True for a step of the starving thread in the repetition, and for its last step before."""
        starved = self._trace.starved
        if starved is None or self.repetition is None or event.thread != starved.thread:
            return False
        first, last = self.repetition
        if first <= event.step <= last:
            return True
        before = [one.step for one in self._events if one.thread == event.thread and one.step < first]
        return bool(before) and event.step == before[-1]
