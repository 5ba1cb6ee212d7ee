"""Which lines of the source a report points at, and what it says beside them."""

from __future__ import annotations

from collections.abc import Iterable

from harness.report.line import clean
from harness.report.source import Source
from harness.report.steps import Story
from harness.trace import JOIN, Place, Result, Trace

MOST_PREEMPTED = 3


def marks(result: Result, story: Story | None, target: Source) -> dict[int, str]:
    """Notes by line of the file under test, the most important first."""
    trace = result.trace
    found: dict[int, str] = {}
    if trace is not None:
        for verb, stopped in _stops(trace):
            for line, names in _by_line(stopped, target).items():
                found.setdefault(line, f"{_listed(names)} {verb}")
    if result.place is not None and target.holds(result.place):
        found = {result.place.line: "", **found} if result.place.line not in found else found
    if story is not None:
        # where a preemption struck is half of the answer, and in a race all of it
        for switch in [*story.switches.values()][:MOST_PREEMPTED]:
            if switch.place is not None and target.holds(switch.place) and switch.place.line not in found:
                where = "inside" if switch.inside else "before"
                found[switch.place.line] = f"{clean(switch.thread)} preempted {where} this line"
    return found


def _stops(trace: Trace) -> Iterable[tuple[str, list[tuple[str, Place | None]]]]:
    failure = trace.failure
    if failure is not None:
        yield ("fails here", [(failure.thread, failure.place)])
        return
    yield ("stopped here", [(one.thread, one.place) for one in trace.waiting if one.kind != JOIN])
    yield ("waits to join here", [(one.thread, one.place) for one in trace.waiting if one.kind == JOIN])
    yield ("goes round here", [(spin.thread, spin.place) for spin in trace.endless])
    if trace.ending == "done":
        yield ("polls here", [(spin.thread, spin.place) for spin in trace.spun])
        yield ("left here", [(one.thread, one.place) for one in trace.left])


def _by_line(stopped: list[tuple[str, Place | None]], target: Source) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name, place in stopped:
        if place is not None and target.holds(place) and name not in found.setdefault(place.line, []):
            found[place.line].append(clean(name))
    return {line: names for line, names in found.items() if names}


def _listed(names: list[str]) -> str:
    if len(names) > 4:
        return f"{names[0]}, {names[1]} and {len(names) - 2} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
