"""The strategy that brings about a given order of steps: a thread waits before each until all before it are done.

Event orders over real threads are in Jagannath et al., "Improved multithreaded unit testing" (ESEC/FSE 2011, IMUnit);
here a scheduler keeps them, so that a thread that is held back costs no time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from enum import Enum
from random import Random
from typing import Any

from ..anchor import NamedOperation
from ..order import WOKEN, Step, same_thread
from ..trace import CHOOSE, EXPIRE, FAIL, Choice
from .protocol import Candidate
from .replay import Follower, Spot


class Otherwise(Enum):
    """The choice among threads that the order does not hold back."""

    NEXT = "the thread of the next step"
    OLDEST = "the running thread, or else the oldest"
    YOUNGEST = "the youngest"
    RANDOM = "any"


class InOrder(Follower):
    """Lets threads run freely, except that none performs a step of the order before its turn.

    Args:
        steps: the order.
        pending: returns what a thread will do when it is chosen next.
        name_of: returns a thread's name, from its number.
        shown: returns the text of an input.
        running: returns the name of the running thread.
        state_of: returns what keeps a thread from its next step, from its name.
        otherwise: which thread runs where the order leaves it open.
        seed: of that, where it is random.
        patient: a thread that has no step left waits, too, as long as a thread with steps can run.

    Attributes:
        done: how many steps have been performed.
        broken: why the next step could not come next; "" while it could.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        pending: Callable[[Any], NamedOperation],
        name_of: Callable[[int], str],
        shown: Callable[[Any], str],
        running: Callable[[], str],
        state_of: Callable[[str], str],
        otherwise: Otherwise = Otherwise.NEXT,
        seed: int = 0,
        patient: bool = True,
    ) -> None:
        super().__init__()
        self._steps = [(step.thread, step.operation, step.nth) for step in steps]
        self._pending = pending
        self._name_of = name_of
        self._shown = shown
        self._running = running
        self._inputs = [number for number, (_, one, _) in enumerate(self._steps) if one.kind == CHOOSE]
        """The inputs that have not been chosen yet, by number of the step."""
        self._state_of = state_of
        self._otherwise = otherwise
        self._random = Random(seed)
        self._patient = patient
        self._met: Counter[int] = Counter()
        """By step: how many operations of its name its thread has performed since its last step."""
        self.done = 0
        self.broken = ""
        self.heard = self._performed

    @property
    def complete(self) -> bool:
        """True when all steps have been performed in their order."""
        return not self.broken and self.done == len(self._steps)

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the choice that the order allows or demands; None for the plainest."""
        if available[0].operation.kind == CHOOSE:
            return self._input(available)
        if available[0].decides:
            return self._decision(available) if not self._over else None
        threads: list[Any] = list(available)
        if self._over:
            able = [one for one in threads if one.runnable]
            # an order that is complete brings a failure about however the program goes on
            return None if self._patient or self.broken else self._among(able, spot[0]).choice
        timed = self._timed_out(threads)
        if timed is not None:
            return timed
        free = [one for one in threads if one.runnable and not self._held(one)]
        if not free:
            waiting = [one for one in threads if not one.runnable]
            if waiting:  # whoever is held back is slow, and time passes meanwhile
                return _choice(waiting[0])
            self._break()
            return None
        if not self._patient:
            return _choice(self._among(free, spot[0]))
        involved = [one for one in free if self._next_of(one.name) is not None]
        # of those without a step the oldest, which may have to start a thread that has one
        chosen = self._among(involved, spot[0]) if involved else min(free, key=lambda one: one.number)
        return _choice(chosen)

    @property
    def _over(self) -> bool:
        return bool(self.broken) or self.done == len(self._steps)

    def _among(self, free: list[Any], running: int) -> Any:
        match self._otherwise:
            case Otherwise.NEXT if self.done < len(self._steps):
                of_next = [one for one in free if same_thread(one.name, self._steps[self.done][0])]
                return of_next[0] if of_next else self._plainest(free, running)
            case Otherwise.OLDEST | Otherwise.NEXT:
                return self._plainest(free, running)
            case Otherwise.YOUNGEST:
                return max(free, key=lambda one: one.number)
            case Otherwise.RANDOM:
                return free[self._random.randrange(len(free))]

    def _plainest(self, free: list[Any], running: int) -> Any:
        current = [one for one in free if one.number == running]
        return current[0] if current else min(free, key=lambda one: one.number)

    def _decision(self, available: Sequence[Candidate]) -> Choice | None:
        """Return the outcome of a step that the order names next; None for the usual one."""
        thread, operation, _ = self._steps[self.done]
        for one in available:
            kind = FAIL if one.operation.kind == FAIL else WOKEN
            if operation.kind == kind and same_thread(self._name_of(one.number), thread):
                self._advance()
                return one.choice
        return None

    def _input(self, options: Sequence[Candidate]) -> Choice | None:
        """Return the option that the order gives to the running thread; inputs have no order among threads."""
        name = self._running()
        mine = (number for number in self._inputs if same_thread(self._steps[number][0], name))
        index = next(mine, None)
        if index is None or self.broken:
            return None
        wanted = self._steps[index][1].label
        for one in options:
            if self._shown(one.operation.obj) == wanted:
                self._inputs.remove(index)
                self._skip_inputs()
                return one.choice
        self.done, self.broken = index, f"{name} has no option {wanted}"
        return None

    def _skip_inputs(self) -> None:
        """Count the inputs among the next steps as done, if they have been chosen."""
        while self.done < len(self._steps) and self._steps[self.done][1].kind == CHOOSE:
            if self.done in self._inputs:
                return
            self.done += 1

    def _timed_out(self, threads: list[Any]) -> Choice | None:
        thread, operation, _ = self._steps[self.done]
        for one in threads:
            if operation.kind == EXPIRE and not one.runnable and same_thread(one.name, thread):
                self._advance()
                return _choice(one)
        return None

    def _held(self, thread: Any) -> bool:
        """True when the thread would perform a step of the order before its turn."""
        index = self._next_of(thread.name)
        if index is None or index == self.done:
            return False
        return self._steps[index][1].fits(self._pending(thread)) and self._met[index] + 1 == self._steps[index][2]

    def _next_of(self, name: str) -> int | None:
        """Return the number of a thread's next step; None if it has none left."""
        rest = (index for index in range(self.done, len(self._steps)) if self._steps[index][1].kind != CHOOSE)
        return next((index for index in rest if same_thread(self._steps[index][0], name)), None)

    def _performed(self, thread: Any, operation: NamedOperation, pointed: bool) -> None:
        """Note that an operation is performed, perhaps without a choice: where only one thread could run."""
        if self._over or not pointed:
            return
        index = self._next_of(thread.name)
        if index is None or not self._steps[index][1].fits(operation):
            return
        self._met[index] += 1
        if self._met[index] < self._steps[index][2]:
            return
        if index == self.done:
            self._advance()
        else:
            self._break()

    def _advance(self) -> None:
        self.done += 1
        self._skip_inputs()

    def _break(self) -> None:
        self.broken = self._state_of(self._steps[self.done][0]) or "it cannot come next"


def _choice(thread: Candidate) -> Choice:
    return thread.choice
