"""The search near a known schedule: its beginning is kept, and what follows is chosen at random."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

from ..result import Result
from ..strategies.pos import POS
from ..strategies.prefixed import Prefixed
from ..strategies.protocol import Strategy
from ..strategies.random_walk import FewPreemptions, RandomWalk
from ..token import Token
from ..trace import Choice
from .budget import Budget
from .edited_source import follow
from .search import Search

FOLLOWERS: tuple[Callable[[], Strategy], ...] = (
    lambda: FewPreemptions(1),
    POS,
    lambda: FewPreemptions(2),
    RandomWalk,
)
"""What chooses after the beginning, in turn."""


def search_near(search: Search, token: Token, budget: Budget) -> Result:
    """Search from the last switch of a token that the program of now still makes; then without its last switches.

    Args:
        search: over the program.
        token: the known schedule; only its anchors are used.
        budget: the bound of the search.
    """
    made: list[tuple[int, Choice]] = []
    if token.anchors and len(token.anchors) == len(token.switches) and token.lasso is None:
        made = follow(search, token).chooser.switches
    return search.among(_strategies(made, budget.schedules), budget)


def _strategies(made: Sequence[tuple[int, Choice]], most: int) -> Iterator[Strategy]:
    """Yield strategies with all of the beginning, with all but its last switch, and so on to none of it, in turn."""
    lengths = range(len(made), -1, -1)
    plans = ((made[:length], then) for then in cycle(FOLLOWERS) for length in lengths)
    return (Prefixed(kept, then()) for kept, then in islice(plans, most))
