"""What the tests of the sandbox share: it is skipped, with the reason, where the sandbox does not work."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness.classroom.sandbox.bubblewrap import SandboxView, sandbox_command, works

ROOT = Path(__file__).resolve().parents[4]


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
