"""The pages of a class and of a student: their texts, what they leave out, and that no text of a student is markup."""

from __future__ import annotations

import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from harness.answers.grades import ClassGrades, GradeStatus, Lateness
from harness.report.page.class_report import class_page
from harness.report.page.student_report import student_page

sys.path.insert(0, str(Path(__file__).parents[1]))

from graded import NAMES, NASTY, TOKEN, class_grades, grade, kata_grade, nasty_grade, without_points

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = "KATA_WRITE_SNAPSHOTS"
FRAMED = "<!DOCTYPE html><title>the page of a failure</title><p>\"quoted\" & 'single'</p>"


def graded_student():
    return grade(kata_grade(page=FRAMED), without_points(GradeStatus.ERROR), lateness=Lateness(2, 20.0))


PAGES = {
    "class": lambda: class_page(class_grades(), {"s01": "students/s 01.html"}),
    "class_of_nobody": lambda: class_page(ClassGrades("Week 3", ("event",), ())),
    "student": lambda: student_page(graded_student()),
    "student_without_points": lambda: student_page(grade(without_points(GradeStatus.UNFINISHED))),
}


def bare(text: str) -> str:
    """Return the page without style sheet, script and hashes."""
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", text, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]+", "sha256", text)


@pytest.mark.parametrize("name", PAGES)
def test_reads_as_before(name):
    shown = bare(PAGES[name]())
    snapshot = SNAPSHOTS / f"grades_{name}.html"
    if os.environ.get(WRITE):
        snapshot.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == snapshot.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshots anew"


class Elements(HTMLParser):
    """Collects the elements that load or run something, and those that a text of a student would add."""

    def __init__(self):
        super().__init__()
        self.tags, self.links = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("href", "src", "action", "data")]
        assert not any(name.startswith("on") or name == "style" for name, _ in attributes)


def elements(text):
    found = Elements()
    found.feed(text)
    return found


def test_the_class_page_asks_for_nothing_and_has_one_script():
    found = elements(PAGES["class"]())
    assert found.tags.count("script") == 1
    assert set(found.links) == {"#students", "students/s%2001.html"}


def test_the_student_page_has_no_script_and_one_frame():
    found = elements(PAGES["student"]())
    assert (found.tags.count("script"), found.tags.count("iframe"), found.links) == (0, 1, [])


def test_the_frame_has_the_page_of_the_failure_whole_and_is_sandboxed():
    class Frame(HTMLParser):
        def handle_starttag(self, tag, attributes):
            if tag == "iframe":
                self.found = dict(attributes)

    frame = Frame()
    frame.feed(PAGES["student"]())
    assert frame.found["srcdoc"] == FRAMED
    assert frame.found["sandbox"] == "allow-scripts", "with allow-same-origin it would reach this page"


@pytest.mark.parametrize("make", [lambda: class_page(hostile_class()), lambda: student_page(nasty_grade())])
def test_no_text_of_a_student_is_markup_or_a_control_character(make):
    text = make()
    body = text.partition("<body>")[2].partition("<script>")[0]
    assert "<script" not in body
    assert "&lt;script&gt;" in body
    assert all(char == "\n" or char.isprintable() for char in body)


def hostile_class():
    return ClassGrades(NASTY, ("bounded_buffer", "event"), (nasty_grade(),), NASTY)


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_the_page_of_a_student_says_nothing_about_others(number):
    grades = class_grades().grades
    text = student_page(grades[number])
    others = [one for one in grades if one.student != grades[number].student]
    assert grades[number].name in text
    assert not any(one.name in text or one.student in text for one in others)
    assert "identical" not in text.partition("</style>")[2]
    assert "notes.txt" not in text


def test_the_page_of_a_student_has_the_command_of_each_failure():
    assert f"<code>kata replay {TOKEN}</code>" in PAGES["student"]()


def test_every_student_is_in_the_table_of_the_class():
    text = PAGES["class"]()
    assert all(f'data-sort="{name}"' in text for name in NAMES)
