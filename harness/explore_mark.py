"""``@pytest.mark.explore``: runs a test function of any project under many schedules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from harness.workers.job import Job, search_path

MARK = "explore"
WORDS = {"schedules": 1_000, "seconds": None, "seed": 0, "strategy": "auto", "inside": ()}
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
        pytest.fail.Exception: the mark has wrong arguments, or the test function takes some.
    """
    from harness.explorer.portfolio import AUTO, STRATEGIES

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
    if item.cls is not None or any(not name.startswith("__pytest_repeat") for name in item.fixturenames):
        pytest.fail(
            f"{where} is for functions without arguments, because each schedule starts from scratch", pytrace=False
        )
    name = getattr(item, "originalname", None) or item.name
    return Job(
        "explore", str(item.path), name, schedules=words["schedules"], seconds=words["seconds"],
        seed=words["seed"] + seed, strategy=words["strategy"], replay=replay, path=search_path(),
        inside=tuple(words["inside"]),
    )  # fmt: skip
