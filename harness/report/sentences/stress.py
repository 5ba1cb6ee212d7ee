"""The sentences on runs on real threads: how many failed, and where."""

from __future__ import annotations

from ...result import StressFailures
from ..text.phrases import counted


def failures_sentence(failures: StressFailures, *, build: bool = True) -> str:
    """Return the failures in words, such as ``12 of 500 runs failed; first at run 3, seed 17``.

    Args:
        failures: of the runs.
        build: name the interpreter, too.
    """
    runs = f"{failures.failed:,} of {counted(failures.runs, 'run')} failed"
    text = f"{runs}; first at run {failures.first:,}, seed {failures.seed}"
    return f"{text} · {failures.build}" if build and failures.build is not None else text
