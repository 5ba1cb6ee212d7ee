"""The explanation of a word: of a verdict, of a concept, or of the concept that a kata practises."""

from __future__ import annotations

from ...errors import UsageError
from .catalogue import nearest
from .concepts import Concept, concepts
from .packaged_files import packaged_root
from .syllabus import lessons
from .verdict_texts import VerdictText, meanings

SHORTEST = 4
"""Letters of a word that may be looked for in titles."""


def explained(word: str) -> VerdictText | Concept:
    """Return the explanation of a word; upper case, blanks and hyphens are accepted in it.

    A concept may also be named by a word of its title, such as "queue".

    Raises:
        UsageError: there is nothing of that name; the message names the most similar one.
    """
    verdicts, pages = meanings(), concepts()
    name = _name(word)
    if name in verdicts:
        return verdicts[name]
    if name in pages:
        return pages[name]
    lesson = lessons(packaged_root()).get(name)
    if lesson is not None and lesson.page in pages:
        return pages[lesson.page]
    for page in pages.values():
        if len(name) >= SHORTEST and f"_{name}" in f"_{_name(page.title)}":
            return page
    raise UsageError(f"there is no verdict or concept {word!r}{nearest(name, [*verdicts, *pages])}")


def _name(words: str) -> str:
    return words.strip().lower().replace(" ", "_").replace("-", "_")
