"""Pages to look at: of real runs of small programs, and of a trace of a thousand steps made by hand."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from shutil import copytree

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.result import Result
from harness.trace import BlockedThread, Event, Place, Trace
from harness.verdict import Verdict

PROGRAMS = Path(__file__).parents[1] / "programs"

HOSTILE = """from threading import Lock, Thread

NAME = "<script>alert(1)</script>"


def both():
    one, other = Lock(), Lock()

    def forth():
        print("</pre><script>alert(2)</script> & <b>bold</b>")
        with one, other:
            pass

    def back():
        with other, one:
            raise ValueError("</title><img src=x onerror=alert(3)>")

    threads = [Thread(target=forth, name=NAME), Thread(target=back, name="\\"'><svg onload=alert(4)>")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
"""All that a learner's file can bring into a page: names, lines, output, and the text of an exception."""

QUEUE = """from threading import Condition, Thread


def dinner():
    bell, plates = Condition(), []

    def eat():
        with bell:
            if not plates:
                bell.wait()
            plates.pop()

    def cook():
        with bell:
            plates.append("soup")
            bell.notify()

    threads = [Thread(target=eat, name="guest-1"), Thread(target=eat, name="guest-2"), Thread(target=cook, name="cook")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
"""Two guests and one plate: a wait that gives a lock back, a notify, and a thread that is left over."""


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs."""
    folder = tmp_path_factory.mktemp("programs")
    copytree(PROGRAMS, folder, dirs_exist_ok=True)
    (folder / "hostile.py").write_text(HOSTILE, encoding="utf-8")
    (folder / "dinner.py").write_text(QUEUE, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _in_programs(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(programs)  # results and tokens name files as seen from the working directory


@pytest.fixture(scope="session")
def found(programs: Path) -> Callable[[str, str], Result]:
    """What exploring a function of a program comes to, from the programs' folder; each is explored once."""
    known: dict[tuple[str, str], Result] = {}

    def find(file: str, function: str) -> Result:
        if (file, function) not in known:
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(programs)
                known[file, function] = run(Function(f"{file}.py", function), Budget(1_000))
        return deepcopy(known[file, function])

    return find


@pytest.fixture
def long_result(tmp_path: Path) -> Result:
    """A thousand steps of two threads, at the end of which the first waits for ever."""
    file = tmp_path / "long.py"
    file.write_text("def count():\n    total += 1\n    bell.wait()\n", encoding="utf-8")
    place = Place(str(file), 2, "count")
    events = [
        Event(step, "ab"[step // 10 % 2], "write", "total", str(step), place, preemption=step in (10, 500, 990))
        for step in range(1, 1_001)
    ]
    last = Place(str(file), 3, "count")
    waiting = [BlockedThread("a", "wait", "bell", last)]
    trace = Trace("blocked", ["a", "b"], 1_000, [], events, waiting)
    message = "a waits for bell, and nobody is left to wake it."
    return Result(Verdict.STUCK, message, "long", str(file), "test_it", 3, trace=trace, replay="k1:x:y:z", found=1)


@pytest.fixture
def forbidden(programs: Path) -> Result:
    """A failure without a schedule."""
    file = str(programs / "opposite_orders.py")
    message = "opposite_orders.py uses Lock, which this kata does not allow."
    return Result(Verdict.FORBIDDEN, message, "desk", file, "test_it", 6, place=Place(file, 6))
