"""What all tests share: ``--slow``, groups of tests under pytest-xdist, bytecode, and a tool for testing plugins."""

import compileall
import gc
import os
import sys
from math import prod
from pathlib import Path

import pytest

import harness

pytest_plugins = ["pytester"]
LEFT_OUT = pytest.StashKey[int]()
"""How many slow tests are not run."""


# Hundreds of processes import the harness, and container images like to forbid bytecode: each would compile all of it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="Run the tests marked slow, too")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """Under ``-n`` keep the tests of one ``xdist_group`` in one process: they share what is expensive to make."""
    if config.getoption("numprocesses", None) and config.option.dist == "no":
        config.option.dist = "loadgroup"


def pytest_configure(config):
    config.stash[LEFT_OUT] = 0
    if not hasattr(config, "workerinput"):
        # here, as the worker processes of the harness never write any
        compileall.compile_dir(Path(str(harness.__file__)).parent, quiet=2)
    if not config.pluginmanager.hasplugin("xdist"):
        config.addinivalue_line("markers", "xdist_group(name): tests that share something expensive (pytest-xdist)")


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
