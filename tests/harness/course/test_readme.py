"""The README has the report of ``kata demo``, and the table of katas that course.toml makes.

KATA_WRITE_SNAPSHOTS=1 writes both anew.
"""

import os
import re
from pathlib import Path

from typer.testing import CliRunner

from harness.cli.app import app
from harness.course.content.course_table import course_table
from harness.course.content.syllabus import Lesson, lessons

ROOT = Path(__file__).resolve().parents[3]
WRITE = "KATA_WRITE_SNAPSHOTS"
TABLE = re.compile(r"(?<=^### The katas\n\n).*?(?=\n\n)", re.MULTILINE | re.DOTALL)
REPORT = re.compile(r"(?<=^```text\n)── DEADLOCK.*?(?=\n```$)", re.MULTILINE | re.DOTALL)


def same_in_the_readme(pattern, text):
    file = ROOT / "README.md"
    readme = file.read_text(encoding="utf-8")
    assert len(pattern.findall(readme)) == 1
    if os.environ.get(WRITE):
        readme = pattern.sub(lambda _: text, readme)
        file.write_text(readme, encoding="utf-8")
    assert pattern.search(readme)[0] == text, f"set {WRITE}=1 to write it anew"


def test_the_readme_lists_the_katas():
    same_in_the_readme(TABLE, course_table(lessons(ROOT)))


def test_the_readme_has_the_report_of_the_demo(monkeypatch):
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(app, ["demo"], catch_exceptions=False)
    assert done.exit_code == 0
    intro, report, rest = re.split(r"(?s)\n\n(── .*?)\n\nIts token", done.stdout)
    assert max(map(len, [*intro.splitlines(), *rest.splitlines()])) <= 80
    same_in_the_readme(REPORT, report)


def test_each_row_links_to_the_file():
    table = course_table(lessons(ROOT))
    links = re.findall(r"\]\((.*?)\)", table)
    assert len(links) == len(lessons(ROOT))
    assert all((ROOT / link).is_file() for link in links)


def test_a_kata_without_a_difficulty_has_empty_cells():
    assert course_table({"tally": Lesson("marks")}).splitlines()[-1] == "| [tally](katas/tally.py) | marks |  |  |"
