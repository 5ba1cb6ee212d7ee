"""Every schedule, depth first, by running the program again and again.

Godefroid: "Model checking for programming languages using VeriSoft", POPL 1997: no state of the program is stored,
only the path of the last execution: what could be chosen at each choice, and what was. The next execution follows the
path up to the last choice with something left to try.
"""

from __future__ import annotations

from random import Random

from ..trace import Choice
from .protocol import Profile, T

Node = tuple[int, tuple[Choice, ...], int]
"""A choice: index of the candidate taken; all candidates, extras among them; and how many of these, counted from the
first, are tried in their turn."""


class DepthFirst:
    """Tries all schedules, early timeouts and further waiters woken by a notify among them.

    Attributes:
        spent: all have been tried.
        diverged: the same choices once led to another choice than before, so what was tried may not have been all.
    """

    name = "dfs"

    def __init__(self) -> None:
        self.spent = False
        self.diverged = False
        self._stack: list[Node] = []
        self._fixed = 0
        """This many choices at the beginning of the stack are not changed any more."""
        self._fresh = 0
        """This many choices at its beginning are older than the present execution."""
        self._step = 0
        self._shared: dict[Node, Node] = {}

    def begin(self, rng: Random, profile: Profile) -> None:
        """Go back to the first choice; chance plays no part."""
        self._step = 0
        self._fresh = len(self._stack)

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate of the path; after its end, the first there is."""
        threads, free = self._offer(current, runnable, extras)
        candidates = tuple([thread.choice for thread in threads])
        here, self._step = self._step, self._step + 1
        if here < len(self._stack):
            taken, expected, were_free = self._stack[here]
            if candidates == expected and free == were_free:
                return threads[taken]
            self._diverge(here)
        node = (0, candidates, free)
        self._stack.append(self._shared.setdefault(node, node))  # a program has few that differ
        return threads[0]

    def end(self) -> None:
        """Prepare the next schedule."""
        if self._step < len(self._stack):
            self._diverge(self._step)
        self.spent = not self._advance()

    def _offer(self, current: T | None, runnable: list[T], extras: list[T]) -> tuple[list[T], int]:
        """Return the candidates in the order in which they are tried, and how many of them are tried."""
        threads = [*runnable, *extras]
        return threads, len(threads)

    def _advance(self) -> bool:
        """Make the stack the path to the next schedule; False when there is none."""
        while len(self._stack) > self._fixed:
            taken, candidates, free = self._stack.pop()
            if taken + 1 < free:
                self._stack.append((taken + 1, candidates, free))
                return True
        return False

    def _diverge(self, here: int) -> None:
        """Forget the path from a choice on: the execution has left it."""
        self.diverged = True
        del self._stack[here:]
        self._fixed = min(self._fixed, here)
        self._fresh = min(self._fresh, here)
