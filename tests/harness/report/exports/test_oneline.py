"""One line for each result. After a wanted change, write the snapshot again with ``KATA_WRITE_SNAPSHOTS=1``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.exports.oneline import oneline
from harness.result import Result
from harness.trace import Place
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[1]))

from results import FAILING, PASSING, ROOT, failing, hostile, not_begun, passing

SNAPSHOT = Path(__file__).parent / "oneline.txt"


def test_the_line_of_each_verdict_is_the_snapshot(monkeypatch):
    monkeypatch.chdir(ROOT)
    results = [*map(failing, FAILING), *map(passing, range(len(PASSING))), not_begun()]
    text = "".join(f"{oneline(result)}\n" for result in results)
    if os.environ.get("KATA_WRITE_SNAPSHOTS"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8")
    assert text.count("\n") == len(results)


@pytest.mark.parametrize("name", ["a b.py", "c:d.py", "größe.py"])
def test_the_name_of_a_file_is_written_as_it_is(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = Result(Verdict.BUSY_WAIT, "P0\npolls.", name, str(tmp_path / name), line=7)
    assert oneline(result) == f"{name}:7: busy_wait: P0 polls."


def test_whatever_the_names_are_it_is_one_line():
    assert len(oneline(replace(hostile(), file="/a\nb\x85c.py")).splitlines()) == 1


def test_a_line_of_another_file_is_given_with_that_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = Result(Verdict.WRONG, "x.", "p.py::main", "p.py", place=Place(str(tmp_path / "lib.py"), 4))
    assert oneline(result) == "lib.py:4: wrong: x."


def test_the_file_and_the_line_are_those_that_the_report_marks_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "box_of_one.py").write_text(
        "class Box:\n    def __init__(self):\n        self.items = [1]\n\n    def take(self):\n"
        "        if self.items:\n            return self.items.pop()\n",
        encoding="utf-8",
    )
    (tmp_path / "takes.py").write_text(
        "from threading import Thread\nfrom box_of_one import Box\n\n\ndef main():\n    box = Box()\n"
        "    threads = [Thread(target=box.take) for _ in range(2)]\n    [one.start() for one in threads]\n"
        "    [one.join() for one in threads]\n",
        encoding="utf-8",
    )
    result = run(Function("takes.py", "main"), Budget(100))
    assert result.verdict is Verdict.WRONG, result.message
    assert oneline(result).startswith("box_of_one.py:7: wrong: "), oneline(result)


@pytest.mark.parametrize(
    ("name", "line"),
    [("main", 2), ("Box", 6), ("Box::test_it[1-a]", 8), ("Box.test_it", 8), ("absent", 1), ("Box.absent", 6)],
)
def test_a_pass_is_at_the_line_of_its_function(name, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "\ndef main():\n    pass\n\n\nclass Box:\n    x = 1\n    def test_it(self):\n        pass\n"
    (tmp_path / "p.py").write_text(text, encoding="utf-8")
    result = Result(Verdict.PASS, "held.", f"p.py::{name}", "p.py")
    assert oneline(result) == f"p.py:{line}: pass: held."


def test_a_file_that_cannot_be_read_is_named_with_its_first_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert oneline(Result(Verdict.PASS, "held.", "p.py::main", "p.py")) == "p.py:1: pass: held."
