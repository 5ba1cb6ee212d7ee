"""The game of a page: its data says what the recorded schedules say, and fits into the page."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from harness.answers.game import Recording
from harness.report.page import game as page_game
from harness.report.page import render
from harness.report.page.build import page
from harness.report.page.game_tree import game_tree
from harness.result import Result
from harness.verdict import Verdict

ABOVE, STEPS, ROWS, FACTS, MOVES, USED, ENDS = range(7)
KEY, LANE, SAID, COSTS, TO, WRITTEN, FAULT, PLAIN = range(8)

Found = Callable[[str, str], Result]
Recorded = Callable[[Result], Recording]


def game(result: Result, recording: Recording):
    made = page(result, recording=recording).game
    assert made is not None
    return made


def told(data: dict[str, Any]) -> list[str]:
    """The positions as text, each below the one before it."""
    texts, lines, depths = data["texts"], list[str](), {-1: -1}
    for number, node in enumerate(data["nodes"]):
        depths[number] = depths[node[ABOVE]] + 1
        above = f" after {node[ABOVE]}" * (node[ABOVE] >= 0)
        lines.append(f"position {number}{above}, {data['used'][node[USED]]}")
        for lane, words, where, preempted, *_ in (data["steps"][one] for one in node[STEPS]):
            lines.append(f"  {'!' * preempted}{data['threads'][lane]} {texts[words]} ({texts[where]})")
        for lane, words, where, state, *_ in (data["rows"][one] for one in node[ROWS]):
            lines.append(f"    {data['threads'][lane]} {state}: {texts[words]} ({texts[where]})")
        lines += [f"    {name}: {value}" for name, value in (data["facts"][one] for one in node[FACTS])]
        for move in node[MOVES]:
            named = data["threads"][move[LANE]] if move[LANE] >= 0 else texts[move[SAID]]
            target = move[TO] if move[TO] >= 0 else data["unrecorded"]
            lines.append(f"    {move[KEY]}{' +1' * move[COSTS]} {named}: {target}")
        lines += [f"  = {texts[one]}" for one in node[ENDS] if texts[one]]
    return lines


def test_reads_as_before(found: Found, recorded: Recorded) -> None:
    result = found("opposite_orders", "both_work")
    recording = recorded(result)
    data = game(result, Recording(recording.runs[:3], recording.token)).data
    shown = "\n".join([*told(data), "", *data["hints"], *data["astray"][:2], ""])
    snapshot = Path(__file__).parent / "snapshots" / "game.txt"
    if os.environ.get("KATA_WRITE_SNAPSHOTS"):
        snapshot.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == snapshot.read_text(encoding="utf-8")


def test_each_recorded_schedule_is_a_path_of_the_tree(found: Found, recorded: Recorded) -> None:
    recording = recorded(found("opposite_orders", "both_work"))
    nodes = game_tree(recording.runs)
    assert len(nodes) == sum(len(run.positions) + run.over for run in recording.runs)
    for run in recording.runs:
        node, preempted = nodes[0], 0
        for choice in run.made:
            assert node.choice is not None
            preempted += next(move.preempts for move in node.choice.moves if move.choice == choice)
            node = node.below[choice]
        assert node.choice is None
        assert node.events == len(run.trace.events)
        assert node.preemptions == preempted == sum(event.preemption for event in run.trace.events)


def test_the_failure_is_the_path_and_each_step_is_on_it(found: Found, recorded: Recorded) -> None:
    result = found("opposite_orders", "both_work")
    data = game(result, recorded(result)).data
    path, nodes, texts = data["path"], data["nodes"], data["texts"]
    assert path[0] == 0
    assert all(nodes[after][ABOVE] == before for before, after in pairwise(path))
    end = nodes[path[-1]]
    assert [texts[number] for number in end[ENDS]][:2] == ["deadlock", result.message]
    assert end[USED] == result.preemptions
    assert "that is par" in texts[end[ENDS][2]]
    assert len(data["stops"]) == len(page(result).stops)
    assert [path.index(one) for one in data["stops"]] == sorted(path.index(one) for one in data["stops"])
    assert data["stops"][-1] == path[-2]  # where something can be chosen
    assert len(data["hints"]) == len(path)
    said = [texts[data["steps"][number][1]] for one in path for number in nodes[one][STEPS]]
    assert said == [stop.step.words for stop in page(result).stops if stop.step.number is not None]


def test_moves_lead_where_they_say(found: Found, recorded: Recorded) -> None:
    result = found("opposite_orders", "both_work")
    data = game(result, recorded(result)).data
    nodes, texts = data["nodes"], data["texts"]
    for number, node in enumerate(nodes):
        for move in node[MOVES]:
            if move[TO] >= 0:
                assert nodes[move[TO]][ABOVE] == number
                assert nodes[move[TO]][USED] == node[USED] + move[COSTS]
            row = next(data["rows"][one] for one in node[ROWS] if data["rows"][one][0] == move[LANE])
            assert row[3] in ("runs", "rests")
            assert not (row[3] == "runs" and move[COSTS])
    ends = {texts[node[ENDS][0]] for node in nodes if node[ENDS]}
    assert ends == {"deadlock", "pass"}
    held = {tuple(one) for node in nodes for one in (data["facts"][fact] for fact in node[FACTS])}
    assert {("pen", "held by writer"), ("paper", "held by artist"), ("pen", "free")} <= held
    blocked = {texts[data["rows"][row][1]] for row in nodes[data["path"][-1]][ROWS]}
    assert {"waits for paper (artist holds it)", "waits for pen (writer holds it)"} <= blocked


def test_a_livelock_ends_where_the_threads_take_turns(found: Found, recorded: Recorded) -> None:
    result = found("after_you", "two_polite_people")
    assert result.verdict is Verdict.LIVELOCK
    data = game(result, recorded(result)).data
    node = data["nodes"][data["path"][-1]]
    assert [data["texts"][number] for number in node[ENDS]][:2] == ["livelock", result.message]


def test_a_game_that_is_too_large_has_fewer_schedules(
    found: Found, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = found("opposite_orders", "both_work")
    recording = recorded(result)
    whole = game(result, recording)
    most = len(json.dumps(whole.data, separators=(",", ":"))) * 2 // 3
    monkeypatch.setattr(page_game, "MOST_CHARACTERS", most)
    made = game(result, recording)
    assert len(json.dumps(made.data, separators=(",", ":"))) <= most
    assert 1 <= made.schedules < whole.schedules == len(recording.runs)
    assert made.data["path"] == whole.data["path"]


def test_what_cannot_be_played_has_no_game(found: Found, recorded: Recorded, forbidden: Result) -> None:
    result = found("opposite_orders", "both_work")
    recording = recorded(result)
    assert 'id="take-over"' in render(result, recording=recording)
    without = render(result)
    assert 'id="take-over"' not in without
    assert f"kata play {result.replay}" in without  # the command instead
    result.verdict = Verdict.NONDETERMINISTIC
    assert "kata play" not in render(result, recording=recording)
    assert "kata play" not in render(forbidden, recording=recording)
    result = found("opposite_orders", "both_work")
    assert 'id="take-over"' not in render(result, recording=Recording([], recording.token))
