"""What all tests share: the ``--slow`` option, and pytest's own tool for testing plugins."""

import pytest

pytest_plugins = ["pytester"]


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="Run the tests marked slow, too")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--slow"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: run with --slow"))
