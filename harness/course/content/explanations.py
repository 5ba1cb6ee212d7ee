"""The explanation of a word: of a verdict, a concept, the concept that a kata practises, or a term of the glossary."""

from __future__ import annotations

from difflib import get_close_matches

from ...errors import UsageError
from .concepts import Concept, concepts
from .glossary import Term, glossary
from .packaged_files import packaged_root
from .syllabus import lessons
from .verdict_texts import VerdictText, meanings

SHORTEST = 4
"""Letters of a word that may be looked for in titles."""


def explained(word: str) -> VerdictText | Concept | Term:
    """Return the explanation of a word; upper case, blanks and hyphens are accepted in it.

    A concept may also be named by a word of its title, such as "queue", and a term of the glossary by its plural.

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
    terms = {_name(term): one for term, one in glossary().items()}
    for spelt in (name, name.removesuffix("s"), name.removesuffix("es")):
        if spelt in terms:
            return terms[spelt]
    for page in pages.values():
        if len(name) >= SHORTEST and f"_{name}" in f"_{_name(page.title)}":
            return page
    close = get_close_matches(name, dict.fromkeys([*verdicts, *pages, *terms]), 1, 0.7)
    instead = f"did you mean {close[0]!r}?" if close else "kata explain lists them all"
    raise UsageError(f"there is no verdict, concept or term {word!r}; {instead}")


def _name(words: str) -> str:
    return words.strip().lower().replace(" ", "_").replace("-", "_")
