"""The settings of a pytest session: command-line options, the environment and ``[tool.kata]``, merged once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ..course.grading.check import CheckSettings
from ..course.grading.settings import Settings, load_settings
from ..errors import UsageError

PROFILE = "--kata-profile"
OPTIONS = ("engine", "schedules", "runs", "seed", "strategy", "strict-races", "timeouts")
REPEAT = "__pytest_repeat_step_number"
LIMIT: pytest.StashKey[float] = pytest.StashKey()
"""Seconds that pytest-timeout allows a test."""
_SETTINGS: pytest.StashKey[Settings] = pytest.StashKey()


def configuration(config: pytest.Config) -> Settings:
    """Return the settings of the session, loaded on the first call.

    Raises:
        pytest.UsageError: a key or a value is invalid.
    """
    if _SETTINGS not in config.stash:
        options = {key: config.getoption(f"--{key}") for key in OPTIONS} | {"profile": config.getoption(PROFILE)}
        try:
            config.stash[_SETTINGS] = load_settings(config.rootpath, options)
        except UsageError as error:
            raise pytest.UsageError(str(error).replace("--profile:", f"{PROFILE}:")) from None
    return config.stash[_SETTINGS]


def check_settings(item: pytest.Function) -> CheckSettings:
    """Return the settings for one clause: each repetition has a seed of its own, and the test's time limit applies."""
    loaded = configuration(item.config)
    return replace(loaded.settings, seed=loaded.seed + repetition(item), limit=item.stash.get(LIMIT, None))


def repetition(item: pytest.Item) -> int:
    """Return the number of this repetition under ``pytest --count`` (pytest-repeat); 0 without it."""
    number: Any = item.callspec.params.get(REPEAT, 0) if hasattr(item, "callspec") else 0
    return int(number)
