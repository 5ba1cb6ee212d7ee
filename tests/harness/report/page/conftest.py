"""Pages to look at: of real runs of small programs, and of a trace of a thousand steps made by hand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from harness.answers.game import Recording
from harness.explorer.budget import Budget
from harness.explorer.game_positions import GamePositions
from harness.explorer.recorded_schedules import record_schedules
from harness.explorer.run import opened as opened_search
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.page import render
from harness.report.terminal.commands import quoted
from harness.result import Result
from harness.token import Token
from harness.trace import BlockedThread, Event, Place, Trace
from harness.verdict import Verdict

SCHEDULES = 40
PROGRAMS = Path(__file__).parents[1] / "programs"

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
HINTS = [("where to look", "at <b>line 1</b>"), ("an idea", "another")]

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


@pytest.fixture(scope="session")
def recorded(programs: Path) -> Callable[[Result], Recording]:
    """The recorded schedules around the failure of such a program; each is recorded once."""
    known: dict[str, Recording] = {}

    def record(result: Result) -> Recording:
        token = Token.parse(str(result.replay))
        if token.what not in known:
            file, _, function = token.what.partition("::")
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(programs)
                with opened_search(Function(file, function), 0) as search:
                    GamePositions(search, token)
                    runs = record_schedules(search, token, runs=SCHEDULES)
            plain = replace(token, switches=(), fair_from=None, anchors=())
            known[token.what] = Recording(runs, quoted(str(plain)))
        return known[token.what]

    return record


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    chromium = os.environ.get("KATA_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not here: pip install -e '.[browser]'")
    with sync_api.sync_playwright() as playwright:
        chromium = chromium or playwright.chromium.executable_path
        if not Path(chromium).exists():
            pytest.skip("there is no Chromium here: install one, or name it in KATA_CHROMIUM")
        with playwright.chromium.launch(executable_path=chromium, args=FLAGS) as found:
            yield found


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page from disk; in the end nothing may have been complained of, or asked of a network."""
    said: list[str] = []
    contexts = []

    def open_it(result: Result, fragment: str = "", recording: Recording | None = None, **settings: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_text(render(result, hints=HINTS, recording=recording), encoding="utf-8")
        context = browser.new_context(offline=True, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request", lambda request: said.append(request.url) if request.url.split("#")[0] != path.as_uri() else 0
        )
        page.goto(path.as_uri() + fragment)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def axe() -> Any:
    """Looks for what keeps people from reading a page."""
    found = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here: extra browser")
    return found.Axe()
