"""The shares of the tests that run in Node: disjoint, and together all of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
USAGE = 4


def collected(share):
    """Return pytest's exit status, and the names of the tests of a share."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "shares", "--share", share]
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    done = subprocess.run(
        [*command, "tests/harness/world/loader"], cwd=ROOT, env=environment, check=False, text=True, capture_output=True
    )
    return done.returncode, [line for line in done.stdout.splitlines() if "::" in line]


def test_the_shares_are_disjoint_and_together_all_tests():
    _, whole = collected("1/1")
    shares = [collected(f"{number}/2")[1] for number in (1, 2)]
    assert len(whole) > len(shares)
    assert sorted(name for each in shares for name in each) == sorted(whole)
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


@pytest.mark.parametrize("share", ["0/3", "4/3", "2"])
def test_a_share_that_there_is_not_is_refused(share):
    assert collected(share) == (USAGE, [])
