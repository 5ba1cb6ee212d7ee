"""Files whose import does more than define classes: one that never ends cannot be judged, and is no zero."""

from pathlib import Path

import pytest

from harness.answers.grades import GradeStatus
from harness.classroom import judge as judging
from harness.classroom.import_lines import runs_at_import
from harness.classroom.judge import Task, judge_file
from harness.facts import RunsForever, ThreadAt
from harness.result import Result
from harness.trace import Place
from harness.verdict import Verdict

ROOT = Path(__file__).parents[3]
SOLUTION = (ROOT / "solutions" / "counter.py").read_text(encoding="utf-8")


@pytest.fixture
def judged(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # judging changes the working directory
    return lambda end: judge_file(Task("counter", (SOLUTION + end).encode(), str(ROOT), 8, 20.0, 0, "explore"))


@pytest.mark.parametrize(
    ("end", "line"),
    [
        ("while True:\n    pass\n", 1),
        ("_lock = Lock()\n_lock.acquire()\n_lock.acquire()\n", 3),
        ("import sys\nsys.exit(1)\n", 2),
        ("number = input()\n", 1),
        ("raise ValueError('no')\n", 1),
    ],
    ids=["loop", "deadlock", "exit", "input", "exception"],
)
def test_an_import_that_does_not_come_to_its_end_cannot_be_judged(judged, end, line):
    found = judged(end)
    assert found.status is GradeStatus.ERROR
    assert f"counter.py line {len(SOLUTION.splitlines()) + line}" in found.message
    assert not found.page


def test_a_sleep_at_import_is_judged(judged):
    found = judged("\nimport time\ntime.sleep(30)\n")
    assert found.status is GradeStatus.GRADED
    assert {one.verdict for one in found.failing} == {Verdict.BUSY_WAIT}


def test_a_loop_in_a_method_is_judged(judged):
    found = judged("\n\ndef _spin(self):\n    while True:\n        pass\n\n\nCounter.increment = _spin\n")
    assert found.status is GradeStatus.GRADED
    assert found.failing[0].verdict is Verdict.LIVELOCK


@pytest.mark.parametrize(("line", "never_ran"), [(1, True), (4, False)], ids=["at import", "in a method"])
def test_a_program_that_runs_forever_by_design_is_an_answer_unless_its_import_does(line, never_ran):
    source = b"while True: pass\nclass Counter:\n    def __init__(self):\n        while True: self.n += 1\n"
    place = Place("counter.py", line)
    facts = RunsForever((ThreadAt("main", place),), 4_000)
    result = Result(Verdict.ERROR, "", "counter", "counter.py", "test_a", line, facts=facts)
    assert judging._never_ran(result, source) is never_ran


def test_lines_of_functions_do_not_run_at_import():
    source = b"import x\n\ndef f():\n    return 1\n\nclass C:\n    a = 1\n    async def g(self):\n        pass\n\n"
    source += b"h = lambda: 1\n"
    assert [line for line in range(1, 12) if runs_at_import(source, line)] == [1, 2, 5, 6, 7, 10]
    assert not runs_at_import(source, None)
    assert not runs_at_import(b"class (", 1)
