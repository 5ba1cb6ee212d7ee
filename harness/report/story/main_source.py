"""The main file of a report: the one whose lines it shows, and whose line numbers are printed without a name."""

from __future__ import annotations

from ...result import Result
from ...trace import FAIL, Place, Trace
from ..text.source import SourceText


def main_source(result: Result) -> SourceText:
    """Return the main file of a report: that of the first preemption, if the program is no kata; else the target."""
    if result.test is not None:
        return SourceText(result.file, others="test")
    place = None if result.trace is None else _first_preempted(result.trace)
    return SourceText(place.file if place is not None else result.file, installed=True)


def _first_preempted(trace: Trace) -> Place | None:
    """Return the line before which the first preempted thread was stopped; None without preemptions."""
    for index, event in enumerate(trace.events):
        if event.preemption and index:
            stopped = trace.events[index - 1]
            later = (one for one in trace.events[index:] if one.thread == stopped.thread and one.kind != FAIL)
            return next((one.place for one in later if one.place is not None), stopped.place)
    return None
