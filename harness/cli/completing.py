"""What a shell offers after TAB, besides commands and options: names of katas, verdicts, strategies, profiles.

Each function gets what is typed so far. None may fail or say anything: a shell is in the middle of a line.
"""

from __future__ import annotations

from collections.abc import Iterable


def katas(incomplete: str) -> list[str]:
    """Katas in teaching order; every contract's, without opening one."""
    from harness.course.content.catalogue import catalogue
    from harness.errors import UsageError

    try:
        return _beginning(incomplete, catalogue())
    except UsageError:
        return []


def verdicts(incomplete: str) -> list[str]:
    """What a report may say."""
    from harness.verdict import Verdict

    return _beginning(incomplete, list(Verdict))


def strategies(incomplete: str) -> list[str]:
    """Ways to search."""
    from harness.explorer.portfolio import AUTO, STRATEGIES

    return _beginning(incomplete, [AUTO, *STRATEGIES])


def profiles(incomplete: str) -> list[str]:
    """Those that there are anyway, and those of the project."""
    from pathlib import Path

    from harness.course.grading.settings import KNOWN_PROFILES, known_profiles
    from harness.errors import UsageError

    try:
        return _beginning(incomplete, known_profiles(Path.cwd()))
    except UsageError:
        return _beginning(incomplete, KNOWN_PROFILES)


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [str(name) for name in names if name.startswith(incomplete)]
