"""Which lines of the source a report points at, and what it says beside them."""

from __future__ import annotations

from collections.abc import Iterable

from harness.report.line import clean
from harness.report.source import Source
from harness.report.steps import Story
from harness.trace import JOIN, NOTIFY, RELEASE, Place, Result, Trace, Verdict

MOST_PREEMPTED = 3
SHORT = frozenset({Verdict.ERROR, Verdict.FORBIDDEN, Verdict.UNFINISHED, Verdict.HANG})
"""Nothing was executed, or no schedule matters: a sentence and a line of source say it all."""
WITHOUT_STEPS = SHORT | {Verdict.OVERSERIALIZED, Verdict.NONDETERMINISTIC}


def marks(result: Result, story: Story | None, target: Source) -> dict[int, str]:
    """Notes by line of the file under test, the most important first."""
    trace = result.trace
    found: dict[int, str] = {}
    if trace is not None and result.verdict not in WITHOUT_STEPS:
        for verb, stopped in _stops(trace):
            for line, names in _by_line(stopped, target).items():
                found.setdefault(line, f"{_listed(names)} {verb[len(names) > 1]} here")
    if result.place is not None and target.holds(result.place):
        found = {result.place.line: "", **found} if result.place.line not in found else found
    if story is not None:
        # where a preemption struck is half of the answer, and in a race all of it
        struck = [(switch.thread, switch.place) for switch in story.switches.values()][:MOST_PREEMPTED]
        for line, names in _by_line(struck, target).items():
            found.setdefault(line, f"{_listed(names)} preempted here")
    if story is not None and not found:
        own = (step for step in story.steps if step.weight and not step.contract and step.kind not in (RELEASE, NOTIFY))
        last = {step.thread: step.line for step in own if step.line is not None}
        for line, names in _by_line([(name, Place(target.path, line)) for name, line in last.items()], target).items():
            found[line] = f"last step of {_listed(names)}"
    return found


def _stops(trace: Trace) -> Iterable[tuple[tuple[str, str], list[tuple[str, Place | None]]]]:
    """What to say of threads at their lines, of one and of several."""
    failure = trace.failure
    if failure is not None:
        yield ("fails", "fail"), [(failure.thread, failure.place)]
        return
    yield ("stopped", "stopped"), [(one.thread, one.place) for one in trace.waiting if one.kind != JOIN]
    needed = {name for one in trace.waiting for name in (*one.holders, *one.gives)}
    joining = [(one.thread, one.place) for one in trace.waiting if one.kind == JOIN and one.thread in needed]
    yield ("waits to join", "wait to join"), joining
    yield ("goes round", "go round"), [(spin.thread, spin.place) for spin in trace.endless]
    if trace.ending == "done":
        yield ("polls", "poll"), [(spin.thread, spin.place) for spin in trace.spun]
        yield ("is left", "are left"), [(one.thread, one.place) for one in trace.left]


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
