"""Every schedule, depth first, by running the program again and again.

Godefroid: "Model checking for programming languages using VeriSoft", POPL 1997: no state is kept.
What is kept is the path to the last execution's end: what could be chosen at each choice, and what
was. The next execution follows it up to the last choice with something left to try.
"""

from __future__ import annotations

from random import Random
from typing import Any

from harness.strategies.protocol import Profile

Node = tuple[int, tuple[int, ...], int]
"""A choice: index of the thread taken; the numbers of all that could be, extras among them; and how
many of these, counted from the first, are tried in their turn."""


class DepthFirst:
    """All schedules, early timeouts and wake-ups among them.

    Attributes:
        spent: all have been tried.
        diverged: the same choices once led to another choice than before, so what was tried may
            not have been all.
    """

    name = "dfs"

    def __init__(self) -> None:
        self.spent = False
        self.diverged = False
        self._stack: list[Node] = []
        self._fixed = 0
        """So many choices at the beginning of the stack keep what they have taken."""
        self._fresh = 0
        """So many choices at its beginning are older than the present execution."""
        self._step = 0
        self._shared: dict[Node, Node] = {}

    def begin(self, rng: Random, profile: Profile) -> None:
        """Back to the first choice; there is no chance in it."""
        self._step = 0
        self._fresh = len(self._stack)

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """What the path says; behind its end, the first there is."""
        threads, free = self._offer(current, runnable, extras)
        numbers = tuple([thread.number for thread in threads])
        here, self._step = self._step, self._step + 1
        if here < len(self._stack):
            taken, expected, were_free = self._stack[here]
            if numbers == expected and free == were_free:
                return threads[taken]
            self._diverge(here)
        node = (0, numbers, free)
        self._stack.append(self._shared.setdefault(node, node))  # a program has few that differ
        return threads[0]

    def end(self) -> None:
        """On to the next schedule."""
        if self._step < len(self._stack):
            self._diverge(self._step)
        self.spent = not self._advance()

    def _offer(self, current: Any, runnable: list[Any], extras: list[Any]) -> tuple[list[Any], int]:
        """The threads in the order in which they are tried, and how many of them are."""
        threads = [*runnable, *extras]
        return threads, len(threads)

    def _advance(self) -> bool:
        """Make the stack the path to the next schedule; False when there is none."""
        while len(self._stack) > self._fixed:
            taken, numbers, free = self._stack.pop()
            if taken + 1 < free:
                self._stack.append((taken + 1, numbers, free))
                return True
        return False

    def _diverge(self, here: int) -> None:
        """The execution has left the path: what was known from here on does not hold."""
        self.diverged = True
        del self._stack[here:]
        self._fixed = min(self._fixed, here)
        self._fresh = min(self._fresh, here)
