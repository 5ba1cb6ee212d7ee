"""Every file of tests/hostile, one trick each: none passes, hangs the run, outlives it or touches the project.

The first line of each file names its trick and, after the arrow, the verdicts that may come of it. The files fail their
contract in any case; what is tested is that the trick does not hide that.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.course.content.catalogue import is_stub
from harness.result import Result
from harness.verdict import Verdict
from harness.workers.client import WorkerClient
from harness.workers.job import Job
from harness.workers.limits import Limits

ROOT = Path(__file__).resolve().parents[4]
FILES = sorted((ROOT / "tests" / "hostile").glob("*.py"))
CLAUSE = "test_two_count_once_each"
PUBLIC = ("Counter", "Counter.increment()", "Counter.value")
LIMITS = Limits(memory=1 << 30, slack=6.0)
SECONDS = 4.0
QUICK = frozenset(
    {"forges_a_result", "patches_the_verdict", "deletes_the_memory", "walks_the_heap", "equals_everything"}
)
"""What is run by default under the explorer, and after it a right file."""


class Place:
    """A project of one kata, with something in .kata/, and a worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in ("katas", "solutions", "tests/katas", ".kata"):
            (folder / part).mkdir(parents=True)
        self.kept = folder / ".kata" / "kept"
        self.kept.write_text("kept", encoding="utf-8")
        self.contract = folder / "tests" / "katas" / "test_counter.py"
        shutil.copy(ROOT / "tests" / "katas" / "test_counter.py", self.contract)
        shutil.copy(ROOT / "solutions" / "counter.py", folder / "solutions")
        self.judge = WorkerClient(LIMITS)

    def judged(self, file: Path, engine: str, *, preliminary: bool = False) -> Result:
        target = self.folder / "katas" / file.name
        shutil.copy(file, target)
        job = Job(
            engine, str(target), kata="counter", contract=str(self.contract), clause=CLAUSE, public=PUBLIC,
            schedules=20, runs=3, seconds=SECONDS, preliminary=preliminary,
        )  # fmt: skip
        return self.judge.judge(job)

    def files(self) -> dict[str, bytes]:
        """All but the files judged."""
        found = [path for path in self.folder.rglob("*") if path.is_file() and path.parent.name != "katas"]
        return {str(path): path.read_bytes() for path in [*found, self.contract]}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(tmp_path_factory.mktemp("project"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOSTILE_ROOT", str(place.folder))
        with place.judge:
            yield place


def expected(file: Path) -> set[str]:
    with file.open(encoding="utf-8", errors="replace") as text:
        return set(text.readline().rpartition("-> ")[2].strip().split(" | "))


def cases() -> list[object]:
    return [
        pytest.param(file, engine, marks=() if file.stem in QUICK and engine == "explore" else pytest.mark.slow)
        for engine in ("explore", "stress")
        for file in FILES
    ]


@pytest.mark.parametrize(("file", "engine"), cases(), ids=lambda value: getattr(value, "stem", value))
def test_a_hostile_file_does_not_pass(file: Path, engine: str, place: Place) -> None:
    before, began = place.files(), time.monotonic()
    result = place.judged(file, engine)
    assert str(result.verdict) in expected(file), result.message
    assert not result.passed
    assert place.files() == before
    assert result.message.isprintable(), "what a terminal obeys must not get through"
    # its own limit, and START for a worker that had to be started; the machine may be busy
    assert time.monotonic() - began < SECONDS + LIMITS.slack + 60


@pytest.mark.parametrize("engine", ["explore", pytest.param("stress", marks=pytest.mark.slow)])
def test_a_right_file_passes_after_a_hostile_one(engine: str, place: Place) -> None:
    place.judged(ROOT / "tests" / "hostile" / "hooks_imports.py", engine)
    result = place.judged(ROOT / "solutions" / "counter.py", engine)
    assert result.passed, result.message


def test_there_are_enough_and_each_says_what_must_come_of_it() -> None:
    assert len(FILES) >= 35
    assert {file.stem for file in FILES} >= QUICK
    known = {str(verdict) for verdict in Verdict} - {"pass"}
    for file in FILES:
        assert expected(file), file
        assert expected(file) <= known, file


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_parent_can_look_at_it(file: Path) -> None:
    """It reads a file to see whether anybody has begun."""
    assert not is_stub(file)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see who lives")
def test_nobody_outlives_the_judge(place: Place) -> None:
    place.judged(ROOT / "tests" / "hostile" / "forks_past_the_door.py", "explore")
    place.judge.close()
    assert not [pid for pid in os.listdir("/proc") if pid.isdigit() and _of(place.folder, int(pid))]


def _of(folder: Path, pid: int) -> bool:
    """A process of ours that was started with this project in its environment; workers are the only ones."""
    try:
        return pid != os.getpid() and f"HOSTILE_ROOT={folder}".encode() in Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False


def test_what_a_preliminary_job_lets_pass_is_found_by_the_next_one(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "right_but_patches.py"
    right = (ROOT / "solutions" / "counter.py").read_text(encoding="utf-8")
    patch = "import os\nvars(os)['__buil' + 'tins__']['AssertionError'] = SystemExit\n"
    file.write_text(right + patch, encoding="utf-8")
    assert place.judged(file, "explore", preliminary=True).passed
    assert place.judged(file, "explore").verdict is Verdict.FORBIDDEN
