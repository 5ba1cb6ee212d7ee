"""A plugin of pytest for ``tools/run_in_node.py``: ``--share I/N`` runs one share of the tests.

The shares are disjoint, and together they are all tests. Each takes every Nth test, because neighbours take about as
long as each other.
"""

import re

import pytest


def share(text):
    """Return the number of a share, from 0, and how many there are."""
    found = re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", text)
    if found is None or int(found[1]) > int(found[2]):
        raise pytest.UsageError(f"--share takes I/N, such as 2/4, not {text}")
    return int(found[1]) - 1, int(found[2])


def pytest_addoption(parser):
    parser.addoption("--share", default="1/1", metavar="I/N", help="Run the share I of N of the tests")


def pytest_configure(config):
    share(config.getoption("share"))


@pytest.hookimpl(trylast=True)  # after the plugin that looks at all tests, to find names that there are not
def pytest_collection_modifyitems(config, items):
    number, all_shares = share(config.getoption("share"))
    mine = items[number::all_shares]
    others = [item for position, item in enumerate(items) if position % all_shares != number]
    if others:
        config.hook.pytest_deselected(items=others)
    items[:] = mine
