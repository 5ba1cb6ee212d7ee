"""What all tests share: ``--slow``, groups of tests under pytest-xdist, bytecode, and a tool for testing plugins."""

import compileall
import gc
import os
import sys
from math import prod
from pathlib import Path

import pytest

import harness.verdict

pytest_plugins = ["pytester"]
LEFT_OUT = pytest.StashKey[int]()
"""How many slow tests are not run."""


# Hundreds of processes import the harness, and container images like to forbid bytecode: each would compile all of it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="Run the tests marked slow, too")


def pytest_configure(config):
    config.stash[LEFT_OUT] = 0
    if not hasattr(config, "workerinput"):
        # here, as the worker processes of the harness never write any
        compileall.compile_dir(Path(str(harness.verdict.__file__)).parent, quiet=2)


# -- tests that share something expensive -------------------------------------------------------------

TOGETHER = {
    "harness/cli/test_init.py": "copies of one workspace",
    "harness/report/test_terminal.py": "results of one set of programs",
    "harness/test_house.py": "syntax trees of all files",
    "harness/test_plugin.py": "runs of one project",
    "site/test_pages.py": "the pages of the site",
    "harness/world/stdlib/test_cpython.py": "one run of all suites",
    **dict.fromkeys(
        (
            "harness/checks/test_confusion.py",
            "harness/checks/test_verdicts.py",
            "harness/report/test_terminal_solutions.py::test_a_wrong_solution_of_each_kata",
            "harness/test_variants.py::test_a_wrong_solution",
        ),
        "each wrong solution judged once (harness/golden.py)",
    ),
}
"""Of tests whose names begin so, what they share. pytest-xdist keeps them in one process, and spreads all others."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Under ``-n`` without ``--dist``; ``--dist=loadgroup`` does nothing with pytest-xdist 3.8 under pytest 9.2."""
    if config.getvalue("dist") != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            path = nodeid.removeprefix("tests/")
            if path.startswith("katas/"):  # mostly stubs, which are skipped
                return path.partition("::")[0]
            return next((shared for begin, shared in TOGETHER.items() if path.startswith(begin)), nodeid)

    return Together(config, log)


# -- slow tests ----------------------------------------------------------------------------------------


def pytest_pycollect_makeitem(collector, name, obj):
    """Make no items of a slow function: its parameters are most of all items, and every process would collect them."""
    marks = getattr(obj, "pytestmark", None)
    if not isinstance(marks, list) or not name.startswith("test") or collector.config.getoption("--slow"):
        return None
    if all(mark.name != "slow" for mark in marks):
        return None
    collector.config.stash[LEFT_OUT] += prod(len(list(mark.args[1])) for mark in marks if mark.name == "parametrize")
    return []


def pytest_collection_modifyitems(config, items):
    """Deselect what is slow by the mark of a parameter."""
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.stash[LEFT_OUT] += len(slow)
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


def pytest_collection_finish():
    """What was collected stays: garbage is to be looked for in what tests make, not in all that, too."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Each process of pytest-xdist has collected the same."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter, config):
    if config.stash[LEFT_OUT]:
        terminalreporter.write_line(f"{config.stash[LEFT_OUT]:,} slow tests were left out: --slow runs them, too")
