"""``check_order``: runs a program in a kept order of steps, for the tests that ``kata keep`` writes."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ..course.grading.token_job import job_of
from ..errors import UsageError
from ..order import OrderError, Step
from ..report.sentences.kept_order import kept_order_sentence
from ..token import Token, TokenError
from ..workers.client import WorkerClient
from ..workers.job import ORDER
from .judging import ReportedFailure, report

ANY_SOURCE = "0" * 8
DEFAULT_SCHEDULES = 100


class OrderWarning(UserWarning):
    """A warning: a kept order of steps is no longer possible, so that the test tries other schedules in its place."""


def check_order(
    program: str, order: Sequence[Step], *, schedules: int = DEFAULT_SCHEDULES, strict: bool = False
) -> None:
    """Run a program in an order of steps, and fail as it fails.

    If the order is no longer possible, other schedules are tried in its place; if they pass, there is a warning.

    Args:
        program: ``FILE.py::FUNCTION`` or ``kata/clause@FILE.py``, as in a replay token; the file's path is relative to
            the folder of the calling file.
        order: the steps; none happens before all before it have happened.
        schedules: the number of schedules to try where the order is no longer possible.
        strict: fail where the order is no longer possible.

    Raises:
        pytest.fail.Exception: the program fails, or cannot be run; or the order is no longer possible, if ``strict``.
    """
    __tracebackhide__ = True
    folder = Path(sys._getframe(1).f_code.co_filename).parent
    try:
        for one in order:
            _ = one.operation  # raises OrderError
        if not order:
            raise OrderError("an order needs at least one step")
        job = job_of(str(Token(_placed(program, folder), ANY_SOURCE, ())))
        job = replace(job, order=tuple(order), retracing=ORDER, schedules=schedules)
        with WorkerClient() as worker:
            result = worker.judge(job)
    except (OrderError, TokenError, UsageError) as error:
        pytest.fail(f"check_order: {error}", pytrace=False)
    impossible = result.order is not None and not result.order.complete and result.found is not None
    if not result.passed:
        # what fails is not the order, but one of the schedules that were tried in its place
        note = f"\n  {kept_order_sentence(result.order, None)}" if impossible and result.order is not None else ""
        raise ReportedFailure(result, report(result) + note)
    if result.order is not None and not result.order.complete:
        sentence = kept_order_sentence(result.order, result.schedules)
        if strict:
            pytest.fail(sentence, pytrace=False)
        warnings.warn(sentence, OrderWarning, stacklevel=2)


def _placed(program: str, folder: Path) -> str:
    """Return the program with the path of its file relative to the working directory, or absolute."""
    before, at, rest = program.rpartition("@") if "@" in program.partition("::")[0] else ("", "", program)
    file, colons, function = rest.partition("::")
    path = os.path.normpath(folder / file)
    return f"{before}{at}{path}{colons}{function}"
