"""The page in a real browser: what moves, what does not run, what it asks of the network, who can read it.

Needs Playwright, axe (the extra "browser") and a Chromium: that of ``KATA_CHROMIUM``, one on the path, or
Playwright's own. Where one is missing all of this is skipped, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import golden
import pytest

from harness.result import Result

pytest.importorskip("playwright.sync_api", reason="playwright is not here: pip install -e '.[browser]'")
axe_module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here: extra browser")

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def deadlock(found: Callable[[str, str], Result]) -> Result:
    return found("opposite_orders", "both_work")


def seen(page: Any) -> dict[str, Any]:
    """What each view shows."""
    shown: dict[str, Any] = page.evaluate(
        """() => {
            const text = (one) => one ? one.textContent.replace(/\\s+/g, " ").trim() : null;
            const all = (query) => [...document.querySelectorAll(query)];
            const head = document.getElementById("head");
            const column = all("[data-stop]").find((one) => one.getAttribute("x") === head.getAttribute("x"));
            return {
                said: text(document.getElementById("now")),
                slider: Number(document.getElementById("slider").value),
                spoken: document.getElementById("slider").getAttribute("aria-valuetext"),
                line: all(".here").map((one) => one.value),
                badges: all(".source .badge").map((one) => [text(one), one.closest("li").value]),
                cells: Object.fromEntries(all("[data-cell]").map((one) => [one.dataset.cell, text(one)])),
                arrows: all(".arrows li:not([hidden])").map(text),
                drawn: all("g.arrow.on").length,
                cycle: all("g.arrow.on.cycle").length,
                row: all(".schedule tr[aria-current]").map((one) => one.id),
                column: column ? Number(column.dataset.stop) : "gap",
            };
        }"""
    )
    return shown


def position(page: Any) -> list[Any]:
    """The step that each view is at; all must agree."""
    shown = seen(page)
    number = shown["slider"]
    assert shown["row"] == [f"step-{number}"]
    assert shown["column"] in (number - 1, "gap")
    assert shown["said"].startswith(f"{number} of ")
    assert shown["spoken"].startswith(f"{number} of ")
    return number


def test_the_page_opens_at_the_end_and_shows_the_cycle(opened: Callable[..., Any], deadlock: Result) -> None:
    page = opened(deadlock)
    shown = seen(page)
    assert position(page) == page.evaluate("Number(document.getElementById('slider').max)")
    assert shown["cycle"] == 2
    assert {"writer waits for paper, which artist holds (in the cycle)"} <= set(shown["arrows"])
    assert ["writer", 10] in shown["badges"]
    assert ["artist", 14] in shown["badges"]


def test_keys_move_every_view(opened: Callable[..., Any], deadlock: Result) -> None:
    page = opened(deadlock)
    last = position(page)
    keys = page.keyboard
    keys.press("Home")
    first = seen(page)
    assert position(page) == 1
    assert first["drawn"] == 0
    assert set(first["cells"].values()) >= {"runs", "not started", "free"}
    assert first["line"] == [6]  # of Desk.__init__, the first that does anything
    keys.press("ArrowLeft")
    assert position(page) == 1
    keys.press("ArrowRight")
    assert position(page) == 2
    keys.press("p")
    preempted = seen(page)
    assert "preemption 1 of 1: writer is stopped" in preempted["said"]
    assert preempted["line"] == [14]
    held = {preempted["cells"][name] for name in preempted["cells"] if name.startswith("lock")}
    assert held == {"writer", "artist"}
    keys.press("End")
    assert position(page) == last


def test_the_slider_and_the_buttons_do_the_same(opened: Callable[..., Any], deadlock: Result) -> None:
    page = opened(deadlock)
    page.fill("#slider", "3")
    assert position(page) == 3
    page.focus("#slider")
    page.keyboard.press("ArrowRight")
    assert position(page) == 4
    for button, expected in (("first", 1), ("forth", 2), ("back", 1)):
        page.click(f"#{button}")
        assert position(page) == expected
    page.click("#preemption")
    assert "preemption" in seen(page)["said"]
    page.click("#last")
    assert seen(page)["cycle"] == 2


def test_a_click_on_the_timeline_or_on_a_number_goes_there(opened: Callable[..., Any], deadlock: Result) -> None:
    page = opened(deadlock)
    page.dispatch_event("[data-stop='4']", "click")
    assert position(page) == 5
    page.click("#step-2 a")
    assert position(page) == 2
    page.keyboard.press("Control+End")  # the browser's own keys stay the browser's
    assert position(page) == 2


def test_an_address_names_a_step(opened: Callable[..., Any], deadlock: Result) -> None:
    assert position(opened(deadlock, "#step-3")) == 3


def test_every_step_says_what_the_model_says(opened: Callable[..., Any], found: Callable[[str, str], Result]) -> None:
    from harness.report.page.build import page as model

    result = found("dinner", "dinner")
    made, page = model(result), opened(result)
    cells: dict[str, str] = {}
    page.keyboard.press("Home")
    for number, stop in enumerate(made.stops, 1):
        cells |= stop.cells
        shown = seen(page)
        assert position(page) == number
        assert shown["cells"] == {name: " ".join(text.split()) for name, text in cells.items()}
        assert shown["line"] == ([] if stop.file is None else [stop.step.line])
        assert len(shown["arrows"]) == shown["drawn"] == len(stop.arrows)
        assert len(shown["badges"]) == len(stop.marks)
        page.keyboard.press("ArrowRight")


def test_names_output_and_messages_are_text(opened: Callable[..., Any], found: Callable[[str, str], Result]) -> None:
    result = found("hostile", "both")
    result.output = "</pre><script>alert(2)</script> & <b>bold</b>\n"
    result.message = "</title></script><img src=x onerror=alert(3)>"
    page = opened(result)
    for key in ("Home", "p", "End"):
        page.keyboard.press(key)
    shown = page.inner_text("body")
    for text in (
        "<script>alert(1)</script>",
        "<b>bold</b>",
        "</title></script><img src=x onerror=alert(3)>",
        "<b>line 1",
    ):
        assert text in page.evaluate("document.body.textContent"), text
    assert "<script>alert(1)" in shown
    assert page.locator("script").count() == 2
    assert page.locator("img").count() == page.locator("main b:not(.who)").count() == 0


def test_a_script_that_gets_in_does_not_run(opened: Callable[..., Any], deadlock: Result, tmp_path: Path) -> None:
    """The prey: a page in which somebody forgot to escape is kept harmless by its policy."""
    page = opened(deadlock)
    assert page.evaluate("window.harm === undefined")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(text.replace("<main>", "<main><script>window.harm = 1</script>"), encoding="utf-8")
    context = page.context
    other = context.new_page()
    refused: list[str] = []
    other.on("console", lambda message: refused.append(message.text))
    other.goto(spoilt.as_uri())
    assert other.evaluate("window.harm === undefined")
    assert "Content Security Policy" in refused[0]


def test_without_scripts_the_end_and_the_table_are_there(opened: Callable[..., Any], deadlock: Result) -> None:
    page = opened(deadlock, java_script_enabled=False)
    assert page.is_hidden("#controls")
    assert page.is_hidden("#copy")
    rows = page.locator("table.schedule tbody tr")
    assert rows.count() > 5
    assert "artist" in page.inner_text("table.schedule")
    assert "waits for paper, held by artist" in page.inner_text("[data-cell='lane-1']")
    assert page.locator("g.arrow.on.cycle").count() == 2
    assert "kata replay k1:opposite_orders.py::both_work" in page.inner_text("#command")


def test_a_thousand_steps_are_folded_in_the_middle(opened: Callable[..., Any], long_result: Result) -> None:
    page = opened(long_result)
    assert page.locator("summary", has_text="701 more steps").count() == 1
    assert page.is_hidden("#step-500")
    assert page.locator("[data-stop]").count() == 300
    page.keyboard.press("Home")
    page.keyboard.press("p")
    assert position(page) == 10
    page.keyboard.press("p")  # into the middle
    shown = seen(page)
    assert (position(page), shown["column"]) == (500, "gap")
    assert shown["cells"]["value-0"] == "500"
    assert page.is_visible("#step-500")
    page.keyboard.press("p")
    assert position(page) == 990


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("deadlock", "light"),
        ("deadlock", "dark"),
        ("forbidden", "light"),
        pytest.param("forbidden", "dark", marks=pytest.mark.slow),
        pytest.param("long_result", "light", marks=pytest.mark.slow),
        pytest.param("long_result", "dark", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_serious(
    opened: Callable[..., Any], request: pytest.FixtureRequest, name: str, scheme: str
) -> None:
    page = opened(request.getfixturevalue(name), color_scheme=scheme, reduced_motion="reduce")
    for opening in page.locator("details").all():
        opening.evaluate("one => { one.open = true }")
    report = axe_module.Axe().run(page).response
    bad = [one for one in report["violations"] if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in bad] == []
    assert any(one["id"] == "color-contrast" for one in report["passes"])  # it has looked


def test_axe_would_find_something(opened: Callable[..., Any], deadlock: Result) -> None:
    page = opened(deadlock)
    page.evaluate("document.getElementById('slider').removeAttribute('aria-label')")
    report = axe_module.Axe().run(page).response
    assert "label" in [one["id"] for one in report["violations"]]


@pytest.mark.parametrize("name", ["deadlock", "long_result", "forbidden"])
def test_nothing_sticks_out_on_a_phone(opened: Callable[..., Any], request: pytest.FixtureRequest, name: str) -> None:
    page = opened(request.getfixturevalue(name), viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if name != "forbidden":
        assert page.locator("#forth").bounding_box()["height"] >= 24


def test_paper_has_no_buttons_and_the_whole_table(opened: Callable[..., Any], deadlock: Result) -> None:
    page = opened(deadlock)
    page.emulate_media(media="print")
    assert page.is_hidden("#slider")
    assert page.is_visible("#step-1")
    assert page.evaluate(
        "(() => { const s = document.querySelector('.scroll'); return s.scrollHeight <= s.clientHeight + 1 })()"
    )


# -- the comparison and the values over time -----------------------------------------------------------------


@pytest.fixture
def lost(found: Callable[[str, str], Result]) -> Result:
    return found("lost_update", "both_pay")


def current(page: Any) -> list[str]:
    """The step, thread and value of the current row of each open history."""
    rows: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".history[open] tr[aria-current]")].map(
            (one) => [...one.cells].slice(0, 3).map((cell) => cell.textContent.trim()).join(" "))"""
    )
    return rows


def test_a_passing_schedule_is_shown_beside_the_failing_one(opened: Callable[..., Any], lost: Result) -> None:
    page = opened(lost)
    card = page.locator("section", has=page.locator("#passing-title"))
    assert "at step 6 payer-1 writes balance 10 (line 9) before payer-2 runs" in card.inner_text()
    rows = [
        [" ".join(cell.split()) for cell in row.locator("td").all_inner_texts()] for row in card.locator("tr").all()
    ]
    assert rows[1] == ["6", "payer-2 reads balance 0 line 9", "payer-1 writes balance 10 line 9"]
    assert card.locator("td.marked").all_inner_texts()[-1].split()[:4] == ["payer-2", "reads", "balance", "10"]


def test_a_name_is_picked_with_the_keyboard_and_its_values_follow_the_walk(
    opened: Callable[..., Any], lost: Result
) -> None:
    page = opened(lost)
    summary = page.locator(".history summary", has_text="balance")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".history[open] tbody tr").count() == 6
    assert current(page) == ["12 main 10 read"]
    page.keyboard.press("Home")
    assert current(page) == ["1 main 0"]
    assert page.locator(".history[open] tr.ahead").count() == 5
    link = page.locator(".history[open] a", has_text="7")
    link.focus()
    page.keyboard.press("Enter")
    assert current(page) == ["7 payer-2 10"]
    assert "payer-2 writes balance 10" in seen(page)["said"]


def test_without_scripts_every_value_is_there(opened: Callable[..., Any], lost: Result) -> None:
    page = opened(lost, java_script_enabled=False)
    page.locator(".history summary").first.click()
    assert "line 9" in page.inner_text(".history table")
    assert page.is_visible("table.pair")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_comparison(opened: Callable[..., Any], lost: Result, scheme: str) -> None:
    test_page = opened(lost, color_scheme=scheme, reduced_motion="reduce")
    for opening in test_page.locator("details").all():
        opening.evaluate("one => { one.open = true }")
    test_page.keyboard.press("Home")
    report = axe_module.Axe().run(test_page).response
    bad = [one for one in report["violations"] if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in bad] == []


def test_the_comparison_does_not_stick_out_on_a_phone(opened: Callable[..., Any], lost: Result) -> None:
    page = opened(lost, viewport=PHONE)
    for opening in page.locator("details").all():
        opening.evaluate("one => { one.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_names_of_threads_are_whole_at_phone_width(opened: Callable[..., Any]) -> None:
    kata = golden.KATAS["producer_consumer_condition"]
    wrong = golden.ROOT / "tests" / "wrong" / kata.name / "one_condition_and_notify.py"
    page = opened(golden.judged(kata, wrong), viewport=PHONE)
    cut = """() => [...document.querySelectorAll(".badge")]
        .filter((one) => one.getClientRects().length && one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.textContent)"""
    assert page.evaluate(cut) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    tall = "() => Math.max(...[...document.querySelectorAll('.badge')].map((one) => one.clientHeight))"
    assert page.evaluate(tall) <= 60, "a name is written one letter below the other"
    names = page.evaluate("() => [...document.querySelectorAll('.timeline .name')].map((one) => one.textContent)")
    assert names == ["main (the test)", "receiver-1", "receiver-2"]
    shown = """() => [...document.querySelectorAll(".arrow.on .corner.signal text")].map((one) => one.textContent)"""
    assert set(page.evaluate(shown)) == {"changed"}
