"""The sentences about a run of a grading."""

import pytest

from harness.answers.grading_run import ChosenSandbox, Overrun, RunProgress, SandboxCaution
from harness.report.sentences.grading_run import (
    given_up_sentence,
    other_python_sentence,
    other_python_worker_sentence,
    overrun_sentence,
    progress_words,
    sandbox_sentence,
)


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (RunProgress(0, 0, 9, 0.0), "0 of 9 files judged"),
        (RunProgress(5, 5, 9, 0.0), "5 of 9 files judged"),
        (RunProgress(6, 5, 9, 10.0), "6 of 9 files judged, 6.0 a minute"),
        (RunProgress(3, 1, 9, 60.0), "3 of 9 files judged, 2.0 a minute, about 3 min left"),
        (RunProgress(9, 1, 9, 60.0), "9 of 9 files judged, 8.0 a minute"),
    ],
)
def test_progress(progress, said):
    assert progress_words(progress) == said


def test_each_sandbox_has_a_sentence_of_its_own():
    said = {
        sandbox_sentence(ChosenSandbox("bwrap", caution, "bwrap is not installed"))
        for caution in (None, *SandboxCaution)
    }
    assert said == {
        "each file is judged in its own sandbox (bwrap)",
        "without a sandbox, a submission can read what you can read; use it for files that you trust",
        "no sandbox (bwrap is not installed): a submission can read what you can read",
        "bwrap without a filter of system calls: their numbers are not known here",
    }


def test_what_could_not_be_judged():
    assert [overrun_sentence(one, 180.0, 5 << 30) for one in Overrun] == [
        "The sandbox was ended, because the file took more than 180 seconds.",
        "The sandbox was ended, because the file used more than 5.0 GB of memory.",
        "The sandbox was ended, because the file wrote too much.",
    ]
    assert given_up_sentence(3, "BrokenProcessPool: it died") == (
        "The grader failed 3 times on this file (BrokenProcessPool: it died)."
    )


def test_another_python():
    said = "part2 was judged by CPython 3.13, and this is CPython 3.11, whose verdicts may differ:"
    assert other_python_sentence("part2", "CPython 3.13", "CPython 3.11", 1) == f"{said} its file counts as not judged"
    assert other_python_sentence("part2", "CPython 3.13", "CPython 3.11", 7) == (
        f"{said} its 7 files count as not judged"
    )
    assert other_python_worker_sentence("CPython 3.13", "CPython 3.11") == (
        "a worker runs CPython 3.13, and this is CPython 3.11, whose verdicts may differ"
    )
