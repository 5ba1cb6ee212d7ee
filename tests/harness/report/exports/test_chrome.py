"""The export that Perfetto opens: held to the rules of its format, and to what happened."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from harness.report.exports.chrome import dumps, hand_overs, holds, trace_events
from harness.report.story.events import to_the_point
from harness.result import Result
from harness.trace import Event, Place
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[1]))

from results import RECORDED, failing, hostile

THREADS, LOCKS = 1, 2


def faults(document):
    """What breaks the format's rules; nothing, if it will open."""
    found, open_slices, flows, named, steps = [], defaultdict(list), {}, set(), defaultdict(list)
    records = document["traceEvents"]
    for record in records:
        track = (record["pid"], record["tid"])
        if not isinstance(record["pid"], int) or not isinstance(record["tid"], int):
            found.append(f"no number: {record}")
        if record["ph"] == "M":
            if record["name"] == "thread_name":
                named.add(track)
            continue
        if not isinstance(record["ts"], int) or record["ts"] < 0:
            found.append(f"no time: {record}")
        if record["ph"] == "X":
            steps[track].append((record["ts"], record["ts"] + record["dur"]))
        elif record["ph"] in "sf":
            flows.setdefault(record["id"], {})[record["ph"]] = record
        elif record["ph"] not in "BEi":
            found.append(f"unknown: {record}")
        if track not in named:
            found.append(f"a track without a name: {track}")
    for record in sorted((one for one in records if one["ph"] in "BE"), key=lambda one: (one["ts"], one["ph"] == "B")):
        stack = open_slices[record["pid"], record["tid"]]
        if record["ph"] == "B":
            stack.append(record)
        elif not stack or stack.pop()["name"] != record["name"]:
            found.append(f"an end without its beginning: {record}")
    found += [f"never ends: {stack}" for stack in open_slices.values() if stack]
    for spans in steps.values():
        found += [f"overlap: {one} {other}" for one, other in pairwise(spans) if other[0] < one[1]]
    for number, ends in flows.items():
        if set(ends) != {"s", "f"} or ends["s"]["ts"] >= ends["f"]["ts"] or ends["f"].get("bp") != "e":
            found.append(f"a broken arrow: {number}")
        for end in ends.values():
            if not any(begin <= end["ts"] <= until for begin, until in steps[end["pid"], end["tid"]]):
                found.append(f"an arrow that touches no step: {end}")
    return found


@pytest.mark.parametrize("verdict", RECORDED)
def test_real_executions_keep_the_rules_of_the_format(verdict):
    document = json.loads(dumps(failing(verdict)))
    assert faults(document) == []
    assert document["otherData"]["verdict"] == str(verdict)


def test_names_of_any_kind_keep_the_rules_of_the_format():
    assert faults(json.loads(dumps(hostile()))) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda records: records.remove(next(one for one in records if one["ph"] == "E")),
        lambda records: records.remove(next(one for one in records if one["ph"] == "s")),
        lambda records: records.remove(next(one for one in records if one["name"] == "thread_name")),
        lambda records: next(one for one in records if one["ph"] == "X").update(dur=100_000),
        lambda records: next(one for one in records if one["ph"] == "f").update(ts=1),
        lambda records: next(one for one in records if one["ph"] == "B").update(ph="Q"),
    ],
)
def test_what_breaks_a_rule_is_seen(spoil):
    document = trace_events(failing(Verdict.DEADLOCK))
    assert faults(document) == []
    spoil(document["traceEvents"])
    assert faults(document)


@pytest.mark.parametrize("verdict", RECORDED)
def test_each_event_is_one_slice_at_the_time_of_its_number(verdict):
    result = failing(verdict)
    slices = [one for one in trace_events(result)["traceEvents"] if one["ph"] == "X"]
    tracks = track_names(result, THREADS)
    events = to_the_point(result.trace, result)
    assert [(tracks[one["tid"]], one["cat"]) for one in slices] == [(event.thread, event.kind) for event in events]
    for one, event in zip(slices, events, strict=True):
        assert event.step in (0, one["args"]["step"])
        assert one["ts"] == one["args"]["step"] * 1_000


def track_names(result, process):
    return {
        one["tid"]: one["args"]["name"]
        for one in trace_events(result)["traceEvents"]
        if one["name"] == "thread_name" and one["pid"] == process
    }


def spans(result, process):
    """(track, name, begin, end) of the slices that are no steps."""
    names, begun, found = track_names(result, process), {}, []
    for one in trace_events(result)["traceEvents"]:
        if one["ph"] == "B" and one["pid"] == process:
            begun[one["tid"]] = one["ts"]
        elif one["ph"] == "E" and one["pid"] == process:
            found.append((names[one["tid"]], one["name"], begun.pop(one["tid"]) // 1_000, one["ts"] // 1_000))
    return found


def test_a_deadlock_shows_who_holds_and_who_waits_to_the_end():
    result = failing(Verdict.DEADLOCK)
    last = len(result.trace.events) + 2
    held = spans(result, LOCKS)
    assert [(lock, who, end) for lock, who, _, end in held] == [
        ("first", "Thread-1 (one)", last),
        ("second", "Thread-2 (other)", last),
    ]
    waits = {(who, what) for who, what, _, end in spans(result, THREADS) if end == last}
    assert {("Thread-1 (one)", "waits for second"), ("Thread-2 (other)", "waits for first")} <= waits
    marks = [one for one in trace_events(result)["traceEvents"] if one["ph"] == "i"]
    assert [track_names(result, THREADS)[one["tid"]] for one in marks] == ["Thread-1 (one)"]


def test_a_result_without_an_execution_is_refused():
    with pytest.raises(ValueError, match="no execution"):
        dumps(Result(Verdict.ERROR, "x."))


# -- holds ----------------------------------------------------------------------------------------------


def execution(*told):
    """Events from ``(thread, kind, label)`` or ``(thread, "wait", label, why)``."""
    return [
        Event(number, thread, kind, label, place=Place("x.py", number), why="".join(why))
        for number, (thread, kind, label, *why) in enumerate(told, 1)
    ]


def held(*holders):
    return [(one.label, one.slot, one.thread, one.begin, one.end) for one in holds(holders)]


def test_a_hold_lasts_while_its_thread_is_among_the_holders():
    assert held({}, {"m": ("A",)}, {"m": ("A",)}, {}, {"m": ("B",)}) == [("m", 0, "A", 1, 3), ("m", 0, "B", 4, None)]


def test_a_lock_can_go_from_hand_to_hand_in_one_step():
    assert held({"m": ("A",)}, {"m": ("B",)}) == [("m", 0, "A", 0, 1), ("m", 0, "B", 1, None)]


def test_two_who_have_it_at_once_get_a_track_each():
    found = held({"s": ("A",)}, {"s": ("A", "B")}, {"s": ("B",)}, {"s": ("B", "C")}, {"s": ("B", "C", "C")})
    assert found == [("s", 0, "A", 0, 2), ("s", 1, "B", 1, None), ("s", 0, "C", 3, None), ("s", 2, "C", 4, None)]


# -- hand-overs -----------------------------------------------------------------------------------------


def test_arrows_lead_from_what_lets_a_thread_go_on():
    arrows = hand_overs(execution(
        ("main", "start", "A"), ("main", "start", "B"), ("A", "acquire", "m"), ("B", "wait", "m", "acquire"),
        ("A", "release", "m"), ("B", "wake", "m"), ("A", "wait", "c", "wait"), ("B", "notify", "c"), ("A", "wake", "c"),
        ("B", "end", "B"), ("main", "join", "B"),
    ))  # fmt: skip
    assert arrows == [(0, 2), (1, 3), (4, 5), (7, 8), (9, 10)]


def test_a_signal_from_before_the_wait_wakes_nobody():
    told = ("B", "notify", "c"), ("A", "wait", "c", "wait"), ("A", "wake", "c")
    assert hand_overs(execution(*told)) == []
