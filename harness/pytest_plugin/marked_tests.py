"""``@pytest.mark.explore``: runs a test of any project under many schedules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from ..workers.job import Job, search_path
from .test_jobs import function_of, needs_pytest, settings_of

MARK = "explore"
WORDS = {"schedules": 1_000, "seconds": None, "seed": 0, "strategy": "auto", "inside": (), "timeouts": "hour"}
"""The arguments of the mark, with their defaults."""


def job(
    item: pytest.Function, seed: int, replay: str | None = None, otherwise: Mapping[str, Any] = MappingProxyType({})
) -> Job:
    """Return the job of a marked test.

    Args:
        item: the test.
        seed: added to the seed of the mark.
        replay: a token to replay instead of a search.
        otherwise: configured arguments; they override ``WORDS``, and the mark overrides them.

    Raises:
        pytest.fail.Exception: the mark has wrong arguments.
    """
    from ..common.timeout_rules import TIMEOUTS
    from ..explorer.auto import AUTO
    from ..explorer.portfolio import STRATEGIES

    mark = item.get_closest_marker(MARK)
    assert mark is not None
    words = {**WORDS, **otherwise, **mark.kwargs}
    where = f"{item.nodeid}: pytest.mark.explore"
    unknown = sorted(set(words) - set(WORDS))
    if mark.args or unknown:
        wrong = f"not {unknown[0]}" if unknown else "by name"
        pytest.fail(f"{where} takes {', '.join(WORDS)}, {wrong}", pytrace=False)
    if words["strategy"] not in (AUTO, *STRATEGIES):
        pytest.fail(f"{where}: there is no strategy {words['strategy']!r}", pytrace=False)
    if type(words["schedules"]) is not int or words["schedules"] < 1:
        pytest.fail(f"{where}: schedules must be a whole number of at least 1", pytrace=False)
    seconds = words["seconds"]
    if seconds is not None and (type(seconds) not in (int, float) or seconds <= 0):
        pytest.fail(f"{where}: seconds must be a number above 0", pytrace=False)
    if type(words["seed"]) is not int:
        pytest.fail(f"{where}: seed must be a whole number", pytrace=False)
    if words["timeouts"] not in TIMEOUTS:
        pytest.fail(f"{where}: timeouts must be one of {', '.join(TIMEOUTS)}, not {words['timeouts']!r}", pytrace=False)
    words["seed"] += seed
    return job_of_test(item, words, replay)


def job_of_test(item: pytest.Function, words: Mapping[str, Any], replay: str | None = None) -> Job:
    """Return the job that explores a test.

    Args:
        item: the test.
        words: a value for each of ``WORDS``.
        replay: a token to replay instead of a search.
    """
    return Job(
        "explore", str(item.path), function_of(item), schedules=words["schedules"], seconds=words["seconds"],
        seed=words["seed"], strategy=words["strategy"], replay=replay, path=search_path(),
        inside=tuple(words["inside"]), timeouts=words["timeouts"],
        pytest=settings_of(item.config) if needs_pytest(item) else None,
    )  # fmt: skip
