"""The explorer at work in the background: it answers a question while the learner thinks about it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from ...result import Result
from ...workers.pool import WorkerPool
from .explored import explored
from .programs import QuizProgram
from .questions import Question


class QuizAnswers:
    """A background thread with one worker process. Use it in a ``with`` statement.

    Args:
        report: called from that thread when an answer is there.
    """

    def __init__(self, report: Callable[[], None] = lambda: None) -> None:
        self._report = report
        self._pool = WorkerPool(1)
        self._folder = TemporaryDirectory(prefix="kata-quiz-", ignore_cleanup_errors=True)
        self._thread = ThreadPoolExecutor(1, "kata-quiz")
        self._answer: Future[Result] | None = None

    def __enter__(self) -> QuizAnswers:
        self._pool.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._pool.__exit__(kind, error, trace)
        self._thread.shutdown()
        self._folder.cleanup()

    def begin(self, question: Question, program: QuizProgram) -> None:
        """Explore the program of a question; an earlier one that has not been begun is left out."""
        if self._answer is not None:
            self._answer.cancel()
        folder = Path(self._folder.name) / question.id
        folder.mkdir(exist_ok=True)
        self._answer = self._thread.submit(explored, self._pool, program, question.clause, folder)
        self._answer.add_done_callback(lambda answer: self._report())

    def ready(self) -> bool:
        """True if the answer is there."""
        return self._answer is not None and self._answer.done()

    def wait(self) -> Result | None:
        """Wait for the answer, and return it; None if there is none."""
        return self._answer.result() if self._answer is not None else None
