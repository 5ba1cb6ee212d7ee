"""A worker works in its client's folder, also when that has changed since the worker was started."""

from pathlib import Path

import pytest

from harness.workers.client import WorkerClient
from harness.workers.job import Job

RACY = """
from threading import Thread

def both():
    counts = [0]
    def add():
        counts[0] += 1
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [2]
"""


def test_a_token_names_its_file_as_seen_from_the_present_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WorkerClient() as judge:
        for name in ("one", "two"):
            file = tmp_path / name / "racy.py"
            file.parent.mkdir()
            file.write_text(RACY, encoding="utf-8")
            monkeypatch.chdir(file.parent)
            result = judge.judge(Job("explore", str(file), "both", schedules=100))
            assert str(result.replay).startswith("k1:racy.py::both:")
