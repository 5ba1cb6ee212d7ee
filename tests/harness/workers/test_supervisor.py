"""Nothing of a worker outlives it, its judge or the process that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from harness.verdict import Verdict
from harness.workers import process as processes
from harness.workers.client import WorkerClient
from harness.workers.fork_requests import acquire, release
from harness.workers.job import Job

linux = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc, as the supervisor does")
posix = pytest.mark.skipif(os.name != "posix", reason="there is no fork, and no supervisor")

LEAVES = '''"""Leaves a process behind that has left its session, its group and its parent."""

import posix
import time

def program():
    if posix.fork() == 0:
        posix.setsid()
        if posix.fork() == 0:
            time_of_its_own()
        posix._exit(0)
    {then}

def time_of_its_own():
    import select
    select.select([], [], [], 600)
'''
ASKS = """
import sys
from harness.workers.client import WorkerClient
from harness.workers.job import Job
judge = WorkerClient()
print(judge.judge(Job("explore", {right!r}, "program", schedules=5)).verdict, flush=True)
judge.judge(Job("explore", {endless!r}, "program", schedules=5))
"""
ENDLESS = """
def program():
    sum(range(10**12))
"""
LONG = """
def program():
    sum(range(10**7))
"""
RIGHT = """
def program():
    pass
"""


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def marked(mark: str) -> list[int]:
    """Processes that carry a mark in their environment, which children inherit."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            try:
                if mark.encode() in Path(f"/proc/{name}/environ").read_bytes():
                    found.append(int(name))
            except OSError:
                continue
    return found


@pytest.fixture
def mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KATA_TEST_MARK", str(tmp_path))
    return f"KATA_TEST_MARK={tmp_path}"


def job(file: Path, text: str) -> Job:
    file.write_text(text, encoding="utf-8")
    return Job("explore", str(file), "program", schedules=5)


@linux
@pytest.mark.parametrize("then", ["pass", "posix._exit(3)", "raise ValueError"])
def test_who_has_left_the_session_is_found(then: str, tmp_path: Path, mark: str) -> None:
    with WorkerClient() as judge:
        result = judge.judge(job(tmp_path / "leaves.py", LEAVES.format(then=then)))
        assert result.passed == (then == "pass")
    assert marked(mark) == []


@linux
@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_does_not_outlive_its_parent(way: signal.Signals, tmp_path: Path, mark: str) -> None:
    right, endless = tmp_path / "right.py", tmp_path / "endless.py"
    right.write_text(RIGHT, encoding="utf-8")
    endless.write_text(ENDLESS, encoding="utf-8")
    script = ASKS.format(right=str(right), endless=str(endless))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline().strip() == "pass"
        assert len(marked(mark)) >= 3, "the parent, the supervisor, the worker"
        parent.send_signal(way)
        parent.wait()
        assert wait_until(lambda: not marked(mark), 2.0)


@linux
@pytest.mark.parametrize("who", ["the supervisor", "the fork server"])
def test_a_worker_does_not_outlive_what_it_was_forked_by(who: str, tmp_path: Path, mark: str) -> None:
    with WorkerClient() as judge:
        assert judge.judge(job(tmp_path / "right.py", RIGHT)).passed
        worker = judge._worker
        assert worker is not None
        supervisor, server = worker.pid, parent_of(worker.pid)
        assert parent_of(server) == os.getpid()
        os.kill(supervisor if who == "the supervisor" else server, signal.SIGKILL)
        assert wait_until(lambda: set(marked(mark)) <= {server}, 10.0)  # it beats, and looks each time
        assert wait_until(lambda: not worker.is_alive(), 10.0)
        assert judge.judge(job(tmp_path / "right.py", RIGHT)).passed, "there is another worker then"


@linux
def test_a_file_is_judged_again_when_the_fork_server_is_killed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mark: str
) -> None:
    with WorkerClient() as judge:
        assert judge.judge(job(tmp_path / "right.py", RIGHT)).passed
        worker = judge._worker
        assert worker is not None
        server = worker._server
        assert server is not None
        receive = worker.receive

        def killed_first(timeout: float) -> dict[str, object]:
            if worker.begun:  # one that has not begun is started again for that reason
                server.process.kill()
                assert wait_until(lambda: not worker.is_alive(), 10.0)
            return receive(timeout)

        monkeypatch.setattr(worker, "receive", killed_first)
        result = judge.judge(job(tmp_path / "long.py", LONG))
        assert judge._again
        assert result.passed, result.message


@posix
def test_workers_that_run_at_once_are_forked_by_one_process(tmp_path: Path, mark: str) -> None:
    with WorkerClient() as one, WorkerClient() as other:
        for judge in (one, other):
            assert judge.judge(job(tmp_path / "right.py", RIGHT)).passed
        assert one._worker is not None
        assert other._worker is not None
        server = one._worker._server
        assert server is other._worker._server
        one.close()
        assert server is not None
        assert server.process.poll() is None, "the other worker needs it"
    assert server.process.poll() == 0


@posix
def test_a_server_that_is_not_needed_is_ended_while_it_starts(mark: str) -> None:
    server = acquire()
    release(server)
    assert server.process.poll() is not None


@posix
def test_another_environment_has_a_server_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    one = acquire()
    monkeypatch.setenv("KATA_TEST_MARK", "another")
    other = acquire()
    assert one is not other
    for server in (one, other):
        release(server)


@posix
def test_two_who_end_a_worker_leave_the_supervisor_to_its_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool that cancels its work does that. A killed supervisor could end nothing, and the worker would go on."""
    killed: list[object] = []
    monkeypatch.setattr(processes, "_kill", killed.append)
    for _ in range(5):
        with WorkerClient() as judge:
            assert judge.judge(job(tmp_path / "right.py", RIGHT)).passed
            worker = judge._worker
            assert worker is not None
            both = [Thread(target=worker.end) for _ in range(2)]
            for one in both:
                one.start()
            for one in both:
                one.join()
        assert not worker.is_alive()
    assert killed == []


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[1])
    except OSError:
        return 0


@posix
def test_a_signal_and_an_exit_are_told_apart(tmp_path: Path) -> None:
    texts = {"exit code 3": "import posix\n\ndef program():\n    posix._exit(3)\n",
             "exit code -11": "import os\n\ndef program():\n    os.kill(os.getpid(), 11)\n"}  # fmt: skip
    with WorkerClient() as judge:
        for said, text in texts.items():
            result = judge.judge(job(tmp_path / "ends.py", text))
            assert result.verdict is Verdict.WRONG
            assert said in result.message


@linux
def test_nothing_is_left_open(tmp_path: Path) -> None:
    def opened() -> int:
        return len(os.listdir("/proc/self/fd"))

    with WorkerClient() as judge:  # the first one imports this and that
        judge.judge(job(tmp_path / "right.py", RIGHT))
    before = opened()
    for _ in range(2):
        with WorkerClient() as judge:
            judge.judge(job(tmp_path / "right.py", RIGHT))
    assert opened() == before


def test_each_file_has_a_process_of_its_own(tmp_path: Path) -> None:
    spoils = "import os\n\ndef program():\n    os.environ['SPOILT'] = 'yes'\n"
    looks = "import os\n\ndef program():\n    assert 'SPOILT' not in os.environ\n"
    with WorkerClient() as judge:
        assert judge.judge(job(tmp_path / "spoils.py", spoils)).passed
        assert judge.judge(job(tmp_path / "looks.py", looks)).passed
