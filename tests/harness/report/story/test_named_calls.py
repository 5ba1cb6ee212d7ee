"""Steps of a line with several calls: each is named after the very call that was executed, or after no call."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.story.words import in_words
from harness.report.text.source import SourceText

PROGRAM = """\
import threading


def main():
    d, out = {{1: 1}}, []

    def work():
        {line}

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert False
"""
LINES = {
    "if d and sorted(map(str, d)) and not d.get(5): d.pop(1, None)": ["d.get(5)", "d.pop(1, None)"],
    "d.update({3: 3}); d.pop(3)": ["d.update({3: 3})", "d.pop(3)"],
    "','.join(map(str, d)); d.pop(1)": ["d.pop(1)"],
    "d[4] = 1; d[4] += 1; del d[4]": ["d[4] = 1", "changes d[4]", "deletes d[4]"],
    "out.append(d.pop(1)); out.append(len(d))": ["d.pop(1)", "out.append(d.pop(1))", "out.append(len(d))"],
    "(lambda: d.pop(1))() if d else d.clear()": ["d.pop(1)"],
}


@pytest.mark.parametrize("line", LINES)
def test_a_call_is_named_once_for_each_time_it_ran(tmp_path: Path, line: str) -> None:
    file = tmp_path / "calls.py"
    file.write_text(PROGRAM.format(line=line), encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(20))
    assert result.trace is not None
    source = SourceText(str(file))
    words = [in_words(event, source) for event in result.trace.events if event.place and event.place.line == 8]
    assert [one for one in words if one.split("(")[0].split("[")[0] in CALLS] == LINES[line], words


CALLS = {said.split("(")[0].split("[")[0] for names in LINES.values() for said in names} | {"d.clear"}
