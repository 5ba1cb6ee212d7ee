"""The fixture ``workload``: makes the generated calls on real or simulated threads and compares them with a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from harness.checks.linearizability.call_history import Call, Recorded
from harness.checks.linearizability.search import linearizability, linearization
from harness.contract.workload import NAMES, Workload, WorkloadCall, WorkloadSpec


class Unexplained(AssertionError):
    """No order of the calls explains what came of them.

    Attributes:
        evidence: lines that show it.
    """

    def __init__(self, message: str, evidence: tuple[str, ...]) -> None:
        super().__init__(message)
        self.evidence = evidence


class WorkloadEngine(Protocol):
    """What running a workload asks of the engine that runs it."""

    threading: Any

    def settle(self) -> None:
        """Let all others run until each waits or has ended."""

    def owed(self, thread: Any) -> None:
        """The thread must come to its end, although it is a daemon."""

    def tick(self) -> int:
        """The next logical time."""

    def silently(self, work: Callable[[], Any]) -> Any:
        """Do something that is no part of the program under test."""


class WorkloadFixture:
    """The fixture ``workload``.

    Args:
        engine: the engine that runs it.
        drawing: what the calls are chosen from.
        workload: the calls.
    """

    def __init__(self, engine: WorkloadEngine, drawing: WorkloadSpec, workload: Workload) -> None:
        self._engine = engine
        self._drawing = drawing
        self._workload = workload

    def run(self, instance: object, model: object) -> None:
        """Make the calls, until all have come back or wait for good; compare with the model.

        Args:
            instance: the object under test.
            model: an object whose methods do, one call after another, what the contract says; where a call
                would have to wait they raise ``harness.Blocks``.

        Raises:
            Unexplained: no order of the calls, one at a time, makes the model answer as the instance did.
        """
        engine, calls = self._engine, list[Call]()
        threading = engine.threading
        recorded = Recorded(instance, calls, engine.tick, lambda: str(threading.current_thread().name))
        threads = {
            name: self._thread(name, recorded, steps)
            for name, steps in zip(NAMES, self._workload.threads, strict=False)
        }
        for thread in threads.values():
            thread.start()
        engine.settle()
        verdict: Unexplained | str | None = engine.silently(lambda: _judged(calls, model))
        if verdict is None:
            return
        if isinstance(verdict, Unexplained):
            raise verdict
        for call in calls:  # why they wait, the engine knows best
            if call.returned is None:
                engine.owed(threads[call.thread])

    def _thread(self, name: str, recorded: Recorded, steps: tuple[WorkloadCall, ...]) -> Any:
        def run() -> None:
            for step in steps:
                try:
                    getattr(recorded, step.operation)(*self._drawing.arguments(step, name))
                except Exception:
                    continue

        thread = self._engine.threading.Thread(target=run, name=name, daemon=True)
        thread._kata_ours = True
        return thread


WAITS = "waits"


def _judged(calls: list[Call], model: object) -> Unexplained | str | None:
    finding = linearizability(calls, lambda: model, final=True)
    if finding is None:
        return None
    if linearization(calls, lambda: model) is not None:
        return WAITS
    return Unexplained(finding.message, finding.evidence)
