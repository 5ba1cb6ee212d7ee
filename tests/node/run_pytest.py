"""Runs pytest on Pyodide, without the tests that are left out (``tools/run_in_node.py``)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
TESTS = "tests/harness/world tests/harness/strategies tests/harness/checks"
"""What runs if the arguments name no tests."""
PLUGINS = ("-p", "concurrency_katas.plugin", "-p", "leave_out", "-p", "shares", "-p", "no:cacheprovider")
# no test has a time limit: there are no signals and no threads
OPTIONS = (*PLUGINS, "-o", "timeout=0", "-o", f"testpaths={TESTS}")
sys.exit(int(pytest.main([*OPTIONS, *sys.argv[1:]])))
