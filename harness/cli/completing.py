"""Shell completion of names of katas, verdicts, strategies and profiles.

Each function gets the text typed so far. None of them may fail or print: the shell is in the middle of a line.
"""

from __future__ import annotations

from collections.abc import Iterable


def katas(incomplete: str) -> list[str]:
    """Return the names of katas in teaching order, without reading a contract."""
    from ..course.content.catalogue import catalogue
    from ..errors import UsageError

    try:
        return _beginning(incomplete, catalogue())
    except UsageError:
        return []


def verdicts(incomplete: str) -> list[str]:
    """Return the verdicts."""
    from ..verdict import Verdict

    return _beginning(incomplete, list(Verdict))


def explained(incomplete: str) -> list[str]:
    """Return the verdicts, the concepts and the terms of the glossary."""
    from ..course.content.concepts import concepts
    from ..course.content.glossary import glossary

    try:
        return sorted({*verdicts(incomplete), *_beginning(incomplete, concepts()), *_beginning(incomplete, glossary())})
    except OSError:
        return verdicts(incomplete)


def quizzed(incomplete: str) -> list[str]:
    """Return the concepts and the katas that the quiz has questions about."""
    from ..course.quiz.questions import questions

    try:
        return _beginning(
            incomplete, sorted({name for one in questions().values() for name in (one.concept, one.kata)})
        )
    except (OSError, ValueError):
        return []


def strategies(incomplete: str) -> list[str]:
    """Return the names of strategies."""
    from ..explorer.auto import AUTO
    from ..explorer.portfolio import STRATEGIES

    return _beginning(incomplete, [AUTO, *STRATEGIES])


def profiles(incomplete: str) -> list[str]:
    """Return the built-in profiles and those of the project."""
    from pathlib import Path

    from ..course.grading.settings import KNOWN_PROFILES, known_profiles
    from ..errors import UsageError

    try:
        return _beginning(incomplete, known_profiles(Path.cwd()))
    except UsageError:
        return _beginning(incomplete, KNOWN_PROFILES)


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [str(name) for name in names if name.startswith(incomplete)]
