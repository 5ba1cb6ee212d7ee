"""A known failure is tried first, reported the same way again, and forgotten once it is fixed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harness.failure_store import FailureStore, StoredFailure
from harness.result import Result
from harness.token import TokenError
from harness.verdict import Verdict
from harness.workers.job import Job
from harness.workers.pool import WorkerPool

RACY = """from threading import Thread

n = 0


def add():
    global n
    {line}


def both():
    threads = [Thread(target=add, name=name) for name in ("Anna", "Bert")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert n == 2
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "program.py"
    file.write_text(RACY.format(line="n += 1"), encoding="utf-8")
    return file


@pytest.fixture
def judges(tmp_path: Path) -> Iterator[WorkerPool]:
    with WorkerPool(1, tmp_path) as pool:
        yield pool


def job(file: Path, **words: int) -> Job:
    return replace(Job("explore", str(file), "both", schedules=100), **words)


def kept(folder: Path) -> list[Path]:
    return sorted((folder / ".kata" / "failures").glob("*"))


def same(first: Result, second: Result) -> bool:
    return replace(first, seconds=0.0) == replace(second, seconds=0.0)


def test_the_same_again_is_told_the_same(program: Path, judges: WorkerPool) -> None:
    first = judges.judge(job(program))
    assert first.verdict is Verdict.WRONG
    assert len(kept(program.parent)) == 1
    second = judges.judge(job(program))
    assert same(first, second)
    assert first.trace is not None
    assert second.trace is not None
    assert first.trace.fewest is second.trace.fewest is True


def test_after_a_change_that_mends_nothing_it_is_the_first_to_be_tried(program: Path, judges: WorkerPool) -> None:
    assert (judges.judge(job(program)).found or 0) > 1
    program.write_text("# changed\n" + program.read_text(encoding="utf-8"), encoding="utf-8")
    again = judges.judge(job(program))
    assert (again.verdict, again.found, again.schedules) == (Verdict.WRONG, 1, 1)


def test_it_is_forgotten_when_it_passes(program: Path, judges: WorkerPool) -> None:
    judges.judge(job(program))
    program.write_text(RACY.format(line="n = n + 0 if n else 2"), encoding="utf-8")
    assert judges.judge(job(program)).passed
    assert kept(program.parent) == []


def test_another_seed_searches_for_itself(program: Path, judges: WorkerPool) -> None:
    with WorkerPool() as fresh:
        expected = fresh.judge(job(program, seed=3))
    judges.judge(job(program))
    assert same(judges.judge(job(program, seed=3)), expected)


def test_nothing_is_written_without_being_asked(program: Path) -> None:
    with WorkerPool() as fresh:
        fresh.judge(job(program))
    assert [path.name for path in program.parent.iterdir()] == ["program.py"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "kata-failure/1"}', '{"schema": "other"}'])
def test_a_file_that_is_not_ours_is_not_used(program: Path, judges: WorkerPool, text: str) -> None:
    first = judges.judge(job(program))
    kept(program.parent)[0].write_text(text, encoding="utf-8")
    assert same(judges.judge(job(program)), first)


def test_a_file_of_other_kinds_is_not_used(program: Path, judges: WorkerPool) -> None:
    first = judges.judge(job(program))
    path = kept(program.parent)[0]
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"found": "two"}), encoding="utf-8")
    assert same(judges.judge(job(program)), first)


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, program: Path) -> None:
    (tmp_path / ".kata").write_text("in the way", encoding="utf-8")
    with WorkerPool(1, tmp_path) as pool:
        assert pool.judge(job(program)).verdict is Verdict.WRONG


def test_a_token_for_another_text_is_refused_with_the_line_that_changed(
    program: Path, judges: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = judges.judge(job(program))
    program.write_text(RACY.format(line="pass"), encoding="utf-8")
    monkeypatch.chdir(program.parent)
    with (
        WorkerPool() as fresh,
        pytest.raises(TokenError, match=r"another version of program\.py; program\.py line 8 has"),
    ):
        fresh.judge(replace(job(program), replay=found.replay))


def test_a_line_more_or_less_is_a_change(tmp_path: Path) -> None:
    store, file = FailureStore(tmp_path), tmp_path / "a.py"
    token = "k1:a.py::f:12345678:"
    store.put("a.py::f/", str(file), StoredFailure(token, "", 1, 1, False, "wrong", {"a.py": "one\ntwo\n"}))
    for text, where in {"one\n": "a.py line 2", "one\ntwo\nthree": "a.py line 3", "one\ntwo\n": ""}.items():
        file.write_text(text, encoding="utf-8")
        assert store.changed("12345678", [str(file)]) == where
    assert store.changed("87654321", [str(file)]) == ""


# -- a schedule that is not followed -----------------------------------------------------------------


def refused(program: Path, schedule: str) -> str:
    """Return why the program does not follow this schedule."""
    with WorkerPool() as fresh:
        found = fresh.judge(job(program))
        assert found.replay is not None
        with pytest.raises(TokenError) as refusal:
            fresh.judge(replace(job(program), replay=":".join([*found.replay.split(":")[:-2], schedule])))
    return str(refusal.value).replace("the program does not follow this schedule: ", "")


def test_a_parting_names_the_step_and_both_operations(program: Path) -> None:
    assert refused(program, "1.2_1.0") == (
        "at step 4 (choice 3) the schedule runs main, which is blocked before its join Anna at program.py line 16;"
        " Bert can run instead, with its write n at program.py line 8"
    )


def test_a_thread_that_is_not_there(program: Path) -> None:
    assert "the schedule runs thread 7, which has not been started; " in refused(program, "1.7")


def test_a_schedule_that_is_too_long(program: Path) -> None:
    assert refused(program, "zz.1").endswith("choices, but the schedule has another one at 1296")


def test_races_are_a_failure_when_asked_also_of_another_search(program: Path, judges: WorkerPool) -> None:
    program.write_text(RACY.format(line="n = 2"), encoding="utf-8")
    assert judges.judge(job(program)).passed
    strict = judges.judge(replace(job(program), strict_races=True))
    assert strict.verdict is Verdict.RACE
    assert judges.judge(replace(job(program), replay=strict.replay)).verdict is Verdict.RACE
