"""The table of katas in the README is the one that course.toml makes. KATA_WRITE_SNAPSHOTS=1 writes it anew."""

import os
import re
from pathlib import Path

from harness.course.content.course_table import course_table
from harness.course.content.syllabus import Lesson, lessons

ROOT = Path(__file__).resolve().parents[3]
WRITE = "KATA_WRITE_SNAPSHOTS"
TABLE = re.compile(r"(?<=^### The katas\n\n).*?(?=\n\n)", re.MULTILINE | re.DOTALL)


def test_the_readme_lists_the_katas():
    file = ROOT / "README.md"
    text, table = file.read_text(encoding="utf-8"), course_table(lessons(ROOT))
    assert len(TABLE.findall(text)) == 1
    if os.environ.get(WRITE):
        text = TABLE.sub(lambda _: table, text)
        file.write_text(text, encoding="utf-8")
    assert TABLE.search(text)[0] == table, f"set {WRITE}=1 to write it anew"


def test_each_row_links_to_the_file():
    table = course_table(lessons(ROOT))
    links = re.findall(r"\]\((.*?)\)", table)
    assert len(links) == len(lessons(ROOT))
    assert all((ROOT / link).is_file() for link in links)


def test_a_kata_without_a_difficulty_has_empty_cells():
    assert course_table({"tally": Lesson("marks")}).splitlines()[-1] == "| [tally](katas/tally.py) | marks |  |  |"
