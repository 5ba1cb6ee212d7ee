"""The steps of a failing execution, one after the other, each in words and with its weight.

A report shows the heaviest steps that it has room for (``interleaving.py``).
"""

from __future__ import annotations

from dataclasses import replace

from ... import trace as kinds
from ...result import Result
from ...trace import CallExit, Event, Place, Trace, UnreleasedLock
from ..text.line import clean
from ..text.source import SourceText
from .events import resting_thread, segments, to_the_point, waits_again
from .left_locked import acquire_and_exit, left_locked
from .model import LEAVE, Story, StoryStep, StorySwitch, Weight
from .named_steps import named_steps
from .weights import EventWeights
from .words import blocked, in_words, name_of, simple

MOST_SWITCHES = 20


def story(result: Result, trace: Trace, target: SourceText, *, difference: bool = True) -> Story:
    """Return the steps of a failing execution.

    Args:
        result: the failure.
        trace: of the execution.
        target: the main file.
        difference: the report says what a passing schedule does differently.
    """
    return _StoryBuilder(result, trace, target, named_steps(result, difference=difference)).build()


FAILING = {"AssertionError": "the assertion fails", "InvariantBroken": "the invariant does not hold"}
"""What fails, by the class of the exception."""
DATA = (kinds.READ, kinds.WRITE)
LEAVING = {CallExit.RETURN: "returns", CallExit.RAISE: "raises", CallExit.END: "returns"}
"""What a thread does at the end of a call."""


class _StoryBuilder:
    def __init__(self, result: Result, trace: Trace, target: SourceText, named: frozenset[int]) -> None:
        self.trace = trace
        self.target = target
        self.of_kata = result.test is not None
        self.events = to_the_point(trace, result)
        self.sources: dict[str, SourceText] = {target.path: target}
        self.segments = segments(self.events)
        self.stopped = {one.thread: one for one in trace.waiting}
        self.weights = EventWeights(result, trace, target, self.events, self.segments)
        self.named = named
        self.lock = left_locked(result)
        self.kept = acquire_and_exit(self.events, self.lock) if self.lock is not None else None

    def build(self) -> Story:
        built = Story([], endless=self.trace.ending == "endless", repetition=self.weights.repetition)
        waits: dict[tuple[str, str], str] = {}
        for index, event in enumerate(self.events):
            waited = waits.get((event.thread, event.label), "")
            if event.kind == kinds.WAIT:
                waits[event.thread, event.label] = event.why
            step = self._step(index, event, waited)
            built.steps.append(step)
            note = self._note(index, step)
            if note:
                built.notes = [note]
            if self.lock is not None and self.kept is not None:
                if index == self.kept[0]:
                    step.weight = Weight.ESSENTIAL
                if index == self.kept[1]:
                    built.steps.append(self._leaves(index, self.lock))
        built.steps += self._end()
        if not built.endless:
            self._add_switches(built)
        return built

    # -- a step ---------------------------------------------------------------------------------------

    def _step(self, index: int, event: Event, waited: str) -> StoryStep:
        """Return one event as a step.

        Args:
            index: of the event.
            event: the event.
            waited: the kind of operation in which the thread waited for this object before.
        """
        place = event.place
        wakes = event.kind == kinds.WAKE
        again = wakes and waits_again(self.events, index)
        source = self._source(place)
        words = in_words(event, source, waited)
        if place is not None and source is not None and event.kind in DATA and source.imports(place.line):
            # the name of a module, or the table of those that are loaded
            words = "imports a module" if event.step in self.named else ""
        if event.kind == kinds.FAIL:
            words = self._failing(words)
        elif wakes and waited == kinds.ACQUIRE and again:
            words = "wakes up, but no permit is left"
        weight = self.weights.weight(index) if words else Weight.NOISE
        named = bool(words) and event.step in self.named
        return StoryStep(
            event.step or None,
            self.segments[index],
            event.thread,
            event.kind,
            place.line if place is not None else None,
            words,
            Weight.ESSENTIAL if event.beyond or named else weight,
            contract=self.of_kata and place is not None and not self.target.holds(place),
            file=self.target.label(place),
            name=name_of(event),
            value=simple(event.value) if event.kind in (kinds.READ, kinds.WRITE) else "",
            blocks=event.kind == kinds.WAIT and bool(event.why),
            beyond=event.beyond,
            named=named,
        )

    def _leaves(self, index: int, lock: UnreleasedLock) -> StoryStep:
        """Return the end of the call that left a lock behind, after its last event."""
        place, label = lock.left, clean(lock.label)
        words = f"{LEAVING[lock.exit]}, still holds {label}"
        contract = self.of_kata and place is not None and not self.target.holds(place)
        segment, line, file = self.segments[index], place.line if place is not None else None, self.target.label(place)
        return StoryStep(
            None, segment, lock.thread, LEAVE, line, words, Weight.ESSENTIAL, contract, file=file, name=label
        )

    def _source(self, place: Place | None) -> SourceText | None:
        if place is None:
            return None
        if self.target.holds(place):
            return self.target
        return self.sources.setdefault(place.file, SourceText(place.file, installed=not self.of_kata))

    def _failing(self, words: str) -> str:
        failure = self.trace.failure
        if failure is None or not failure.assertion:
            return words
        return FAILING.get(failure.kind, "the test fails")

    def _note(self, index: int, step: StoryStep) -> str:
        """Return the rule of concurrency that the step shows, or ""; give such a step weight."""
        if step.beyond:
            return f"notify() may wake more threads than it was asked to, as {step.thread}'s does here"
        event = self.events[index]
        if step.kind != kinds.EXPIRE or self.trace.ending == "endless" or step.contract:
            return ""
        resting = resting_thread(self.events, index)
        if not event.early and (not resting or event.place is None):
            return ""
        step.weight = Weight.ESSENTIAL
        if resting:
            rule = f"{resting} was preempted: a preemption may last for any length of time"
        else:
            rule = "other threads could run: no thread runs for certain before another one's time is up"
        asked = "; --timeouts idle leaves such time-outs out" if event.early and not self.of_kata else ""
        return f"{step.thread} timed out while {rule}{asked}"

    # -- between the steps, and after them -----------------------------------------------------------

    def _add_switches(self, built: Story) -> None:
        preemptions = [index for index, event in enumerate(self.events) if event.preemption and index]
        built.switches = {self.segments[index]: self._switch(index) for index in preemptions[:MOST_SWITCHES]}
        built.unlisted = len(preemptions) - len(built.switches)
        named = {switch.after for switch in built.switches.values() if switch.after}
        for step in built.steps:
            if step.number in named and step.words:
                step.weight, step.named = Weight.ESSENTIAL, True

    def _switch(self, index: int) -> StorySwitch:
        preempted = self.events[index - 1]
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
        """Return the waits that cost no step, because the lock was not free when the thread reached it."""
        steps: list[StoryStep] = []
        last = {event.thread: event.kind for event in self.events}
        for one in self.trace.waiting:
            if not self.weights.explains(one) or last.get(one.thread) == kinds.WAIT:
                continue
            line = one.place.line if one.place is not None else None
            contract = self.of_kata and one.place is not None and not self.target.holds(one.place)
            segment, name = len(self.events) + len(steps), clean(one.label)
            words = blocked(one.kind, name)
            step = StoryStep(None, segment, one.thread, kinds.WAIT, line, words, Weight.ESSENTIAL, contract)
            steps.append(replace(step, blocks=True, name=name, file=self.target.label(one.place)))
        return steps
