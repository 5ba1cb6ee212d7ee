"""The page's request: which program to judge, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SCHEDULES = 100
"""Schedules of each clause: fewer than in the terminal, because the page runs them several times slower."""


@dataclass(frozen=True)
class PageRequest:
    """A program to judge. The page has written it to its file before.

    Attributes:
        file: the path of the program, relative to the working directory.
        kata: the name of the kata that judges it; "" for a program of one's own.
        schedules: the most schedules of each clause, or of each function.
        seed: of all random choices.
        schedule: the token of the only schedule to run; "" to search.
        address: of the page, for links to it.
        answered: the messages with the answers to the first jobs, which a worker has given that was ended since.
    """

    file: str
    kata: str = ""
    schedules: int = SCHEDULES
    seed: int = 0
    schedule: str = ""
    address: str = ""
    answered: Sequence[dict[str, Any]] = ()
