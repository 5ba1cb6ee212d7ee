"""The difference and the values over time on ten failures, each read and found true.

A snapshot in ``differences/`` has what the report says of a passing schedule near the failing one, both executions
from the step where they part, and the values of a name. ``KATA_WRITE_SNAPSHOTS=1`` writes them anew; then read them
against the program beside them.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.executor import Executor
from harness.explorer.replay import replay
from harness.explorer.run import run
from harness.facts.difference import Difference
from harness.program.function import Function
from harness.report.exports.json import report, schema
from harness.report.page.build import page
from harness.report.page.render import render
from harness.report.sentences.difference import difference_sentence, nothing_near
from harness.report.terminal.failure import failure, text
from harness.report.terminal.values import value_table, watched
from harness.report.text.line import pad, wrap
from harness.result import Result
from harness.token import Token
from harness.verdict import Verdict

HERE = Path(__file__).parent / "differences"
WATCHED = {
    "lost_update": (Verdict.WRONG, "total"),
    "check_then_act": (Verdict.WRONG, "self.passengers"),
    "two_locks": (Verdict.DEADLOCK, "paper"),
    "lost_wakeup": (Verdict.STUCK, "ready"),
    "order_of_start": (Verdict.WRONG, "config"),
    "semaphore_of_two": (Verdict.WRONG, "visits"),
    "two_critical_sections": (Verdict.WRONG, "money"),
    "lost_item": (Verdict.WRONG, "done"),
    "callback_too_early": (Verdict.WRONG, "handlers"),
    "polite_forever": (Verdict.LIVELOCK, "left"),
}
"""By program: its verdict, and a name to watch."""
MOST_VALUES = 14


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)


@cache
def result_of(name: str, seed: int = 0) -> Result:
    return run(Function(f"{name}.py", "main"), Budget(1_000), seed)


def difference_of(result: Result) -> Difference:
    assert result.difference is not None
    return result.difference


def shown(name: str) -> str:
    """The snapshot of a program."""
    result, watch = result_of(name), WATCHED[name][1]
    lines = wrap(difference_sentence(difference_of(result), result.file), 80)
    both = page(result).side_by_side
    assert both is not None
    lines += ["", pad("step  fails", 64) + "passes"]
    for step, *sides in both.rows:
        failing, passing = (
            f"{side.thread} {side.words}" + f" ({side.where})" * bool(side.where) if side else "" for side in sides
        )
        lines.append((f"{step:4}  " + pad(failing, 58) + passing).rstrip())
    lines += ["", *value_table(result, watch, watched(result, watch))[: MOST_VALUES + 2]]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", WATCHED)
def test_it_reads_as_before(name: str) -> None:
    assert result_of(name).verdict is WATCHED[name][0]
    snapshot = HERE / f"{name}.txt"
    if os.environ.get("KATA_WRITE_SNAPSHOTS"):
        snapshot.write_text(shown(name), encoding="utf-8")
    assert shown(name) == snapshot.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WATCHED)
def test_the_terminal_says_it(name: str) -> None:
    result = result_of(name)
    lines = text(failure(result)).splitlines()
    assert difference_sentence(difference_of(result), result.file) in " ".join(" ".join(lines).split())
    assert len(lines) <= 30
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("name", WATCHED)
def test_a_replay_finds_the_same_difference(name: str) -> None:
    result = result_of(name)
    assert result.replay is not None
    program = Function(f"{name}.py", "main")
    again = replay(Executor(program), Token.parse(result.replay))
    assert again.difference == result.difference


def test_the_same_seed_gives_the_same_difference() -> None:
    again = run(Function("lost_update.py", "main"), Budget(1_000))
    assert again.difference == result_of("lost_update").difference


@pytest.mark.parametrize("name", WATCHED)
def test_the_json_keeps_its_schema(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    document = report([result_of(name)])
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(document)) == []
    assert document["results"][0]["difference"]["passing"]["step"] == difference_of(result_of(name)).step


def test_where_no_schedule_passes_only_the_page_says_how_many_were_tried(tmp_path: Path) -> None:
    program = tmp_path / "always.py"
    program.write_text(
        "from threading import Thread\n\n\ndef main():\n    n = []\n"
        "    threads = [Thread(target=n.append, args=(1,)) for _ in range(2)]\n"
        "    for thread in threads:\n        thread.start()\n    for thread in threads:\n        thread.join()\n"
        "    assert n == [1]\n",
        encoding="utf-8",
    )
    result = run(Function(str(program), "main"), Budget(100))
    difference = difference_of(result)
    assert (difference.step, difference.passing) == (0, None)
    assert difference_sentence(difference, result.file) == ""
    said = nothing_near(difference)
    assert said.startswith("No schedule near it was found that passes; ")
    assert said in render(result)
    assert "near" not in text(failure(result))


def test_one_thread_alone_has_no_other_schedule(tmp_path: Path) -> None:
    program = tmp_path / "alone.py"
    program.write_text("def main():\n    assert 1 == 2\n", encoding="utf-8")
    assert run(Function(str(program), "main"), Budget(100)).difference is None


def test_a_budget_that_is_over_leaves_no_time_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Budget, "in_time", lambda budget: False)
    assert run(Function("lost_update.py", "main"), Budget(1_000)).difference is None
