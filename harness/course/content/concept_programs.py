"""The programs on the pages in ``docs/concepts/``: blocks of ``python`` that begin with ``# NAME.py: ...``."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class ConceptExample:
    """One program of a page, the answer after it, and the picture after that.

    Attributes:
        name: the name of its file, without the suffix.
        program: its text.
        answer: the harness's answer, as the page has it.
        picture: the page shows a picture.
    """

    name: str
    program: str
    answer: str
    picture: bool


def fences(page: str) -> list[tuple[str, str, str]]:
    """Return the language and the text of each block, and the line after it that is not blank."""
    return re.findall(r"^```(\w*)\n(.*?)^```$(?=(?:\n+([^\n]*))?)", page, re.MULTILINE | re.DOTALL)


def examples(page: str) -> list[ConceptExample]:
    """Return the programs of a page.

    Raises:
        ValueError: a program has no name, or no answer after it.
    """
    blocks = fences(page)
    found = []
    for number, (language, program, _) in enumerate(blocks):
        if language != "python":
            continue
        first = program.partition("\n")[0]
        name = re.match(r"# (\w+)\.py: \S", first)
        if name is None:
            raise ValueError(f"a program begins with its name: {first}")
        after = blocks[number + 1][0] if number + 1 < len(blocks) else "nothing"
        if after != "text":
            raise ValueError(f"{name[1]} is followed by {after}")
        _, answer, line = blocks[number + 1]
        found.append(ConceptExample(name[1], program, answer, f"]({name[1]}.svg)" in line))
    return found
