"""The execution as Chrome trace events: opens in Perfetto and in chrome://tracing.

Format: "Trace Event Format" (Google, 2016), the JSON object form. One process has a track for each thread: its steps,
a millisecond each, its waits, and marks at its preemptions. Another process has a track for each lock, with the
threads that hold it. Arrows lead from the event that lets a thread continue (a start, a release, a notify, an end) to
the event with which it continues. Step 12 begins at 12 ms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from ... import trace as kinds
from ...result import Result
from ...trace import Event, Trace
from ..story.events import to_the_point
from ..story.main_source import main_source
from ..story.model import Story, StoryStep
from ..story.state import moments
from ..story.steps import story
from ..terminal.failure import title
from ..text.phrases import clause_of

STEP = 1_000
"""The length of a step in microseconds."""
THREADS, LOCKS = 1, 2
"""Numbers of the two processes."""
Record = dict[str, Any]


def dumps(result: Result) -> str:
    """Return the trace as text.

    Raises:
        ValueError: the result has no recorded execution.
    """
    return json.dumps(trace_events(result), indent=1, ensure_ascii=False)


def trace_events(result: Result) -> Record:
    """Return the trace as plain data.

    Raises:
        ValueError: the result has no recorded execution.
    """
    if result.trace is None:
        raise ValueError("no execution was recorded")
    return {
        "traceEvents": list(_Writer(result, result.trace).records()),
        "displayTimeUnit": "ms",
        "otherData": {
            "name": result.name,
            "test": clause_of(result),
            "verdict": str(result.verdict),
            "message": " ".join(result.message.split()),
            "replay": result.replay or "",
        },
    }


class _Writer:
    def __init__(self, result: Result, trace: Trace) -> None:
        self.result = result
        self.trace = trace
        self.target = main_source(result)
        self.events = to_the_point(trace, result)
        self.told: Story = story(result, trace, self.target)
        names = dict.fromkeys([*trace.threads, *(step.thread for step in self.told.steps)])
        self.numbers = {name: number for number, name in enumerate(names, 1)}
        self.end = (len(self.events) + 1) * STEP
        """The end of the last step; the steps are numbered from 1, without gaps."""

    def at(self, index: int) -> int:
        """Return the time at which the event with this index begins."""
        return (index + 1) * STEP

    def records(self) -> Iterator[Record]:
        yield from self._names(THREADS, f"{title(self.result)} {clause_of(self.result)}".rstrip(), self.numbers)
        for index, (event, step) in enumerate(zip(self.events, self.told.steps, strict=False)):
            yield self._step(index, event, step)
        yield from self._waits()
        yield from self._preemptions()
        yield from self._holds()
        yield from self._arrows()

    def _names(self, process: int, name: str, tracks: dict[str, int]) -> Iterator[Record]:
        yield {"ph": "M", "name": "process_name", "pid": process, "tid": 0, "args": {"name": name}}
        for track, number in tracks.items():
            common = {"ph": "M", "pid": process, "tid": number}
            yield {**common, "name": "thread_name", "args": {"name": track}}
            yield {**common, "name": "thread_sort_index", "args": {"sort_index": number}}

    def _step(self, index: int, event: Event, step: StoryStep) -> Record:
        said: Record = {"step": index + 1}
        if event.place is not None:
            said |= {"file": event.place.file, "line": event.place.line}
        value = _value(event)
        if value is not None:
            said["value"] = value
        name = step.text or f"{event.kind} {step.name}".rstrip()
        return {
            "ph": "X", "name": name, "cat": event.kind, "pid": THREADS, "tid": self.numbers[event.thread],
            "ts": self.at(index), "dur": STEP, "args": said,
        }  # fmt: skip

    def _waits(self) -> Iterator[Record]:
        """Yield the span of each wait, to the next step of its thread or to the end."""
        following: dict[str, int] = {}
        spans: list[tuple[int, int, Event]] = []
        for index in range(len(self.events) - 1, -1, -1):
            event = self.events[index]
            if event.kind == kinds.WAIT and event.why:
                until = self.at(following[event.thread]) if event.thread in following else self.end + STEP
                spans.append((self.at(index) + STEP, until, event))
            following[event.thread] = index
        for begin, until, event in reversed(spans):
            verb = "joins" if event.why == kinds.JOIN else "waits for"
            yield from self._span(THREADS, self.numbers[event.thread], f"{verb} {event.label}", "wait", begin, until)
        for step in self.told.steps[len(self.events) :]:  # steps that only the end shows
            yield from self._span(THREADS, self.numbers[step.thread], step.words, "wait", self.end, self.end + STEP)

    def _span(self, process: int, track: int, name: str, category: str, begin: int, end: int) -> Iterator[Record]:
        if begin < end:
            common = {"name": name, "cat": category, "pid": process, "tid": track}
            yield {"ph": "B", **common, "ts": begin}
            yield {"ph": "E", **common, "ts": end}

    def _preemptions(self) -> Iterator[Record]:
        begun: set[int] = set()
        for index, step in enumerate(self.told.steps):
            switch = self.told.switches.get(step.segment) if step.segment not in begun else None
            begun.add(step.segment)
            if switch is not None:
                line = switch.place.line if switch.place is not None else None
                yield {
                    "ph": "i", "s": "t", "name": "preempted", "cat": "preemption", "pid": THREADS,
                    "tid": self.numbers[switch.thread], "ts": self.at(index),
                    "args": {"by": step.thread, "line": line},
                }  # fmt: skip

    def _holds(self) -> Iterator[Record]:
        found = holds([moment.holders for moment in moments(self.trace, self.events, self.target)])
        tracks: dict[str, int] = {}
        for label, slot in sorted(dict.fromkeys((hold.label, hold.slot) for hold in found)):
            tracks[label if not slot else f"{label} ({slot + 1})"] = len(tracks) + 1
        if tracks:
            yield from self._names(LOCKS, "locks", tracks)
        for hold in found:
            track = tracks[hold.label if not hold.slot else f"{hold.label} ({hold.slot + 1})"]
            end = self.at(hold.end) if hold.end is not None else self.end + STEP
            yield from self._span(LOCKS, track, hold.thread, "hold", self.at(hold.begin), end)

    def _arrows(self) -> Iterator[Record]:
        """Yield an arrow for each thread that continues because of another one."""
        for number, (source, sink) in enumerate(hand_overs(self.events), 1):
            common = {"name": self.events[source].kind, "cat": "hand-over", "id": number, "pid": THREADS}
            # the ends of a flow must be inside the slices that they join
            yield {
                "ph": "s", **common, "tid": self.numbers[self.events[source].thread], "ts": self.at(source) + STEP // 2
            }  # fmt: skip
            yield {
                "ph": "f", "bp": "e", **common, "tid": self.numbers[self.events[sink].thread],
                "ts": self.at(sink) + STEP // 2,
            }  # fmt: skip


@dataclass(slots=True)
class Hold:
    """The time in which one thread holds one lock.

    Attributes:
        label: of the lock.
        slot: 0; if several threads hold it at once (a semaphore, or two locks of one name), the first free slot.
        thread: the thread that holds it.
        begin: index of the event that acquired it.
        end: index of the event that released it; None if it was never released.
    """

    label: str
    slot: int
    thread: str
    begin: int
    end: int | None = None


def holds(holders: Sequence[Mapping[str, Sequence[str]]]) -> list[Hold]:
    """Return the holds in the order of acquiring.

    Args:
        holders: for each event, the threads that hold each lock after it.
    """
    found: list[Hold] = []
    running: dict[str, list[Hold]] = {}
    for index, locks in enumerate(holders):
        for label in dict.fromkeys([*running, *locks]):
            now = list(locks.get(label, ()))
            kept: list[Hold] = []
            for hold in running.get(label, []):
                if hold.thread in now:
                    now.remove(hold.thread)
                    kept.append(hold)
                else:
                    hold.end = index
            for thread in now:
                slot = next(slot for slot in count() if all(hold.slot != slot for hold in kept))
                kept.append(Hold(label, slot, thread, index))
                found.append(kept[-1])
            running[label] = kept
    return found


def _value(event: Event) -> str | None:
    """Return what the event read, wrote or found, as text; None where there is no such thing."""
    if event.outcome is not None:
        return str(event.outcome)
    return f"{event.waiters} waiting" if event.waiters is not None else event.value


def hand_overs(events: list[Event]) -> list[tuple[int, int]]:
    """Return pairs of indexes: an event, and the one with which another thread continues because of it.

    A start and the first step of the new thread; an end and the join; a release and the next acquire by another
    thread; a notify and the next end of a wait that began before it.
    """
    found: list[tuple[int, int]] = []
    last: dict[tuple[str, str], int] = {}
    waits: dict[str, int] = {}
    seen: set[str] = set()
    for index, event in enumerate(events):
        source = None
        if event.thread not in seen:
            seen.add(event.thread)
            source = last.get((kinds.START, event.thread))
        if event.kind == kinds.JOIN:
            source = last.get((kinds.END, event.label))
        elif event.kind == kinds.ACQUIRE:
            source = last.pop((kinds.RELEASE, event.label), source)
        elif event.kind == kinds.WAKE:
            waited = waits.get(event.thread, -1)
            why = events[waited].why if waited >= 0 else ""
            key = (kinds.RELEASE if why == kinds.ACQUIRE else kinds.NOTIFY, event.label)
            given = last.get(key, -1)
            source = given if given > waited else source
        if source is not None and events[source].thread != event.thread:
            found.append((source, index))
        if event.kind in (kinds.START, kinds.END, kinds.RELEASE, kinds.NOTIFY) and not event.refused:
            last[event.kind, event.label] = index
        elif event.kind == kinds.WAIT:
            waits[event.thread] = index
    return found
