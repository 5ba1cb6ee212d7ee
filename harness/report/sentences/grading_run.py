"""The sentences about a run of a grading: its progress, its sandbox, and files that could not be judged."""

from __future__ import annotations

from ...answers.grading_run import ChosenSandbox, Overrun, RunProgress, SandboxCaution
from ..text.phrases import counted

GIGABYTE = 1 << 30


def progress_words(progress: RunProgress) -> str:
    """Return how many files are judged, how fast, and how long the rest will take."""
    judged = progress.done - progress.known
    rate = f", {judged / progress.seconds * 60:.1f} a minute" if judged and progress.seconds else ""
    left = progress.left
    time = f", about {left / 60:.0f} min left" if left is not None and left >= 60 else ""
    return f"{progress.done} of {progress.all} files judged{rate}{time}"


def sandbox_sentence(sandbox: ChosenSandbox) -> str:
    """Return what files are judged in, or the warning that there is no sandbox or less than a whole one."""
    match sandbox.caution:
        case None:
            return f"each file is judged in its own sandbox ({sandbox.name})"
        case SandboxCaution.NOT_WANTED:
            return "without a sandbox, a submission can read what you can read; use it for files that you trust"
        case SandboxCaution.NOT_AVAILABLE:
            return f"no sandbox ({sandbox.reason}): a submission can read what you can read"
        case SandboxCaution.NO_FILTER:
            return "bwrap without a filter of system calls: their numbers are not known here"


def overrun_sentence(overrun: Overrun, seconds: float, memory: int) -> str:
    """Return why a sandbox was ended.

    Args:
        overrun: the limit that was reached.
        seconds: the limit of time.
        memory: the limit of memory, in bytes.
    """
    said = {
        Overrun.TIME: f"took more than {seconds:.0f} seconds",
        Overrun.MEMORY: f"used more than {memory / GIGABYTE:.1f} GB of memory",
        Overrun.OUTPUT: "wrote too much",
    }
    return f"The sandbox was ended, because the file {said[overrun]}."


def given_up_sentence(attempts: int, error: str) -> str:
    """Return that a file was not judged.

    Args:
        attempts: how often it was begun.
        error: what came of the last attempt.
    """
    return f"The grader failed {counted(attempts, 'time')} on this file ({error})."


def other_python_sentence(folder: str, python: str, own: str, files: int) -> str:
    """Return that a share was judged by another Python, whose verdicts may not be mixed with those of this one.

    Args:
        folder: the folder of the share.
        python: the Python that judged it.
        own: the Python that runs.
        files: the number of its files.
    """
    what = "its file counts" if files == 1 else f"its {files} files count"
    return f"{folder} was judged by {python}, and this is {own}, whose verdicts may differ: {what} as not judged"


def other_python_worker_sentence(python: str, own: str) -> str:
    """Return that a worker of a cluster runs another Python than the one that grades."""
    return f"a worker runs {python}, and this is {own}, whose verdicts may differ"
