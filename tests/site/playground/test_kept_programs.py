"""What the browser keeps: one's own programs, beside those of links, in several tabs, and when its storage is full."""

from __future__ import annotations

import json
from typing import Any

import pytest

from harness.common.links import encode_program
from harness.playground.link import PlaygroundLink

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_200)]
OWN = "def main():\n    assert True  # mine\n"
SENT = "def main():\n    assert False, 'sent'\n"


def typed(page: Any, text: str) -> None:
    """Add a line at the end of the program."""
    page.click(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"\n# {text}")


def kept(page: Any, kind: str, name: str) -> Any:
    """What the browser has kept of a program."""
    said = page.evaluate("() => localStorage.getItem('kata-playground') ?? '{}'")
    return json.loads(said).get(kind, {}).get(name)


def text_of(page: Any) -> str:
    """What the editor shows."""
    return "\n".join(page.locator(".cm-line").all_inner_texts())


def test_a_program_of_a_link_does_not_replace_ones_own(opened: Any) -> None:
    playground = opened("#own=program")
    page = playground.page
    typed(page, "mine")
    mine = kept(page, "programs", "program")["code"]
    playground.open(PlaygroundLink("", SENT))
    assert playground.run()["verdict"] == "wrong"
    typed(page, "tried in it")
    assert kept(page, "programs", "program")["code"] == mine
    page.click("#adopt")
    assert kept(page, "programs", "program")["code"].endswith("# tried in it")
    assert not page.is_visible("#linked-row")


def test_a_program_of_a_link_is_kept_if_there_is_none_of_ones_own(opened: Any) -> None:
    playground = opened(f"#code={encode_program(OWN)}")
    assert not playground.page.is_visible("#linked-row")
    assert playground.run()["verdict"] == "pass"
    assert kept(playground.page, "programs", "program")["passed"] is True


def test_two_tabs_keep_the_programs_of_both(opened: Any) -> None:
    playground = opened("#kata=counter")
    other = playground.context.new_page()
    other.goto(f"{playground.address}#kata=event")
    other.wait_for_function("() => document.getElementById('title').textContent === 'Event'")
    typed(other, "of the other tab")
    typed(playground.page, "of this tab")
    assert kept(other, "katas", "event")["code"].endswith("# of the other tab")
    assert kept(other, "katas", "counter")["code"].endswith("# of this tab")


def test_a_full_storage_is_said_and_the_export_has_everything(opened: Any, tmp_path: Any) -> None:
    playground = opened("#kata=counter")
    page = playground.page
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    typed(page, "not written")
    assert "its storage is full" in page.inner_text("#kept")
    page.click("#more summary")
    with page.expect_download() as download:
        page.click("#export")
    download.value.save_as(tmp_path / "export.json")
    assert "# not written" in (tmp_path / "export.json").read_text(encoding="utf-8")


def test_the_back_button_and_a_reload_show_the_program_again(opened: Any) -> None:
    page = opened("#kata=counter").page
    page.select_option("#choose", "katas/event")
    page.click("#repair")
    page.wait_for_function("() => location.hash.startsWith('#repair=event_')")
    repair = text_of(page)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert text_of(page) == repair
    for title in ("Event", "Counter"):
        page.go_back()
        page.wait_for_function("(title) => document.getElementById('title').textContent === title", arg=title)


def test_another_program_can_be_run_while_one_hangs(opened: Any) -> None:
    playground = opened()
    playground.open(PlaygroundLink("", "def main():\n    sum(range(10**12))\n"))
    playground.page.click("#run")
    playground.page.wait_for_timeout(1_000)
    playground.open(PlaygroundLink("", SENT))
    assert playground.page.is_enabled("#run")
    assert playground.run()["verdict"] == "wrong"


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("kata=nothing", "There is no kata nothing."),
        ("example=nothing", "There is no example nothing."),
        ("repair=nothing_1", "There is no repair nothing_1."),
        (f"code={encode_program(SENT)[:-6]}", "(cut off, or followed by other data). Copy the whole link."),
        (f"code={encode_program(SENT)[:-5]}", "(cut off, or followed by other data). Copy the whole link."),
        ("code=ä", "(not base64 for URLs). Copy the whole link."),
        (f"code={encode_program('#' * 1_000_001)}", "(more than 1,000,000 bytes of source). Copy the whole link."),
        (f"code={encode_program(SENT)}&schedule=k1:program.py", "is not a replay token"),
    ],
)
def test_a_damaged_link_is_refused_in_a_sentence(playground: Any, fragment: str, said: str) -> None:
    page = playground.page
    page.evaluate("() => { delete document.documentElement.dataset.verdict }")
    page.evaluate("(fragment) => { location.hash = ''; location.hash = fragment }", fragment)
    page.wait_for_function("(said) => document.getElementById('sentence').textContent.includes(said)", arg=said)
    assert playground.shown()["verdict"] == "not_run"
