"""The built playground in a Chromium: a server for its files, a page for all tests, and what the page shows.

Build it first: ``python tools/build_playground.py``. Without it, Playwright or a Chromium, these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.playground.link import PlaygroundLink

ROOT = Path(__file__).resolve().parents[3]
BUILT = Path(os.environ.get("KATA_PLAYGROUND", ROOT / "build" / "site" / "playground"))
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 600
"""Seconds for a result: the machine may be busy with other tests."""


class Terminal:
    """The command line in a folder with a kata's workspace."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str) -> None:
        """Write a file of the folder."""
        (self.path / name).write_text(text, encoding="utf-8")

    def kata(self, *words: str) -> Any:
        """Run a command."""
        return CliRunner().invoke(app, words, catch_exceptions=False)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path)


class PageFiles(SimpleHTTPRequestHandler):
    """Serves files with the types that a browser insists on."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the built page."""
    if not (BUILT / "index.html").is_file():
        pytest.skip("the playground is not built: python tools/build_playground.py")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(PageFiles, directory=str(BUILT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not here: pip install -e '.[browser]'"
    )
    path = os.environ.get("KATA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with playwright.sync_playwright() as started:
        try:
            browser = started.chromium.launch(executable_path=path, args=list(QUIET))
        except playwright.Error as error:
            pytest.skip(f"no Chromium: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


class Playground:
    """The page in one tab, and all that it said on the console or asked of the network."""

    def __init__(self, browser: Any, address: str, fragment: str = "", **words: Any) -> None:
        self.address = address
        self.context = browser.new_context(bypass_csp=True, **words)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address + fragment)
        self.page.wait_for_selector("html[data-ready]")

    def open(self, link: PlaygroundLink) -> None:
        """Follow a link to this page."""
        self.page.evaluate("() => { delete document.documentElement.dataset.verdict }")
        self.page.evaluate("(fragment) => { location.hash = '' ; location.hash = fragment }", link.url("").strip("#"))
        self.page.wait_for_timeout(400)

    def run(self) -> dict[str, Any]:
        """Press the button, and return what is shown as soon as there is a verdict."""
        self.page.evaluate("() => { delete document.documentElement.dataset.verdict }")
        self.page.click("#run")
        return self.shown()

    def shown(self) -> dict[str, Any]:
        """Return what the page shows once there is a verdict."""
        end = time.monotonic() + PATIENCE
        while not self.page.evaluate("() => document.documentElement.dataset.verdict"):
            if time.monotonic() > end:
                pytest.fail(f"no verdict: {self.page.inner_text('main')}")
            self.page.wait_for_timeout(100)
        found: dict[str, Any] = self.page.evaluate(
            """() => ({
                verdict: document.documentElement.dataset.verdict.replaceAll(" ", "_"),
                sentence: document.getElementById("sentence").textContent,
                token: document.getElementById("replay").dataset.token ?? "",
                text: document.getElementById("text").textContent,
            })"""
        )
        return found


@pytest.fixture
def opened(chromium: Any, address: str) -> Iterator[Any]:
    """Opens the page in a tab of its own."""
    made: list[Playground] = []

    def open_page(fragment: str = "", **words: Any) -> Playground:
        made.append(Playground(chromium, address, fragment, **words))
        return made[-1]

    yield open_page
    for one in made:
        assert one.complaints == []
        one.context.close()


@pytest.fixture(scope="session")
def built(address: str) -> Path:
    """The folder of the built page."""
    return BUILT


@pytest.fixture(scope="session")
def playground(chromium: Any, address: str) -> Iterator[Playground]:
    """One page for all tests that run programs in it."""
    made = Playground(chromium, address)
    yield made
    assert made.complaints == []
    assert [url for url in made.requests if not url.startswith((address, "data:", "blob:", "about:"))] == []
    made.context.close()
