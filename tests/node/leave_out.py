"""A plugin of pytest for ``tools/run_in_node.py``: skips the tests of ``left_out.toml``, each with its reason."""

import tomllib
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("left_out.toml")


def left_out():
    """Return the reason by the beginning of a test's name."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["left_out"]
    return {beginning: entry["reason"] for entry in entries for beginning in entry["tests"]}


def pytest_ignore_collect(collection_path, config):
    """Do not even import a file of which no test can run."""
    path = collection_path.relative_to(config.rootpath).as_posix()
    return True if f"{path}::" in left_out() else None


def pytest_collection_modifyitems(config, items):
    reasons = left_out()
    files = {item.nodeid.partition("::")[0] for item in items}
    used = set()
    for item in items:
        for beginning, reason in reasons.items():
            if item.nodeid.startswith(beginning):
                used.add(beginning)
                item.add_marker(pytest.mark.skip(reason=reason))
    unused = {one for one in reasons if one.partition("::")[0] in files} - used
    whole = not config.getoption("keyword") and all("::" not in argument for argument in config.args)
    if unused and whole:
        raise pytest.UsageError(f"{LIST.name} names tests that there are not: {', '.join(sorted(unused))}")
