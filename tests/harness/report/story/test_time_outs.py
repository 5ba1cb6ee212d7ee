"""Time-outs that a failure needs: the report shows the step, its rule, and the option that leaves them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.story.main_source import main_source
from harness.report.story.model import Weight
from harness.report.story.steps import story

CANCELLED = """\
import threading


def main():
    hits = []
    timer = threading.Timer(5, hits.append, ["x"])
    timer.start()
    timer.cancel()
    timer.join()
    assert hits == []
"""
LATE = """\
import queue
import threading
import time


def main():
    items, got = queue.Queue(), []

    def consume():
        try:
            got.append(items.get(timeout=1.0))
        except queue.Empty:
            got.append(None)

    thread = threading.Thread(target=consume, name="consumer")
    thread.start()
    time.sleep(0.5)
    items.put("x")
    thread.join()
    assert got == ["x"]
"""
ALONE = """\
import queue


def main():
    try:
        queue.Queue().get(timeout=1.0)
    except queue.Empty:
        assert False
"""


def told(folder: Path, program: str):
    file = folder / "times.py"
    file.write_text(program, encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(200))
    assert result.trace is not None, result.message
    return story(result, result.trace, main_source(result))


@pytest.mark.parametrize("program", [CANCELLED, LATE])
def test_a_time_out_that_comes_although_threads_can_run_is_explained(tmp_path: Path, program: str) -> None:
    found = told(tmp_path, program)
    assert [one for one in found.steps if one.kind == "expire" and one.weight is Weight.ESSENTIAL]
    (note,) = found.notes
    assert "timed out while" in note
    assert "--timeouts idle" in note


def test_a_time_out_while_no_thread_can_run_needs_no_rule(tmp_path: Path) -> None:
    found = told(tmp_path, ALONE)
    assert [one for one in found.steps if one.kind == "expire"]
    assert not found.notes
