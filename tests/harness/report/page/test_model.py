"""What the page is made of: the walk, the loop, the fold, the graph, the drawing."""

from __future__ import annotations

from collections.abc import Callable

from harness.report.page.build import page
from harness.report.page.model import final_cells
from harness.report.page.timeline import timeline
from harness.report.page.waits_for import GraphEdge, cyclic, drawn, final_edges
from harness.report.story.steps import story
from harness.report.text.source import SourceText
from harness.result import Result
from harness.trace import BlockedThread, Trace
from harness.verdict import Verdict


def test_the_walk_tells_the_steps_of_the_terminal(found: Callable[[str, str], Result]) -> None:
    result = found("opposite_orders", "both_work")
    assert result.trace is not None
    told = story(result, result.trace, SourceText(result.file))
    said = [(step.thread, step.words) for step in told.steps if step.words]
    walked = [(stop.step.thread, stop.step.words) for stop in page(result).stops]
    assert walked == [one for index, one in enumerate(said) if not index or one != said[index - 1]]


def test_cells_say_who_waits_for_what_that_whom_holds(found: Callable[[str, str], Result]) -> None:
    made = page(found("opposite_orders", "both_work"))
    cells = final_cells(made)
    assert made.locks == ["pen", "paper"]
    assert [cells["lock-0"], cells["lock-1"]] == ["writer", "artist"]
    waits = {name: label for name, (_, label) in made.stops[-1].moment.waits.items()}
    assert (waits["writer"], waits["artist"]) == ("paper", "pen")
    assert all(word in cells["lane-1"] for word in ("paper", "artist"))
    assert all(word in cells["lane-2"] for word in ("pen", "writer"))
    first = made.stops[0].cells
    assert first.keys() == {"lane-0", "lane-1", "lane-2", "lock-0", "lock-1"}
    assert first["lane-1"] == first["lane-2"] != first["lane-0"]
    assert first["lock-0"] == first["lock-1"]


def test_values_and_what_is_done_to_a_container(found: Callable[[str, str], Result]) -> None:
    made = page(found("lost_update", "both_pay"))
    assert made.names == ["balance"]
    assert final_cells(made)["value-0"] == "10"
    made = page(found("dinner", "dinner"))
    assert final_cells(made)["value-0"] == "[]"
    values = [stop.cells["value-0"] for stop in made.stops if "value-0" in stop.cells]
    assert "['soup']" in values


def test_a_livelock_is_shown_once_round(found: Callable[[str, str], Result]) -> None:
    made = page(found("after_you", "two_polite_people"))
    assert made.loop is not None
    first, last = made.loop
    assert last == len(made.stops) - 1
    assert made.unshown > 100
    assert {stop.step.thread for stop in made.stops[first:]} == {"Anna", "Bert"}
    assert all(stop.important for stop in made.stops[first:])
    assert timeline(made).loop is not None


def test_what_ends_has_no_loop(found: Callable[[str, str], Result]) -> None:
    made = page(found("opposite_orders", "both_work"))
    assert (made.loop, made.unshown, made.folded) == (None, 0, None)


def test_beyond_300_steps_the_middle_is_folded(long_result: Result) -> None:
    made = page(long_result)
    assert made.folded == (150, 851)
    drawing = timeline(made)
    assert len(drawing.columns) == 300
    assert drawing.gap_text == "701 steps"
    assert long_result.trace is not None
    del long_result.trace.events[299:]  # and with the wait at the end these are 300
    assert page(long_result).folded is None


def test_what_was_not_kept_is_said(long_result: Result) -> None:
    assert long_result.trace is not None
    del long_result.trace.events[:40]
    assert page(long_result).missed == 40


def test_every_step_has_a_column_and_bars_do_not_cover_each_other(found: Callable[[str, str], Result]) -> None:
    for name in (("opposite_orders", "both_work"), ("dinner", "dinner"), ("lost_update", "both_pay")):
        made = page(found(*name))
        drawing = timeline(made)
        assert [column.stop for column in drawing.columns] == list(range(len(made.stops)))
        for before, after in zip(drawing.columns, drawing.columns[1:], strict=False):
            assert abs(before.x + before.width - after.x) < 0.2
        bars = [shape for shape in drawing.shapes if shape.kind == "bar"]
        for bar in bars:
            for other in bars:
                apart = bar.x + bar.width <= other.x + 0.2 or other.x + other.width <= bar.x + 0.2
                assert bar is other or bar.y != other.y or apart


def test_a_cycle_is_marked_and_what_leads_to_it_is_not() -> None:
    cycle = [GraphEdge("a", "b", "l"), GraphEdge("b", "c", "m"), GraphEdge("c", "a", "n")]
    others = [GraphEdge("main", "a", "a"), GraphEdge("c", "", "signal")]
    assert cyclic([*cycle, *others]) == set(cycle)
    assert cyclic([*cycle[:2], *others]) == set()
    assert cyclic([GraphEdge("a", "a", "l")]) == {GraphEdge("a", "a", "l")}


def test_in_the_end_the_trace_says_who_waits_for_whom() -> None:
    waiting = [
        BlockedThread("a", "acquire", "l", None, holders=["b"]),
        BlockedThread("b", "acquire", "s", None, gives=["a"]),
        BlockedThread("c", "acquire", "m", None, gone=["d"]),
        BlockedThread("e", "wait", "bell", None),
        BlockedThread("main", "join", "a", None),
    ]
    found = final_edges(Trace("blocked", [], 0, [], waiting=waiting))
    assert found == [
        GraphEdge("a", "b", "l"), GraphEdge("b", "a", "s", gives=True), GraphEdge("c", "d", "m"),
        GraphEdge("e", "", "bell"), GraphEdge("main", "a", "a"),
    ]  # fmt: skip


def test_the_graph_has_a_corner_for_each_thread_in_it_and_no_two_at_one_spot() -> None:
    names = [f"t{number}" for number in range(7)]
    edges = [GraphEdge(one, names[(index + 1) % 7], f"l{index}") for index, one in enumerate(names)]
    graph = drawn([*edges, GraphEdge("t0", "", "bell")], {name: name for name in [*names, "idle"]})
    assert [corner.thread for corner in graph.corners] == names
    assert len({(corner.x, corner.y) for corner in graph.corners}) == 7
    assert [arrow.edge for arrow in graph.arrows][:7] == edges
    assert graph.arrows[7].signal is not None
    assert drawn([], {"a": "a"}).corners == []


def test_a_failure_without_a_schedule_has_a_page_too(forbidden: Result) -> None:
    made = page(forbidden)
    assert made.stops == []
    assert made.notes == {(0, 6): "look here"}
    assert [listing.name for listing in made.listings] == ["opposite_orders.py"]


def test_a_failure_on_real_threads_has_no_steps_but_its_end() -> None:
    waiting = [
        BlockedThread("a", "acquire", "l", None, holders=["b"], owned=True),
        BlockedThread("b", "wait", "c", None),
    ]
    trace = Trace("blocked", ["main", "a", "b"], 0, [], waiting=waiting)
    made = page(Result(Verdict.STUCK, "a waits.", "x", "x.py", "test_x", engine="stress", trace=trace, found=2))
    assert [stop.number for stop in made.stops] == ["", ""]
    assert made.stops[-1].arrows == [0, 1]
