"""The pages of a class and of a student in a real browser: sorting, the frame, the network, and who can read them.

Needs what ``test_browser.py`` needs, and is skipped without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.answers.grades import GradeStatus, Lateness
from harness.report.page import render
from harness.report.page.class_report import class_page
from harness.report.page.student_report import student_page
from harness.result import Result

sys.path.insert(0, str(Path(__file__).parents[1]))

from graded import class_grades, grade, kata_grade, without_points

pytest.importorskip("playwright.sync_api", reason="playwright is not here: pip install -e '.[browser]'")
PHONE = {"width": 390, "height": 844}
ORDER = "() => [...document.querySelectorAll('.students tbody th')].map((one) => one.dataset.sort)"


@pytest.fixture
def shown(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a text as a page; in the end nothing may have been complained of, or asked of a network."""
    said: list[str] = []
    contexts = []

    def show(text: str, **settings: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(offline=True, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on("request", lambda request: said.append(request.url) if request.url != path.as_uri() else 0)
        page.goto(path.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def student(found: Callable[[str, str], Result]) -> str:
    """The page of a student whose first failure has a page of its own."""
    page = render(found("opposite_orders", "both_work"))
    katas = kata_grade(page=page), without_points(GradeStatus.ERROR)
    return student_page(grade(*katas, lateness=Lateness(2, 20.0)))


def test_a_heading_sorts_the_table_and_a_second_click_turns_it_round(shown: Callable[..., Any]) -> None:
    page = shown(class_page(class_grades()))
    names = page.evaluate(ORDER)
    page.get_by_role("button", name="Points").click()
    most_first = page.evaluate(ORDER)
    assert most_first[0] == "Ada Lovelace"
    assert most_first[-1] == "Shafi Goldwasser", "no points are fewer than all"
    assert page.locator("[aria-sort]").get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Points").click()
    assert page.evaluate(ORDER)[0] == "Shafi Goldwasser"
    page.get_by_role("button", name="Student").press("Enter")
    assert page.evaluate(ORDER) == sorted(names)
    assert page.locator("[aria-sort]").count() == 1


def test_the_page_in_the_frame_walks_its_schedule_and_cannot_reach_out(shown: Callable[..., Any], student: str) -> None:
    page = shown(student)
    frame = page.frame_locator("iframe")
    assert frame.locator("#now").inner_text().startswith("9 of 9")
    frame.locator("#first").click()
    assert frame.locator("#now").inner_text().startswith("1 of 9")
    (child,) = page.main_frame.child_frames
    assert child.evaluate("window.origin") == "null"
    assert child.evaluate("(() => { try { return parent.document.title } catch (e) { return 'refused' } })()") == (
        "refused"
    )


def test_only_the_scripts_of_our_own_pages_run_in_the_frame(browser: Any, tmp_path: Path, student: str) -> None:
    """The prey: the page of a failure in which a text was not escaped."""
    spoilt = student.replace("&lt;main&gt;", "&lt;main&gt;&lt;script&gt;window.harm = 1&lt;/script&gt;")
    assert spoilt != student
    path = tmp_path / "page.html"
    path.write_text(spoilt, encoding="utf-8")
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        (child,) = page.main_frame.child_frames
        child.wait_for_load_state()
        assert child.evaluate("window.harm === undefined")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_pages_can_be_read_by_all_and_do_not_stick_out_on_a_phone(
    shown: Callable[..., Any], axe: Any, student: str, scheme: str
) -> None:
    for text in (class_page(class_grades()), student):
        page = shown(text, color_scheme=scheme, reduced_motion="reduce", viewport=PHONE)
        report = axe.run(page).response
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in report["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_scripts_and_on_paper_every_student_is_there(shown: Callable[..., Any]) -> None:
    page = shown(class_page(class_grades()), java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.locator(".students tbody tr").count() == 12
    assert page.locator(".students").inner_text().count("s0") >= 10
    assert page.is_visible(".histogram")
