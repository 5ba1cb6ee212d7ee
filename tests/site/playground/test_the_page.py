"""The page itself: links both ways, programs that hang or flood, export, offline, and who can use it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from harness.playground.link import PlaygroundLink

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_200)]
PHONE = {"width": 390, "height": 844}
LOST = """from threading import Thread

count = 0


def add():
    global count
    count = count + 1


def main():
    threads = [Thread(target=add) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert count == 2, "an update is lost"
"""


def judged(playground: Any, code: str, kata: str = "") -> dict[str, Any]:
    playground.open(PlaygroundLink(kata, code))
    shown: dict[str, Any] = playground.run()
    return shown


def test_a_program_of_ones_own_is_explored(playground: Any) -> None:
    shown = judged(playground, LOST)
    assert (shown["verdict"], shown["sentence"]) == ("wrong", "an update is lost (main at program.py line 17).")
    assert shown["token"].startswith("k1:program.py::main:")
    assert not playground.page.is_visible("#stop")


def test_a_link_of_the_page_replays_in_the_terminal_and_one_of_the_terminal_on_the_page(
    playground: Any, terminal: Any
) -> None:
    shown = judged(playground, LOST)
    link = PlaygroundLink("", LOST, shown["token"])
    done = terminal.kata("replay", link.url(playground.address))
    assert done.exit_code == 1
    assert "an update is lost" in done.stdout
    terminal.write("lost.py", LOST)
    found = json.loads(terminal.kata("explore", "lost.py::main", "--json").stdout)["results"][0]["replay"]
    made = PlaygroundLink.read(terminal.kata("replay", found, "--link").stdout)
    playground.open(made)
    replayed = playground.shown()
    assert replayed["sentence"] == "an update is lost (main at program.py line 17)."


HANGS = "def main():\n    while True:\n        pass\n"
FLOODS = "def main():\n    while True:\n        print('x' * 1000)\n"
FILLS = "def main():\n    kept = []\n    while True:\n        kept.append(bytearray(50_000_000))\n"
BLOCKS = "def main():\n    sum(range(10**12))\n"
NESTED = "def main():\n    x = " + "-" * 5_000 + "1\n"


@pytest.mark.parametrize(
    ("code", "verdict", "said"),
    [
        (HANGS, None, None),
        (FLOODS, None, None),
        ("def main(:\n", "error", "program.py line 1"),
        ("def main():\n    missing()\n", "wrong", "NameError"),
        ("import sys\n\n\ndef main():\n    sys.exit(3)\n", None, None),
        ("import os\n\n\ndef main():\n    os._exit(3)\n", None, None),
        (FILLS, "wrong", "program.py used more than 1,024 MB of memory."),
        (BLOCKS, "hang", "The code is blocked in a call that the harness does not control."),
        ("def main():\n    raise KeyboardInterrupt\n", None, None),
        ("import sys\n\n\ndef main():\n    del sys.modules['sys']\n", None, None),
        ("import js\n\n\ndef main():\n    js.document.title = 'mine'\n", None, None),
        ("from pyodide.code import run_js\n\n\ndef main():\n    run_js('1')\n", None, None),
        # natively Python reads it, and the engine does not; here the stack of WebAssembly is too small for Python
        (NESTED, "not_run", "The program ended the engine before it ran: it is nested too deeply, or too large."),
    ],
)
def test_a_bad_program_gets_the_sentence_of_the_terminal(
    playground: Any, terminal: Any, code: str, verdict: str | None, said: str | None
) -> None:
    shown = judged(playground, code)
    if verdict is None:
        terminal.write("program.py", code)
        result = json.loads(terminal.kata("explore", "program.py::main", "--schedules", "100", "--json").stdout)
        verdict, said = result["results"][0]["verdict"], " ".join(result["results"][0]["message"].split())
    assert shown["verdict"] == verdict
    assert said is not None
    assert said in shown["sentence"]
    # the page goes on in another worker
    assert judged(playground, LOST)["verdict"] == "wrong"


def test_a_failure_has_its_page_hints_and_a_repair(playground: Any) -> None:
    playground.open(PlaygroundLink("counter"))
    playground.page.click("#repair")
    playground.page.wait_for_timeout(400)
    shown = playground.run()
    assert shown["verdict"] != "pass"
    frame = playground.page.frame_locator("#page")
    assert frame.locator("h1").first.inner_text() != ""
    assert playground.page.locator("#hints summary").count() >= 1
    assert playground.page.locator("#page").get_attribute("sandbox") == "allow-scripts allow-popups"
    playground.run()
    playground.page.wait_for_selector("#page:not([hidden])")
    frame.locator("h1").first.wait_for()
    playground.page.wait_for_timeout(1_000)
    # Chromium once painted nothing in the frame of a second result: an empty picture of this size has 4 kB
    assert len(playground.page.locator("#page").screenshot()) > 20_000


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_report_has_the_theme_of_the_page(opened: Any, system: str) -> None:
    playground = opened(color_scheme=system)
    judged(playground, LOST)
    page = playground.page
    page.wait_for_selector("#page:not([hidden])")
    body = page.frame_locator("#page").locator("body")
    colours = []
    for _ in range(3):  # of the system, the other one, and back
        page.wait_for_timeout(500)
        colours.append(
            [one.evaluate("(one) => getComputedStyle(one).backgroundColor") for one in (body, page.locator("body"))]
        )
        page.click("#theme")
    dark = [[sum(map(int, re.findall(r"\d+", colour))) < 3 * 128 for colour in both] for both in colours]
    assert dark == [[each, each] for each in (system == "dark", system == "light", system == "dark")]
    judged(playground, LOST)  # now the button was pressed before: the theme is the other one
    page.wait_for_selector("#page:not([hidden])")
    page.wait_for_timeout(500)
    assert body.evaluate("(one) => getComputedStyle(one).backgroundColor") == colours[1][0]


def test_the_export_has_the_code(playground: Any, tmp_path: Path, terminal: Any) -> None:
    playground.open(PlaygroundLink("counter"))
    page = playground.page
    page.click(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("# my own line")
    page.click("#more summary")
    with page.expect_download() as download:
        page.click("#export")
    page.click("#more summary")
    file = tmp_path / "export.json"
    download.value.save_as(file)
    done = terminal.kata("init", "mine", "--from", str(file))
    assert done.exit_code == 0
    assert "wrote katas/counter.py, as exported" in done.stdout
    assert "# my own line" in (terminal.path / "mine/katas/counter.py").read_text(encoding="utf-8")


def test_the_keyboard_runs_a_program_and_leaves_the_editor(playground: Any) -> None:
    playground.open(PlaygroundLink("", LOST))
    page = playground.page
    page.click(".cm-content")
    page.keyboard.press("Control+Enter")
    assert playground.shown()["verdict"] == "wrong"
    page.click(".cm-content")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.id") == "run"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
def test_anybody_can_use_it(opened: Any, theme: str, size: dict[str, int]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here: extra browser")
    playground = opened("#kata=counter", viewport=size, color_scheme=theme)
    judged(playground, LOST)
    playground.page.wait_for_selector("#page:not([hidden])")
    found = axe.Axe().run(playground.page)
    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in serious] == []
    assert playground.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]


def test_it_works_offline_and_can_be_installed(opened: Any) -> None:
    playground = opened()
    page = playground.page
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    playground.context.set_offline(True)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert judged(playground, LOST)["verdict"] == "wrong"
    manifest = json.loads(page.evaluate("async () => (await fetch('manifest.webmanifest')).text()"))
    assert {one["sizes"] for one in manifest["icons"]} >= {"192x192", "512x512"}


def test_a_browser_that_cannot_suspend_webassembly_is_told_so(chromium: Any, address: str, built: Path) -> None:
    context = chromium.new_context(service_workers="block")
    script = "delete WebAssembly.Suspending;" + (built / "worker.js").read_text(encoding="utf-8")
    context.route("**/worker.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#status.bad")
    assert page.inner_text("#status").startswith("The engine cannot be loaded: this browser cannot suspend WebAssembly")
    page.click("#run")
    page.wait_for_selector("#sentence:has-text('cannot suspend WebAssembly')")
    context.close()


def test_nothing_on_it_names_another_site(built: Path) -> None:
    loaded = re.compile(r"""(?:src|href)=["']https?://|import\(["']https?://|fetch\(["']https?://""")
    for name in ("index.html", "style.css", "page.js", "worker.js", "service_worker.js"):
        assert loaded.findall((built / name).read_text(encoding="utf-8")) == [], name
