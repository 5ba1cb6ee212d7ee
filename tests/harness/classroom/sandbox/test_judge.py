"""A file is judged in the sandbox as without it, and one that breaks the sandbox costs its limit and nothing else."""

import json
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from harness.answers.grades import GradeStatus, JudgedClause, JudgedFile
from harness.answers.grading_run import ChosenSandbox, SandboxCaution
from harness.classroom.judge import SLACK, Task
from harness.classroom.sandbox import judge as judging
from harness.classroom.sandbox.judge import chosen_sandbox, judge
from harness.common.records import encode
from harness.course.content.catalogue import catalogue
from harness.errors import UsageError
from harness.report.sentences.grading_run import sandbox_sentence
from harness.verdict import Verdict
from harness.workers.client import WorkerError

ROOT = Path(__file__).resolve().parents[4]
HOSTILE = sorted((ROOT / "tests" / "hostile").glob("*.py"))
CLAUSE = "test_two_count_once_each"
RACY = b"""
class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1
"""


def task(root, source, sandbox, engine="explore"):
    return Task("counter", source, str(root), 20, 4.0, 0, engine, sandbox)


def without_times(value):
    """A report without what the clock had to do with."""
    if isinstance(value, dict):
        return {key: without_times(each) for key, each in value.items() if key != "seconds"}
    return [without_times(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(RACY, id="racy"),
        pytest.param((ROOT / "solutions" / "counter.py").read_bytes(), id="right", marks=pytest.mark.slow),
    ],
)
def test_a_file_is_judged_as_without_the_sandbox(source, course, sandbox):
    inside, outside = (judge(task(course, source, where)) for where in ("bwrap", "none"))
    assert inside.status is GradeStatus.GRADED
    assert inside.clauses == outside.clauses
    assert without_times(inside.report) == without_times(outside.report)
    assert replace(inside, report={}, page="", seconds=0) == replace(outside, report={}, page="", seconds=0)


def verdict_on(file, course, where, engine):
    """The verdict on a hostile file, or the status where no clause was judged."""
    # in the sandbox there is no environment in which it could find the project
    source = file.read_bytes().replace(b"os.environ['HOSTILE_ROOT']", repr(str(course)).encode())
    try:
        judged = judge(task(course, source, where, engine))
    except (RuntimeError, WorkerError):
        return "the grader failed"
    assert len(judged.clauses) <= 1
    return str(judged.clauses[0].verdict) if judged.clauses else str(judged.status)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("engine", ["explore", "both"])
@pytest.mark.parametrize("file", HOSTILE, ids=lambda file: file.stem)
def test_a_hostile_file_gets_its_verdict_in_the_sandbox_too(file, engine, course, sandbox):
    with file.open(encoding="utf-8", errors="replace") as text:
        expected = set(text.readline().rpartition("-> ")[2].strip().split(" | "))
    found = verdict_on(file, course, "bwrap", engine)
    assert found != Verdict.PASS
    # what is not as the file says is the business of other tests, but must have nothing to do with the sandbox
    assert found in expected or found == verdict_on(file, course, "none", engine)


class TestBrokenSandbox:
    """Programs that stand for a file which has taken over everything in the sandbox."""

    @pytest.fixture
    def broken(self, monkeypatch, course, sandbox):
        def judged(code):
            program = f"import os, sys, time; data = sys.stdin.read(); {code}"
            monkeypatch.setattr(judging, "python_command", lambda statement: [sys.executable, "-c", program])
            return judge(task(course, RACY, "bwrap"))

        return judged

    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("os._exit(0)", "no answer"),
            ("os._exit(3)", "exit code 3: nothing was said"),
            ("os.kill(os.getpid(), 11)", "exit code 139"),
            ("os.killpg(0, 9)", "exit code 137"),
            ("print('[]')", "no answer"),
            ("print('{\"kata\": 1}')", "no answer"),
            ("sys.stdout.buffer.write(b'\\xff')", "no answer"),
            ("print('[' * 100000)", "no answer"),
            ("sys.exit('last \\x1b[31m words')", r"exit code 1: last \\x1b\[31m words"),
        ],
    )
    def test_no_answer_is_an_error(self, code, said, broken):
        with pytest.raises(RuntimeError, match=said):
            broken(code)

    @pytest.mark.parametrize(
        ("source", "clause", "said"), [(b"another", CLAUSE, "another file"), (RACY, "test_mine", "other clauses")]
    )
    def test_an_answer_about_something_else_is_an_error(self, source, clause, said, broken):
        answer = encode(
            JudgedFile("counter", sha256(source).hexdigest(), GradeStatus.GRADED, (JudgedClause(clause, Verdict.PASS),))
        )
        with pytest.raises(RuntimeError, match=said):
            broken(f"print({json.dumps(answer)!r})")

    def test_a_hang_costs_its_limit(self, broken, monkeypatch):
        monkeypatch.setattr(judging, "_seconds", lambda task, kata: 1.0)
        judged = broken("time.sleep(600)")
        assert judged.status is GradeStatus.NOT_GRADABLE
        assert judged.message == "The sandbox was ended, because the file took more than 1 seconds."

    def test_the_limit_is_beyond_all_limits_of_a_worker(self, course):
        kata = catalogue(course)["counter"]
        for engine, factor in (("explore", 1), ("both", 2)):
            limit = judging._seconds(task(course, RACY, "bwrap", engine), kata)
            assert limit > factor * len(kata.clauses) * (4.0 + SLACK)

    def test_a_flood_costs_its_limit(self, broken, monkeypatch):
        monkeypatch.setattr(judging, "ANSWER", 1 << 20)
        judged = broken("\nwhile True: os.write(1, bytes(1 << 16)); os.write(2, bytes(1 << 16))")
        assert judged.status is GradeStatus.NOT_GRADABLE
        assert judged.message == "The sandbox was ended, because the file wrote too much."

    def test_memory_costs_its_limit(self, broken, monkeypatch):
        monkeypatch.setattr(judging, "MEMORY", 200 << 20)
        judged = broken("\nkept = []\nwhile True: kept.append(b'x' * (10 << 20)); time.sleep(0.01)")
        assert judged.status is GradeStatus.NOT_GRADABLE
        assert judged.message == "The sandbox was ended, because the file used more than 0.2 GB of memory."


def test_a_sandbox_that_is_wanted_and_does_not_work_is_refused(monkeypatch):
    monkeypatch.setattr(judging, "works", lambda: "bwrap is not installed")
    with pytest.raises(UsageError, match="--sandbox bwrap: bwrap is not installed"):
        chosen_sandbox("bwrap")
    found = chosen_sandbox("auto")
    assert found == ChosenSandbox("none", SandboxCaution.NOT_AVAILABLE, "bwrap is not installed")
    assert sandbox_sentence(found) == ("no sandbox (bwrap is not installed): a submission can read what you can read")
    with pytest.raises(UsageError, match="--sandbox docker: it is one of auto, bwrap, none"):
        chosen_sandbox("docker")


def test_a_machine_without_a_filter_is_warned_of(monkeypatch):
    monkeypatch.setattr(judging, "works", lambda: "")
    assert chosen_sandbox("auto") == ChosenSandbox("bwrap")
    monkeypatch.setattr(judging, "has_filter", lambda: False)
    assert chosen_sandbox("bwrap") == ChosenSandbox("bwrap", SandboxCaution.NO_FILTER)
