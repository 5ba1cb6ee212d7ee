"""Checks of the installation: versions, pytest plugins, the workspace, and one clause judged as a trial.

A finding is a fact that was looked up or tried just now, never a guess. What is only known from other machines is in
``CLASHES``, and is reported for a plugin that is installed.
"""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from tempfile import NamedTemporaryFile

from ...errors import UsageError
from ...failure_store import FOLDER
from ...workers.job import DEFAULT_RUNS
from ...workers.pool import WorkerPool, cores
from ...world.scheduler import scheduler
from ..content.catalogue import Kata, catalogue, find_root
from ..grading.check import PROVED_RUNS, CheckSettings, job
from ..grading.settings import load_settings
from .file_watcher import must_poll
from .progress import CourseProgress, next_unfinished
from .progress_file import FILE

OURS = "concurrency-katas"
CLASHES = {
    "pytest-run-parallel": "runs a test in several threads at once where --parallel-threads says so: leave it out",
    "pytest-freethreaded": "runs tests in parallel threads; leave its options out, or uninstall it",
    "pytest-race": "starts real threads of its own in a test, and no schedule controls them",
    "pytest-forked": "forks before each test; leave --forked out",
    "pytest-rerunfailures": "repeats failed tests, but a schedule has the same result each time",
    "pytest-flakefinder": "runs each test many times with the same result; --count uses other seeds",
    "pytest-gevent": "replaces Python's threads with its own",
    "gevent": "replaces Python's threads with its own, if it is asked to patch them",
}
"""Distributions that change how tests or threads run, and what to do about it."""


class DoctorStatus(StrEnum):
    """The outcome of one check."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True)
class DoctorFinding:
    """The result of one check.

    Attributes:
        what: the thing that was checked, in a word or two.
        mark: the outcome.
        said: a sentence or a version.
    """

    what: str
    mark: DoctorStatus
    said: str


def examine(trial: bool = True) -> Iterator[DoctorFinding]:
    """Yield the results of all checks, from the interpreter to a kata.

    Args:
        trial: also judge the first clause of a kata, which takes a second.
    """
    yield from _python()
    yield from _packages()
    yield from _plugins()
    yield from _workspace(trial)


def _python() -> Iterator[DoctorFinding]:
    name, version = platform.python_implementation(), platform.python_version()
    fits = name == "CPython" and sys.version_info >= (3, 11)
    needed = "" if fits else "; CPython 3.11 or newer is needed"
    yield DoctorFinding(
        "python", DoctorStatus.GOOD if fits else DoctorStatus.BAD, f"{name} {version}, {sys.executable}{needed}"
    )
    free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    on = getattr(sys, "_is_gil_enabled", lambda: True)()
    if not free:
        yield DoctorFinding("GIL", DoctorStatus.GOOD, "on: one thread runs at a time")
    elif on:
        yield DoctorFinding(
            "GIL",
            DoctorStatus.NOTE,
            "a free-threaded build, but the GIL is on: PYTHON_GIL=1 is set, or a module needs it",
        )
    else:
        yield DoctorFinding("GIL", DoctorStatus.GOOD, "off: the stress engine runs threads in parallel")
    yield DoctorFinding("core", DoctorStatus.GOOD, "compiled" if is_compiled() else "pure Python")
    yield DoctorFinding("platform", DoctorStatus.GOOD, f"{platform.system()} {platform.machine()}, {cores()} cores")
    encoding = (sys.stdout.encoding or "ascii") if sys.stdout is not None else "utf-8"
    try:
        "─▸■⇄✓".encode(encoding)
        yield DoctorFinding("output", DoctorStatus.GOOD, encoding)
    except (UnicodeEncodeError, LookupError):
        yield DoctorFinding(
            "output", DoctorStatus.BAD, f"{encoding} lacks the lines and arrows of reports: set PYTHONUTF8=1"
        )


def is_compiled() -> bool:
    """True when the scheduler, and with it the whole core, is an extension module."""
    return not str(scheduler.__file__).endswith(".py")


def _packages() -> Iterator[DoctorFinding]:
    for line in sorted(_required()):
        name, bounds = _split(line)
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield DoctorFinding(name, DoctorStatus.BAD, f"is missing; {OURS} needs {line}")
            continue
        if _fits(version, bounds):
            yield DoctorFinding(name, DoctorStatus.GOOD, version)
        else:
            yield DoctorFinding(name, DoctorStatus.BAD, f"{version}; {OURS} needs {line}")


def _required() -> list[str]:
    """Return the requirements of the installed package, without extras."""
    try:
        lines = metadata.requires(OURS) or []
    except metadata.PackageNotFoundError:
        return []
    return [line.partition(";")[0].strip() for line in lines if "extra ==" not in line]


def _split(requirement: str) -> tuple[str, str]:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    name = match[0] if match else requirement
    return name, requirement[len(name) :].strip()


def _fits(version: str, bounds: str) -> bool:
    """True if a version satisfies the bounds ">=" and "<"; other kinds of bounds are left to the installer."""
    for bound in bounds.split(","):
        match = re.match(r"\s*(>=|<)\s*([\d.]+)", bound)
        if match:
            enough = _numbers(version) >= _numbers(match[2])
            if enough != (match[1] == ">="):
                return False
    return True


def _numbers(version: str) -> list[int]:
    match = re.match(r"\d+(\.\d+)*", version)
    numbers = [int(part) for part in match[0].split(".")] if match else [0]
    while len(numbers) > 1 and numbers[-1] == 0:
        del numbers[-1]
    return numbers


def _plugins() -> Iterator[DoctorFinding]:
    plugins: dict[str, str] = {}
    for distribution in metadata.distributions():
        name = (distribution.metadata["Name"] or "").lower().replace("_", "-")
        if any(entry.group == "pytest11" for entry in distribution.entry_points) or name in CLASHES:
            plugins[name] = distribution.version
    for name in sorted(plugins):
        if name in CLASHES:
            yield DoctorFinding(name, DoctorStatus.NOTE, f"{plugins[name]} {CLASHES[name]}")
    others = [f"{name} {plugins[name]}" for name in sorted(plugins) if name not in {*CLASHES, OURS}]
    ours = OURS in plugins
    yield DoctorFinding(
        "pytest plugins",
        DoctorStatus.GOOD if ours else DoctorStatus.BAD,
        ", ".join(others) or "only ours"
        if ours
        else f"{OURS} is not installed for {sys.executable}, so pytest does not know contracts",
    )


def _workspace(trial: bool) -> Iterator[DoctorFinding]:
    try:
        root = find_root()
        katas = catalogue(root)
    except UsageError as error:
        yield DoctorFinding("workspace", DoctorStatus.BAD, str(error))
        return
    yield DoctorFinding("workspace", DoctorStatus.GOOD, f"{root}, {len(katas)} katas")
    try:
        settings = load_settings(root).settings
    except UsageError as error:
        yield DoctorFinding("settings", DoctorStatus.BAD, str(error))
        return
    yield _writable(root)
    progress = CourseProgress(root)
    if progress.note:
        yield DoctorFinding("progress", DoctorStatus.NOTE, progress.note)
    else:
        finished = sum(progress.state(kata).finished for kata in katas.values())
        yield DoctorFinding(
            "progress", DoctorStatus.GOOD, f"{finished} of {len(katas)} passed, stored in {FILE.as_posix()}"
        )
    how = "checks for changes at intervals" if must_poll() else "the platform reports changes"
    yield DoctorFinding("kata watch", DoctorStatus.GOOD, how)
    kata = next_unfinished(katas, progress)
    if kata is None:
        yield DoctorFinding("kata", DoctorStatus.GOOD, "nothing left to run: all katas are passed")
        return
    yield DoctorFinding(
        "kata",
        DoctorStatus.GOOD,
        f"would watch katas/{kata.stub.name} and judge {len(kata.clauses)} clauses: {settings.schedules:,} schedules "
        f"each, then {_runs(settings)}, up to {cores()} clauses at once",
    )
    if trial:
        yield _tried(kata)


def _runs(settings: CheckSettings) -> str:
    if settings.runs is not None:
        return f"{settings.runs} runs on real threads"
    return f"{DEFAULT_RUNS} runs on real threads ({PROVED_RUNS} of a proved clause)"


def _writable(root: Path) -> DoctorFinding:
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix="doctor-"):
            pass
    except OSError as error:
        return DoctorFinding(FOLDER, DoctorStatus.BAD, f"cannot be written: {error.strerror or error}")
    return DoctorFinding(FOLDER, DoctorStatus.GOOD, "can be written")


def _tried(kata: Kata) -> DoctorFinding:
    """Judge the first clause of a kata in a worker, with the reference solution, which must pass."""
    few = replace(CheckSettings(), schedules=10)
    try:
        with WorkerPool() as pool:
            result = pool.judge(job(kata, kata.clauses[0], kata.solution, "explore", few))
    except Exception as error:  # whatever it is: finding it is the doctor's purpose
        return DoctorFinding("worker", DoctorStatus.BAD, f"{type(error).__name__}: {str(error).partition(chr(10))[0]}")
    if not result.passed:
        return DoctorFinding(
            "worker", DoctorStatus.BAD, f"solutions/{kata.solution.name} fails: {result.verdict}, {result.message}"
        )
    return DoctorFinding(
        "worker", DoctorStatus.GOOD, f"starts, and passes the reference of {kata.name}: {result.schedules} schedules"
    )
