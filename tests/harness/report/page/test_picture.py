"""The timeline as an SVG file of its own, as the concept pages show it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.report.page.build import page
from harness.report.page.picture import MOST_IN_WORDS, picture
from harness.report.page.timeline import timeline
from harness.report.story.model import Weight
from harness.result import Result

SVG = "{http://www.w3.org/2000/svg}"


def test_a_picture_has_a_lane_for_each_thread_and_the_words_of_its_steps(found: Callable[[str, str], Result]) -> None:
    root = ET.fromstring(picture(found("opposite_orders", "both_work")))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert [text for text in texts if text in ("main", "writer", "artist")] == ["main", "writer", "artist"]
    assert {"works", "waits", "holds a lock", "preemption"} <= set(texts)
    assert any(text and text.startswith("⇄ preemption 1 of 1") for text in texts)


def test_a_picture_is_described_in_words(found: Callable[[str, str], Result]) -> None:
    result = found("opposite_orders", "both_work")
    root = ET.fromstring(picture(result))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "deadlock: opposite_orders.py::both_work"
    assert description is not None
    assert description.text is not None
    assert description.text.startswith(" ".join(result.message.split()))
    assert re.search(r"Step \d+: writer: acquires \w+", description.text)


def test_a_result_gives_the_same_picture_every_time(found: Callable[[str, str], Result]) -> None:
    result = found("opposite_orders", "both_work")
    first = picture(result)
    result.seconds += 1
    assert picture(result) == first
    assert str(Path.cwd()) not in first


def test_strings_of_the_learner_are_text(found: Callable[[str, str], Result]) -> None:
    drawn = picture(found("hostile", "both"))
    assert "<script" not in drawn
    assert "<svg onload" not in drawn
    ET.fromstring(drawn)


def test_words_in_two_lines_make_a_drawing_narrower_and_none_is_lost(found: Callable[[str, str], Result]) -> None:
    made = page(found("dinner", "dinner"))
    one, two = timeline(made), timeline(made, two_lines=True)
    assert two.width < 0.8 * one.width
    whole = [shape for shape in two.shapes if shape.second and "…" not in shape.text + shape.second]
    assert whole
    for shape in whole:
        assert f"{shape.text}{shape.second}".replace(" ", "") in shape.title.replace(" ", "")


def numbers(drawn: str) -> list[str | None]:
    """The numbers of the steps that have words."""
    return [text.text for text in ET.fromstring(drawn).iter(f"{SVG}text") if text.get("class") == "number"]


def test_a_short_schedule_has_words_for_all_that_tells_something(found: Callable[[str, str], Result]) -> None:
    stops = page(found("opposite_orders", "both_work")).stops
    telling = [stop.number for stop in stops if stop.number and (stop.important or stop.step.weight >= Weight.CONTEXT)]
    assert len(telling) <= MOST_IN_WORDS
    assert numbers(picture(found("opposite_orders", "both_work"))) == telling


def test_a_long_schedule_has_words_for_what_is_important(long_result: Result) -> None:
    made = page(long_result)
    assert made.folded is not None
    shown = made.stops[: made.folded[0]] + made.stops[made.folded[1] :]
    assert numbers(picture(long_result)) == [stop.number for stop in shown if stop.important and stop.number]


def test_a_result_without_a_schedule_has_no_picture(forbidden: Result) -> None:
    with pytest.raises(ValueError, match="no schedule to draw"):
        picture(forbidden)


def test_a_thousand_steps_are_folded(long_result: Result) -> None:
    assert "folded" in picture(long_result)
