"""What the tests of the sandbox share: it is skipped, with the reason, where the sandbox does not work."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness.classroom.sandbox.bubblewrap import SandboxView, sandbox_command, works

ROOT = Path(__file__).resolve().parents[4]
CLAUSE = "def test_two_count_once_each"


@dataclass(frozen=True)
class Sandbox:
    """Runs Python in the sandbox, without the harness: what holds is the sandbox alone."""

    def run(self, *words, files=(), texts=None, **settings):
        """The ended process of ``python words...``."""
        view = SandboxView(tuple(files), texts or {})
        command = sandbox_command(view, [sys.executable, *map(str, words)], **settings)
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
            pass_fds=view.descriptors,
        )  # fmt: skip

    def output(self, code, **settings):
        """What a program prints."""
        run = self.run("-c", code, **settings)
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()


@pytest.fixture(scope="session")
def sandbox():
    reason = works()
    if reason:
        pytest.skip(f"NO SANDBOX, SO NOTHING OF IT IS TESTED: {reason}")
    return Sandbox()


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A course of one kata, whose contract has one clause."""
    root = tmp_path_factory.mktemp("course")
    for part in ("katas", "solutions", "tests/katas"):
        (root / part).mkdir(parents=True)
    shutil.copy(ROOT / "solutions" / "counter.py", root / "solutions")
    text = (ROOT / "tests" / "katas" / "test_counter.py").read_text(encoding="utf-8")
    begin, _, rest = text.partition("def test_a_counter_begins")
    kept = begin + CLAUSE + rest.partition(CLAUSE)[2].partition("\n\n\n")[0]
    (root / "tests" / "katas" / "test_counter.py").write_text(kept + "\n", encoding="utf-8")
    return root
