"""A program with several schedules, and corpora of it in small batches."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.course.grading.token_job import function_job
from harness.soak.corpus import Corpus
from harness.soak.run import SoakBounds, SoakRun, header_of
from harness.soak.until import Shard
from harness.workers.pool import WorkerPool

ROOT = Path(__file__).parents[3]
PROGRAM = """
import threading


def count(names):
    counts, added = {}, []

    def add(name):
        known = counts.get(name, 0)
        counts[name] = known + 1
        added.append(name)

    threads = [threading.Thread(target=add, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts


def fine():
    assert len(count("abcd")) == 4


def racy():
    assert count("aab") == {"a": 2, "b": 1}


def one():
    assert count("a") == {"a": 1}
"""
SCRIPT = """
import os, signal, sys
from pathlib import Path
from harness.course.grading.token_job import function_job
from harness.soak.corpus import Corpus
from harness.soak.run import SoakBounds, SoakRun, header_of
from harness.soak.until import Shard
from harness.workers.pool import WorkerPool

function, folder, schedules, shard, jobs, batches, writes = sys.argv[1:]
left = int(batches)


def finished(batch):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def replace(source, target, left=[int(writes)], real=os.replace):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)  # the file is written, and has not got its name
    real(source, target)


os.replace = replace
job = function_job(str(Path("program.py").resolve()), function)
corpus = Corpus.open(Path(folder), header_of(job, 30))
bounds = SoakBounds(schedules=int(schedules), keep_going=True, shard=Shard.parse(shard))
with WorkerPool(int(jobs)) as pool:
    SoakRun(corpus, job, bounds, finished).run(pool)
"""


class SoakFolder:
    """A folder with a program, in which corpora are made by processes of their own."""

    def __init__(self, path):
        self.path = path
        (path / "program.py").write_text(PROGRAM, encoding="utf-8")

    def run(self, corpus, schedules, *, function="racy", shard="1/1", jobs=1, keep_going=True, **header):
        """Run batches of 30 schedules, in this process; the numbers of those that were run."""
        job = function_job(str((self.path / "program.py").resolve()), function)
        corpus = Corpus.open(self.path / corpus, replace(header_of(job, 30), **header))
        bounds, numbers = SoakBounds(schedules=schedules, keep_going=keep_going, shard=Shard.parse(shard)), []
        with WorkerPool(jobs) as pool:
            SoakRun(corpus, job, bounds, lambda batch: numbers.append(batch.number)).run(pool)
        return numbers

    def killed(self, corpus, schedules, *, function="racy", shard="1/1", jobs=1, after=0, in_write=0):
        """Run the same in a process that kills itself after a batch, or while it writes its Nth file."""
        words = [function, corpus, schedules, shard, jobs, after, in_write]
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *map(str, words)],
            cwd=self.path, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == -9, done.stderr

    def content(self, corpus):
        """The bytes of all files of a corpus but those that say how long it took."""
        files = (path for path in (self.path / corpus).rglob("*") if path.is_file())
        found = {path.relative_to(self.path / corpus).as_posix(): path.read_bytes() for path in files}
        return {name: data for name, data in found.items() if not name.startswith("times/")}


@pytest.fixture
def soaking(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return SoakFolder(tmp_path)
