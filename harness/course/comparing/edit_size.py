"""The size of a change between two versions of a program, in lines and in tokens.

Comments, docstrings and blank lines do not count, nor does the indentation of a line: a block that is moved into a
``with`` statement is one new line. It does count as tokens, so that no change of the meaning has the size 0.
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..content.disguise import bare

_IGNORED = frozenset({tokenize.NL, tokenize.COMMENT, tokenize.NEWLINE, tokenize.ENDMARKER})
_NAMED = frozenset({tokenize.INDENT, tokenize.DEDENT})


@dataclass(frozen=True, order=True)
class EditSize:
    """The size of a change.

    Attributes:
        lines: lines that were changed, added or removed.
        tokens: the same of tokens.
    """

    lines: int
    tokens: int


def edit_size(before: str, after: str) -> EditSize:
    """Return the size of a change.

    Raises:
        SyntaxError: one of the versions is no program.
    """
    old, new = bare(before), bare(after)
    tokens = _changed(_tokens(old), _tokens(new))
    return EditSize(max(_changed(_lines(old), _lines(new)), min(tokens, 1)), tokens)


def _changed(old: Sequence[str], new: Sequence[str]) -> int:
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in steps if tag != "equal")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _tokens(text: str) -> list[str]:
    read = tokenize.generate_tokens(io.StringIO(text).readline)
    return [
        tokenize.tok_name[token.type] if token.type in _NAMED else token.string
        for token in read
        if token.type not in _IGNORED
    ]
