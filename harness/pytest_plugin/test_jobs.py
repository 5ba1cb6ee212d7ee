"""The jobs of tests that are explored: what a worker needs in order to run a test as this session of pytest would."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..program.pytest_settings import PytestSettings
from .configuration import REPEAT

SIMPLE = (str, int, float, bool, type(None))
_SETTINGS: pytest.StashKey[PytestSettings] = pytest.StashKey()


def needs_pytest(item: pytest.Function) -> bool:
    """True for a test with fixtures, parameters or a class; any other one is a function without arguments."""
    return item.cls is not None or any(not name.startswith("__pytest_repeat") for name in item.fixturenames)


def function_of(item: pytest.Function) -> str:
    """Return the part of a test's node ID after its file, without the number that pytest-repeat puts into it."""
    names = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
    name = getattr(item, "originalname", None) or item.name
    callspec = getattr(item, "callspec", None)
    if callspec is None:
        return "::".join((*names, item.name))
    if REPEAT not in callspec.params:
        return "::".join((*names, name + item.name[len(name) :]))
    number = list(callspec.params).index(REPEAT)
    # an ID stands for all parameters of one call of parametrize, and the repetition is the last of these calls
    ids = callspec.id.rsplit("-", 2)[0] if len(callspec.params) > 1 and number == len(callspec.params) - 1 else ""
    return "::".join((*names, f"{name}[{ids}]" if ids else name))


def settings_of(config: pytest.Config) -> PytestSettings:
    """Return how this session of pytest was started."""
    if _SETTINGS not in config.stash:
        options = {name: value for name, value in vars(config.option).items() if _is_data(value)}
        config.stash[_SETTINGS] = PytestSettings(
            str(config.rootpath),
            str(config.inipath or ""),
            tuple(config.option.plugins or ()),
            tuple(config.option.override_ini or ()),
            tuple(config.getini("markers")),
            json.dumps(options),
        )
    return config.stash[_SETTINGS]


def _is_data(value: Any) -> bool:
    return isinstance(value, SIMPLE) or (isinstance(value, list) and all(isinstance(one, SIMPLE) for one in value))
