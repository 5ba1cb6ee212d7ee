"""Runs pytest on Pyodide, without the tests that are left out (``tools/run_in_node.py``)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
# no test has a time limit: there are no signals and no threads
OPTIONS = ("-p", "concurrency_katas.plugin", "-p", "leave_out", "-p", "no:cacheprovider", "-o", "timeout=0")
sys.exit(int(pytest.main([*OPTIONS, *sys.argv[1:]])))
