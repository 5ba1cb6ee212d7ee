"""The words for one finding: the type that all modules of this package return."""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """The words for one finding.

    Attributes:
        message: one sentence.
        evidence: lines that show it, ready to print.
    """

    message: str
    evidence: tuple[str, ...] = ()
