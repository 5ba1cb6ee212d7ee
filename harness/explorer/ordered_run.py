"""Runs of a program in a given order of steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..anchor import NamedOperation
from ..order import Step, same_thread
from ..result import Finding
from ..strategies.in_order import InOrder, Otherwise
from ..trace import JOIN, Trace
from ..world.recording.values import shown
from .executor import Executor

Way = tuple[Otherwise, int, bool]
"""What chooses where an order leaves the choice open, its seed, and whether threads without steps wait."""
PATIENT: tuple[Way, ...] = (
    (Otherwise.NEXT, 0, True),
    (Otherwise.OLDEST, 0, True),
    (Otherwise.YOUNGEST, 0, True),
    *((Otherwise.RANDOM, seed, True) for seed in range(4)),
)
WAYS: tuple[Way, ...] = (
    *PATIENT[:1],
    (Otherwise.OLDEST, 0, False),
    (Otherwise.YOUNGEST, 0, False),
    *((Otherwise.RANDOM, seed, False) for seed in range(8)),
)
"""A failure is due to an order, and to nothing else, if it shows in all these ways."""


class OrderedRun:
    """One recorded execution in a given order.

    Args:
        executor: of the program.
        steps: the order.
        way: what chooses where the order leaves the choice open.
        heard: told of each operation that is performed.

    Attributes:
        chooser: what brought the order about, as far as it could.
        trace: of the execution.
        finding: what is wrong with it, or None.
        operations: the operations that the program performed, by the name of their thread, each once.
    """

    def __init__(self, executor: Executor, steps: Sequence[Step], way: Way = WAYS[0]) -> None:
        self._scheduler = executor.world.scheduler
        self._operations = executor.operations
        self.operations: dict[tuple[str, NamedOperation], None] = {}
        self.chooser = InOrder(steps, self._pending, self._name_of, shown, self._running, self._state_of, *way)
        follow: Callable[[Any, NamedOperation, bool], None] | None = self.chooser.heard

        def heard(thread: Any, operation: NamedOperation, pointed: bool) -> None:
            self.operations.setdefault((thread.name, operation))
            assert follow is not None
            follow(thread, operation, pointed)

        self.chooser.heard = heard
        self.trace: Trace
        self.finding: Finding | None
        _, self.trace, self.finding = executor.record(self.chooser, None)
        name = "" if self.chooser.complete else steps[self.chooser.done].thread
        if name and not any(same_thread(one, name) for one in self.trace.threads):
            self.chooser.broken = f"{name} has not been started"

    def _pending(self, thread: Any) -> NamedOperation:
        return self._operations().pending(thread)

    def _name_of(self, number: int) -> str:
        return self._scheduler.threads[number].name

    def _running(self) -> str:
        return self._scheduler.current.name

    def _state_of(self, name: str) -> str:
        """Return what keeps a thread from its next step."""
        thread = next((one for one in self._scheduler.threads if same_thread(one.name, name)), None)
        if thread is None:
            return f"{name} has not been started"
        if thread.done:
            return f"{name} has ended"
        operation = self._operations().pending(thread)
        if not thread.runnable and operation.kind == JOIN:
            return f"{name} waits for the end of {operation.label}"
        if not thread.runnable:
            # of a semaphore, an event or a queue, the locks inside say nothing
            wanted = thread.call[1] if thread.call is not None else thread.operation.obj
            owner = getattr(wanted, "owner", None)
            holder = f", which {owner.name} holds" if owner is not None and owner is not thread else ""
            return f"{name} waits for {operation.label or 'another thread'}{holder}"
        return f"{name} is about to do something else"
