"""The lines that prove a verdict, without what the screen already says elsewhere."""

from __future__ import annotations

from harness.common.primitives import CONDITION
from harness.facts import Starvation
from harness.report.sentences.starvation import bypassed
from harness.report.sentences.stuck import last_notify
from harness.result import Result
from harness.trace import ACQUIRE, JOIN, NOTIFY, RELEASE, WAKE, WRITE, BlockedThread, Event, Trace
from harness.verdict import Verdict


def evidence(result: Result) -> list[str]:
    """What to print under the interleaving."""
    trace = result.trace
    if result.verdict is Verdict.OVERSERIALIZED:
        return []  # the sentence has the numbers
    if isinstance(result.facts, Starvation):
        return [bypassed(result.facts)]
    if trace is not None and result.verdict is Verdict.STUCK:
        # who waits where is in the source and in the columns; what became of the signal is not
        waiting = [one for one in trace.waiting if one.kind != JOIN]
        said = {one.label: f"{one.label}: {last_notify(one.notify)}" for one in waiting if one.notify is not None}
        return [line for line in dict.fromkeys(said.get(one.label) or _given(trace, one) for one in waiting) if line]
    if trace is not None and result.verdict is Verdict.LIVELOCK and trace.endless:
        return []
    return list(result.evidence)


def _given(trace: Trace, one: BlockedThread) -> str:
    """Who gave last what a thread waits for, and who got it; "" where the record cannot tell."""
    events = [event for event in trace.events if event.label == one.label]
    if not trace.events or trace.events[0].step != 1 or any(map(_replaces, events)):
        return ""  # two things may have had that name
    given = [event for event in events if event.kind == RELEASE]
    if one.kind != ACQUIRE:
        made = any(event.object_class == CONDITION or event.kind == ACQUIRE for event in events)
        return f"{one.label}: nobody ever called notify()" if made and not any(map(_notifies, events)) else ""
    if not given:
        return f"{one.label}: nobody ever released it"
    last = given[-1]
    got = [event for event in events if event.step > last.step and event.kind in (ACQUIRE, WAKE)]
    then = f"; {got[-1].thread} got it at step {got[-1].step}" if got else ""
    return f"{one.label}: last released by {last.thread} at step {last.step}{then}"


def _notifies(event: Event) -> bool:
    return event.kind == NOTIFY


def _replaces(event: Event) -> bool:
    """Puts another object under the name, after the constructor did."""
    return event.kind == WRITE and event.place is not None and event.place.function != "__init__"
