"""Two programs that differ in few lines, as one listing with the lines of each marked."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

BOTH, A, B = " ", "A", "B"


@dataclass(frozen=True)
class PairLine:
    """One line of the listing.

    Attributes:
        mark: the program that has the line: ``A``, ``B``, or ``BOTH``.
        text: the line.
    """

    mark: str
    text: str


def side_by_side(first: str, second: str) -> list[PairLine]:
    """Return the lines of two programs, those that both have only once.

    Args:
        first: the program A.
        second: the program B.
    """
    old, new = first.splitlines(), second.splitlines()
    found: list[PairLine] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [PairLine(BOTH, line) for line in old[i1:i2]]
        else:
            found += [PairLine(A, line) for line in old[i1:i2]]
            found += [PairLine(B, line) for line in new[j1:j2]]
    return found


def differing(lines: list[PairLine]) -> int:
    """Return the number of lines that only one of the programs has, of the one that has more of them."""
    marks = [line.mark for line in lines]
    return max(marks.count(A), marks.count(B))
