"""The fixture ``workload``: makes the generated calls on real or simulated threads and compares them with a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from ..checks.linearizability.call_history import Call, Recorded
from ..checks.linearizability.explained_histories import ExplainedHistories
from ..checks.linearizability.search import linearizability, linearization
from ..common.call_history import CallHistory
from .marks import MarksError
from .workload import NAMES, Workload, WorkloadCall, WorkloadSpec


class Unexplained(AssertionError):
    """The failure of a workload: no sequential order of the calls explains their results.

    Attributes:
        history: the calls, and the one to blame.
    """

    def __init__(self, history: CallHistory) -> None:
        super().__init__()
        self.history = history


class WorkloadEngine(Protocol):
    """The services that the fixture ``workload`` needs from the engine that runs it."""

    threading: Any

    def settle(self) -> None:
        """Let all other threads run until each of them waits or has ended."""

    def let_time_pass(self) -> bool:
        """Wait for a while, in which waits of other threads may time out; return False if none can continue."""

    def must_end(self, thread: Any) -> None:
        """Make it a failure if the thread does not end, although it is a daemon."""

    def call_begins(self, others: Sequence[int]) -> None:
        """Announce that a call of the current thread begins.

        Args:
            others: positions of the other threads in the workload.
        """

    def call_ends(self, position: int) -> None:
        """Announce that a call of the current thread returns.

        Args:
            position: of the thread in the workload.
        """

    def tick(self) -> int:
        """Return the next logical time."""

    def silently(self, work: Callable[[], Any]) -> Any:
        """Call ``work`` without scheduling points: it does not belong to the program under test."""


class WorkloadFixture:
    """The fixture ``workload``: makes the generated calls and compares their results with a model.

    Args:
        engine: runs the clause.
        spec: the mark that the workload was generated from.
        workload: the calls.
        explained: the histories of the clause that need not be compared with the model again.
    """

    def __init__(
        self, engine: WorkloadEngine, spec: WorkloadSpec, workload: Workload, explained: ExplainedHistories
    ) -> None:
        self._engine = engine
        self._spec = spec
        self._workload = workload
        self._explained = explained

    def run(self, instance: object, model: object) -> None:
        """Make the calls, wait until each has returned or is blocked, and compare with the model.

        Args:
            instance: the object under test.
            model: a sequential implementation of the contract; its methods raise ``harness.Blocks`` where the call
                would have to wait.

        Raises:
            Unexplained: no sequential order of the calls makes the model return the same results.
            MarksError: the mark names a method that the model does not have.
        """
        for name, _ in self._spec.operations:
            if not callable(getattr(model, name, None)):  # else the object may lack it, too, and that would explain it
                raise MarksError(f"the model of pytest.mark.workload has no method {name}")
        engine, calls = self._engine, list[Call]()
        threading = engine.threading
        names = NAMES[: len(self._workload.threads)]

        def begins(name: str) -> None:
            engine.call_begins([position for position, other in enumerate(names) if other != name])

        def ends(name: str) -> None:
            engine.call_ends(names.index(name))

        recorded = Recorded(instance, calls, engine.tick, lambda: str(threading.current_thread().name), begins, ends)
        threads = {
            name: self._thread(name, recorded, steps)
            for name, steps in zip(NAMES, self._workload.threads, strict=False)
        }
        for thread in threads.values():
            thread.start()
        engine.settle()
        verdict: Unexplained | str | None = engine.silently(lambda: self._judged(calls, model))
        for _ in range(MOST_WAITS):  # a call that takes time is not blocked
            if verdict is not WAITS or not engine.let_time_pass():
                break
            engine.settle()
            verdict = engine.silently(lambda: self._judged(calls, model))
        if verdict is None:
            return
        if isinstance(verdict, Unexplained):
            raise verdict
        for call in calls:  # the engine explains why these calls wait: as a deadlock, or as threads that are stuck
            if call.returned is None:
                engine.must_end(threads[call.thread])

    def _judged(self, calls: list[Call], model: object) -> Unexplained | str | None:
        key = self._explained.key(calls, model)
        if self._explained.has(key):
            return None
        verdict = _judged(calls, model)
        if verdict is None:
            self._explained.add(key)
        return verdict

    def _thread(self, name: str, recorded: Recorded, steps: tuple[WorkloadCall, ...]) -> Any:
        def run() -> None:
            for step in steps:
                try:
                    getattr(recorded, step.operation)(*self._spec.arguments(step, name))
                except Exception:
                    continue

        thread = self._engine.threading.Thread(target=run, name=name, daemon=True)
        thread._kata_ours = True
        return thread


WAITS = "waits"
MOST_WAITS = 8
"""The most waits with a time-out, one after another, that a call may make and still not count as blocked."""


def _judged(calls: list[Call], model: object) -> Unexplained | str | None:
    history = linearizability(calls, lambda: model, final=True)
    if history is None:
        return None
    if linearization(calls, lambda: model) is not None:
        return WAITS
    return Unexplained(history)
