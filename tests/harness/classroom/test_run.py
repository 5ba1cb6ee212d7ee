"""The run over an executor: each file once, none lost, whatever happens to a process."""

import json
import os
import signal
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest

from harness.answers.grades import GradeStatus
from harness.answers.grading_run import RunProgress
from harness.classroom import run
from harness.classroom import store as store_module
from harness.classroom.executors import executors
from harness.classroom.judge import Task, judge_file, key_of
from harness.classroom.run import run_tasks, shared
from harness.classroom.store import JudgedStore
from harness.errors import UsageError
from harness.soak.until import Shard

TASK = Task("counter", b"", "", 10, 10.0, 0, "explore")
TASKS = {f"key{number}": replace(TASK, source=str(number).encode()) for number in range(7)}


@pytest.fixture
def begun(monkeypatch, judged_file):
    """The sources that were judged; by a stand-in for the judge."""
    found = []

    def judge(task):
        found.append(task.source)
        return judged_file(source=task.digest)

    monkeypatch.setattr(run, "judge", judge)
    return found


def threads():
    return ThreadPoolExecutor(2)


def test_each_file_is_judged_once(tmp_path, begun):
    store, said = JudgedStore(tmp_path), []
    found = run_tasks(TASKS, store, threads, 2, said.append)
    assert sorted(begun) == sorted(task.source for task in TASKS.values())
    assert found.keys() == TASKS.keys()
    assert [one.done for one in said] == list(range(8))
    again = run_tasks(TASKS, JudgedStore(tmp_path), threads, 2, said.append)
    assert again == found
    assert len(begun) == 7
    assert said[-1] == RunProgress(7, 7, 7, said[-1].seconds)


def test_the_time_left_is_estimated_from_what_was_judged():
    assert RunProgress(4, 2, 10, 30.0).left == 90.0
    assert RunProgress(2, 2, 10, 30.0).left is None


def test_another_key_is_judged_again(tmp_path, begun):
    run_tasks({"one": TASK}, JudgedStore(tmp_path), threads, 2)
    run_tasks({"two": TASK}, JudgedStore(tmp_path), threads, 2)
    assert len(begun) == 2


def test_the_key_depends_on_all_that_verdicts_depend_on():
    keys = {
        key_of(task, contract)
        for task in (TASK, replace(TASK, source=b"x"), replace(TASK, seed=1), replace(TASK, schedules=1),
                     replace(TASK, seconds=1.0), replace(TASK, engine="both"), replace(TASK, kata="latch"),
                     replace(TASK, python="CPython 3.99"))
        for contract in (b"", b"x")
    }  # fmt: skip
    assert len(keys) == 16
    assert key_of(replace(TASK, root="elsewhere", sandbox="bwrap"), b"") == key_of(TASK, b"")


def test_a_damaged_file_is_judged_again(tmp_path, begun):
    store = JudgedStore(tmp_path)
    run_tasks({"one": TASK}, store, threads, 2)
    [path] = (tmp_path / "judged" / "counter").iterdir()
    for text in ("", "[]", "{}", json.dumps({"schema": "kata-judged-file/1", "key": "one", "kata": 3})):
        path.write_text(text)
        store = JudgedStore(tmp_path)
        run_tasks({"one": TASK}, store, threads, 2)
        assert store.damaged == [path]
    assert len(begun) == 5


def test_what_another_python_has_judged_is_judged_again_and_counted(tmp_path, begun, monkeypatch):
    shares = [Shard(index, 2) for index in (1, 2)]
    folders = [tmp_path / str(one.index) for one in shares]
    run_tasks(TASKS, JudgedStore(folders[0]), threads, 2, shard=shares[0])
    with monkeypatch.context() as there:
        there.setattr(store_module, "python_name", lambda: "CPython 3.99")
        tasks = {f"other {key}": task for key, task in TASKS.items()}  # as the key has the Python, too
        run_tasks(tasks, JudgedStore(folders[1]), threads, 2, shard=shares[1])
    assert sorted(begun) == sorted(task.source for task in TASKS.values())  # the shares are the same nevertheless
    merging = JudgedStore(tmp_path / "all", folders)
    found = run_tasks(TASKS, merging, threads, 2)
    assert found.keys() == TASKS.keys()
    assert merging.other_pythons == {(folders[1], "CPython 3.99"): 3}
    assert len(begun) == 10


def test_a_worker_of_another_python_judges_nothing():
    with pytest.raises(RuntimeError, match=r"CPython 3\.99 is to judge it, and this is "):
        judge_file(replace(TASK, python="CPython 3.99"))


def test_shares_are_disjoint_and_complete(tmp_path, begun):
    shares = [Shard(index, 3) for index in (1, 2, 3)]
    parts = [shared(TASKS, one) for one in shares]
    assert sorted(key for part in parts for key in part) == sorted(TASKS)
    folders = [tmp_path / str(one.index) for one in shares]
    for one, folder in zip(shares, folders, strict=True):
        run_tasks(TASKS, JudgedStore(folder), threads, 2, shard=one)
    assert len(begun) == 7
    merged = run_tasks(TASKS, JudgedStore(tmp_path / "all", folders), threads, 2)
    assert merged.keys() == TASKS.keys()
    assert len(begun) == 7


class Breaks(ThreadPoolExecutor):
    """An executor that breaks as ProcessPoolExecutor does, when it is to judge certain sources."""

    def __init__(self, sources, left):
        super().__init__(2)
        self._sources, self._left, self._broken, self._held = sources, left, False, []
        self._gate = threading.Lock()

    def submit(self, function, task):
        if task.source not in self._sources or not self._left[0]:
            return super().submit(function, task)
        with self._gate:
            self._left[0] -= 1
            self._broken = "A process was terminated"
            future = Future()
            future.set_exception(BrokenProcessPool("A process was terminated"))
            return future


def test_what_a_dead_process_was_doing_is_begun_again(tmp_path, begun):
    left = [2]
    found = run_tasks(TASKS, JudgedStore(tmp_path), lambda: Breaks({b"3"}, left), 2)
    assert found.keys() == TASKS.keys()
    assert {one.status for one in found.values()} == {GradeStatus.GRADED}
    assert max(one.attempts for one in found.values()) == 3


def test_a_file_that_ends_the_process_each_time_is_not_gradable_and_costs_nobody_else(tmp_path, begun):
    found = run_tasks(TASKS, JudgedStore(tmp_path), lambda: Breaks({b"3"}, [99]), 2)
    assert [key for key, one in found.items() if one.status is GradeStatus.NOT_GRADABLE] == ["key3"]
    assert "3 times" in found["key3"].message
    # the next run tries again
    assert JudgedStore(tmp_path).get("counter", TASKS["key3"].digest, "key3") is None


def test_an_error_of_the_judge_is_not_the_students(tmp_path, monkeypatch):
    def judge(task):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(run, "judge", judge)
    found = run_tasks({"one": TASK}, JudgedStore(tmp_path), threads, 2)
    assert found["one"].status is GradeStatus.NOT_GRADABLE
    assert "the disk is full" in found["one"].message


def test_a_folder_that_cannot_be_written(tmp_path, begun):
    (tmp_path / "judged").write_text("in the way")
    with pytest.raises(UsageError, match="cannot be written"):
        run_tasks({"one": TASK}, JudgedStore(tmp_path), threads, 2)


@pytest.mark.slow
def test_a_real_process_that_is_killed_is_replaced(tmp_path):
    with executors(1, None) as make:
        executor = make()
        assert executor.submit(os.getpid).result() != os.getpid()
        with pytest.raises(BrokenProcessPool):
            executor.submit(os.kill, executor.submit(os.getpid).result(), signal.SIGKILL).result()
        assert executor._broken
        executor.shutdown()
