"""A small project with two katas of its own, for the tests of the plugin and of the command line."""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from unittest import mock

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))
from spare_workers import spare_workers

STUB = '''
"""Tally marks on a wall."""


class Tally:
    """A count that several threads add to."""

    def __init__(self) -> None:
        raise NotImplementedError

    def add(self) -> None:
        raise NotImplementedError

    def total(self) -> int:
        raise NotImplementedError
'''

RIGHT = """
from threading import Lock


class Tally:
    def __init__(self):
        self.lock = Lock()
        self.count = 0

    def add(self):
        with self.lock:
            self.count += 1

    def total(self):
        with self.lock:
            return self.count
"""

RACY = """
class Tally:
    def __init__(self):
        self.count = 0

    def add(self):
        self.count += 1

    def total(self):
        return self.count
"""

CONTRACT = '''
"""What a tally must do."""

import pytest

pytestmark = pytest.mark.kata("tally", allow="Lock, Thread")


def test_one_mark_is_counted(Tally):
    tally = Tally()
    tally.add()
    assert tally.total() == 1


def test_two_threads_make_two_marks(Tally, threads):
    tally = Tally()
    threads.start("one", tally.add)
    threads.start("two", tally.add)
    threads.join()
    assert tally.total() == 2
'''

BELL = """
class Bell:
    def ring(self):
        return "ding"
"""

BELL_CONTRACT = """
import pytest

pytestmark = pytest.mark.kata("bell", allow="any")


def test_it_rings(Bell):
    assert Bell().ring() == "ding"
"""


class Unseen(list):
    """A list for the notes of a program under test: a class of the harness, so that no access to it is announced."""


Unseen.__module__ = "concurrency_katas.unseen"
sys.modules["concurrency_katas.unseen"] = sys.modules["harness.unseen"] = ModuleType("concurrency_katas.unseen")
sys.modules["harness.unseen"].Unseen = Unseen

FEW = ("--engine", "explore", "--schedules", "50")
ALONE = ("--jobs", "1")
"""Enough for a race between two lines; no test here is about how hard the search looks."""


def session_inside(folder, words, env):
    """A session of pytest inside this one: its exit code, its output, its errors; all else stays as it was."""
    path, modules = sys.path[:], set(sys.modules)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, env, clear=True))
        stack.enter_context(contextlib.chdir(folder))
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        # neither faulthandler nor xdist knows of more than one session in a process
        code = pytest.main(["-p", "no:faulthandler", "-p", "no:xdist", "-p", "no:unraisableexception", *words])
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        if str(getattr(sys.modules[name], "__file__", None)).startswith(str(folder)):
            del sys.modules[name]
    return code, out.getvalue(), err.getvalue()


class Project:
    """The project's folder, and the command that works on it.

    Attributes:
        path: the folder.
        right: source that keeps the contract of the kata "tally".
        racy: source that breaks its second clause, under some schedules.
    """

    right = RIGHT
    racy = RACY

    def __init__(self, path):
        self.path = path
        self.write("pytest.ini", "[pytest]\naddopts = -ra\n")
        self.write("katas/tally.py", STUB)
        self.write("solutions/tally.py", RIGHT)
        self.write("tests/katas/test_tally.py", CONTRACT)

    def add_bell(self):
        """A second kata, already solved."""
        self.write("katas/bell.py", BELL)
        self.write("solutions/bell.py", BELL)
        self.write("tests/katas/test_bell.py", BELL_CONTRACT)

    def write(self, path, text):
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return file

    def pytest(self, *args, few=FEW, process=False):
        """pytest, without the plugins that cost a second and have no part in it.

        In this process, but for a run that shall have one of its own or starts xdist's.
        """
        words = ["-p", "no:randomly", "-p", "no:hypothesispytest", *few, *args]
        # what pytest, xdist and tox tell their own children through the environment is not for this one
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TOX_"))}
        if process or "-n" in args:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *words],
                cwd=self.path, capture_output=True, text=True, encoding="utf-8", env=env, check=False,
            )  # fmt: skip
            code, out, err = done.returncode, done.stdout, done.stderr
        else:
            code, out, err = session_inside(self.path, words, env)
        sys.stdout.write(out + err)  # shown when the test fails
        return pytest.RunResult(code, out.splitlines(), err.splitlines(), 0.0)

    def kata(self, *args):
        """The command; a result with ``exit_code``, ``stdout``, ``stderr``."""
        from harness.cli.app import app

        return CliRunner().invoke(app, args, catch_exceptions=False)

    def judged(self, *args):
        """What ``kata check --json`` says: its exit code, and its results."""
        done = self.kata("check", "--json", *FEW, *ALONE, *args)
        return done.exit_code, json.loads(done.stdout)["results"]


@pytest.fixture(autouse=True, scope="session")
def _spare_workers():
    """Worker processes are started once and used again."""
    with spare_workers():
        yield


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A fresh project, which is also the working directory."""
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


@pytest.fixture(scope="module")
def new_project(tmp_path_factory):
    """Makes projects for tests that look at one run from several sides."""
    return lambda: Project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def jobs(project, monkeypatch):
    """Runs pytest over the solution, where each job is written down instead of done; the jobs, as JSON has them."""
    from harness.common.records import encode
    from harness.result import Result
    from harness.verdict import Verdict
    from harness.workers.client import WorkerClient

    found = []

    def judge(client, job):
        found.append(json.loads(json.dumps(encode(job))))
        return Result(Verdict.PASS, "held.", engine=job.engine, schedules=job.schedules)

    def judged(*args):
        project.pytest("--against", "solutions", *args, few=())
        return found

    monkeypatch.setattr(WorkerClient, "judge", judge)
    return judged


@pytest.fixture
def replay_command():
    """How a report says it is replayed, as words, taken from what was printed."""

    def find(output):
        text = str(output).replace("\\\n", "")  # a long command is broken as a shell would read it
        return shlex.split(re.search(r"^ *replay +(.+)$", text, re.MULTILINE)[1])

    return find
