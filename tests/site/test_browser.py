"""The built site in a real browser: what it asks of the network, who can read it, and its search.

Slow, because it builds the site. Needs the extras "site" and "browser", and a Chromium (``KATA_CHROMIUM`` names one).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from serve_site import SITE, server
from site_pages.places import ROOT

pytest.importorskip("zensical", reason="Zensical is not here: pip install -e '.[site]'")
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not here: pip install -e '.[browser]'")
axe_module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here: extra browser")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PHONE = {"width": 390, "height": 844}
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
PAGES = ["", "learn/", "learn/race/", "katas/", "katas/bounded_buffer/", "teach/", "contracts/", "guarantees/"]
REFERENCE = ["reference/", "reference/commands/", "reference/api/", "reference/glossary/", "project/security/"]


@pytest.fixture(scope="module")
def address():
    """The address of the site, built by the command that the README names, with its checks."""
    built = subprocess.run(
        [sys.executable, str(ROOT / "tools/build_site.py"), "--docs-only"], capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    with server(SITE) as serving:
        thread = Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_address[1]}/"
        serving.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser():
    chromium = os.environ.get("KATA_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    with sync_api.sync_playwright() as playwright:
        chromium = chromium or playwright.chromium.executable_path
        if not Path(chromium).exists():
            pytest.skip("there is no Chromium here: install one, or name it in KATA_CHROMIUM")
        with playwright.chromium.launch(executable_path=chromium, args=FLAGS) as found:
            yield found


@pytest.fixture
def opened(browser, address):
    """opened(path, **settings): a page of the site. In the end, none may have asked another site, or complained."""
    wrong, contexts = [], []

    def open_it(path, **settings):
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.on("request", lambda one: one.url.startswith((address, "data:", "blob:")) or wrong.append(one.url))
        page.on("console", lambda one: one.type == "error" and wrong.append(one.text))
        page.on("pageerror", lambda one: wrong.append(str(one)))
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, *REFERENCE])
def test_axe_finds_nothing_serious(opened, path, scheme):
    page = opened(path, color_scheme=scheme)
    shown = page.evaluate("document.body.dataset.mdColorScheme")
    assert shown == {"light": "default", "dark": "slate"}[scheme]
    for opening in page.locator("details").all():
        opening.evaluate("one => { one.open = true }")
    report = axe_module.Axe().run(page).response
    bad = [one for one in report["violations"] if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in bad] == []
    assert any(one["id"] == "color-contrast" for one in report["passes"])  # it has looked


@pytest.mark.parametrize("path", [*PAGES, *REFERENCE])
def test_nothing_sticks_out_on_a_phone(opened, path):
    page = opened(path, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_search_finds_a_kata_and_a_concept(opened):
    page = opened("")
    page.click(".md-search__button")
    page.keyboard.type("philosophers")
    page.wait_for_selector("a[href*='katas/dining_philosophers/']:visible")
    page.keyboard.press("Escape")
    page.reload()
    page.click(".md-search__button")
    page.keyboard.type("livelock")
    page.wait_for_selector("a[href*='learn/livelock/']:visible >> nth=0")


def test_a_picture_follows_the_theme_of_the_page(opened):
    page = opened("learn/race/", color_scheme="light")
    picture = page.locator(".md-content img").first
    light = picture.screenshot()
    page.click("label[for=__palette_1]")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert picture.screenshot() != light


def test_the_browser_refuses_a_request_to_another_site(browser, address):
    page = browser.new_page()
    page.goto(address)
    refused = []
    page.on("console", lambda one: refused.append(one.text))
    assert page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'refused')") == "refused"
    assert any("Content Security Policy" in one for one in refused)
    page.close()
