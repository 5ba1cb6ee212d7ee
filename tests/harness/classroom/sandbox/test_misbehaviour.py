"""A class in which files crash, hang, flood and kill: each costs its limit, and the others are graded."""

import contextlib
import csv
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.app import app

pytestmark = pytest.mark.skipif(os.name != "posix", reason="on Windows some of it is not possible")
ROOT = Path(__file__).resolve().parents[4]
BODY = """
class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        {}
        self.value += 1
"""
ACTS = {
    # what it does: (the verdict, the code)
    "aborts": ("wrong", "import os; os.abort()"),
    "exits": ("wrong", "import os; os._exit(0)"),
    "fills the memory": ("wrong", "self.kept = [bytearray(10_000_000) for _ in range(10_000)]"),
    "floods errors": ("livelock", "import sys\n        while True: sys.stderr.write('x' * 10000)"),
    "floods the output": ("livelock", "while True: print('x' * 10000)"),
    "hangs in C": ("hang", "import re; re.match(r'(a+)+b', 'a' * 40)"),
    "kills its group": ("forbidden", "import os; os.killpg(0, 9)"),
    "loops": ("livelock", "while True: pass"),
    "nests too deeply": ("wrong", "self.increment()"),
    "says too much": ("wrong", "raise ValueError('x' * 1_000_000)"),
}


@pytest.fixture
def here(course, tmp_path, monkeypatch):
    shutil.copytree(course, tmp_path / "class")
    monkeypatch.chdir(tmp_path / "class")
    folder = tmp_path / "class" / "subs"
    for name, (_, act) in ACTS.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "counter.py").write_text(BODY.format(act), encoding="utf-8")
    for name in ("a first one", "the last one"):
        (folder / name).mkdir()
        text = (ROOT / "solutions" / "counter.py").read_text(encoding="utf-8")
        (folder / name / "counter.py").write_text(f"{text}# {name}\n", encoding="utf-8")
    (tmp_path / "class" / "grading.toml").write_text(
        "[grading]\nkatas = ['counter']\nschedules = 12\n", encoding="utf-8"
    )
    return tmp_path / "class"


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("where", ["none", "bwrap"])
def test_each_costs_its_limit_and_the_others_are_graded(where, here, request):
    if where == "bwrap":
        request.getfixturevalue("sandbox")
    run = CliRunner().invoke(app, ["grade", "subs", "--jobs", "2", "--sandbox", where])
    assert run.exit_code == 0, run.output
    with (here / "graded" / "scores.csv").open(newline="", encoding="utf-8") as table:
        found = {row["student"]: (row["counter status"], row["counter verdict"]) for row in csv.DictReader(table)}
    assert found == {name: ("graded", verdict) for name, (verdict, _) in ACTS.items()} | {
        "a first one": ("graded", "pass"), "the last one": ("graded", "pass"),
    }  # fmt: skip


@pytest.mark.slow
def test_nothing_outlives_a_grader_that_is_killed(here, sandbox):
    for path in (here / "subs").iterdir():
        if path.name != "loops":
            shutil.rmtree(path)
    (here / "subs" / "loops" / "counter.py").write_text(BODY.format("import re; re.match(r'(a+)+b', 'a' * 40)"))
    words = [sys.executable, "-c", "from harness.cli.main import main; main()", "grade", "subs", "--sandbox", "bwrap"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, start_new_session=True) as grader:
        wait_until(lambda: any("bwrap" in one and "launcher.py" in one for one in descendants(grader.pid).values()))
        wait_until(lambda: sum("workers.launcher" in one for one in descendants(grader.pid).values()))
        theirs = descendants(grader.pid)
        grader.kill()
    wait_until(lambda: not [pid for pid, one in theirs.items() if commands().get(pid, ("", 0))[0] == one])


def wait_until(true):
    ends = time.monotonic() + 60
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.1)


def commands():
    """The command and the parent of each process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            found[int(path.name)] = ((path / "cmdline").read_bytes().replace(b"\0", b" ").decode(), parent)
    return found


def descendants(root):
    """The commands of all that a process has started."""
    known, found, waiting = commands(), {}, [root]
    while waiting:
        above = waiting.pop()
        below = {pid: command for pid, (command, parent) in known.items() if parent == above}
        found |= below
        waiting += below
    return found
