"""A comparison as a table, as a page and as JSON; the columns are made by hand."""

import json
import re

import pytest

from harness.answers.measures import ComparedFile, Measures, Possibility, Round, middle, ratio
from harness.report.exports.compare import dumps
from harness.report.page.compare import render
from harness.report.terminal.compare import table
from harness.report.terminal.comparison import remarks, sections
from harness.report.terminal.failure import text
from harness.result import Proof, Result
from harness.verdict import Verdict

PROVED = Result(Verdict.PASS, "Every schedule passes.", schedules=159, exhaustive=True, proof=Proof(3, 159))
TRIED = Result(Verdict.PASS, "300 schedules, no failure.", schedules=300)
FAILED = Result(Verdict.OVERSERIALIZED, "Two readers are never inside together.", schedules=500, replay="k1:token")


def column(role, result, rounds=(), **words):
    made = ComparedFile(
        "rooms", f"{role}.py", {"test_one_at_a_time": PROVED, "test_two_inside": result}, 459, role=role
    )
    made.measures = Measures(rounds=tuple(rounds), **words)
    made.lines, made.primitives = 12, "1 Lock"
    return made


def pair():
    mine = column(
        "yours", FAILED, [Round(200, 50, 10, 0.9, 0.5), Round(100, 80, 30, 1.0, 0.25)],
        lock_operations=2.0, longest_wait=7, inside=1, seen=(Possibility("both are in at once", 0, 100),), stays=True,
    )  # fmt: skip
    reference = column(
        "reference", TRIED, [Round(100, 100, 20, 2.0, 0.5), Round(100, 100, 20, 2.1, 0.75)],
        lock_operations=4.04, longest_wait=3, inside=2, seen=(Possibility("both are in at once", 34, 100),), stays=True,
    )  # fmt: skip
    mine.facts, reference.facts = ("a", "b"), ("b", "c")
    return mine, reference


def cells(columns, title):
    rows = [row for part in sections(columns) for row in part.rows if row.title.strip() == title]
    assert len(rows) == 1, title
    return rows[0].cells


def test_a_ratio_is_of_rounds_side_by_side_and_not_of_medians():
    one = Measures(rounds=tuple(Round(together=speed) for speed in (10, 200, 30)))
    other = Measures(rounds=tuple(Round(together=speed) for speed in (20, 100, 30)))
    found = ratio(one, other, "together")
    assert (found.median, found.least, found.most) == (1.0, 0.5, 2.0)


def test_a_round_that_did_not_end_has_no_ratio():
    one = Measures(rounds=(Round(alone=10), Round(alone=5, together=10)))
    other = Measures(rounds=(Round(alone=20, together=20), Round(alone=10, together=40)))
    assert ratio(one, other, "together").median == 0.25
    assert ratio(one, other, "alone").median == 0.5
    assert ratio(Measures(), other, "alone") is None
    assert middle(one.rounds, "staying") is None


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("one at a time", ("proved (159)", "proved (159)")),
        ("both are in at once", ("0 of 100", "34 of 100")),
        ("schedules", ("459", "459")),
        ("clauses proved", ("1 of 2", "1 of 2")),
        ("one thread alone", ("1.50", "1")),
        ("all threads at once", ("0.65", "1")),
        ("threads allowed together", ("1.00", "1")),
        ("threads inside, on average", ("0.95", "2.05")),
        ("context switches per call", ("0.38", "0.62")),
        ("lock operations per call", ("2.0", "4.0")),
        ("longest bypass, in calls", ("7", "3")),
        ("most threads inside", ("1", "2")),
        ("lines of code", ("12", "12")),
        ("creates", ("1 Lock", "1 Lock")),
    ],
)
def test_a_row(title, said):
    assert cells(pair(), title) == said


def test_what_a_clause_says_is_one_word_and_how_far_it_goes():
    found = sections(pair())[0].rows
    assert [row.cells for row in found] == [("proved (159)", "proved (159)"), ("overserialized", "passed (300)")]
    assert [row.tones for row in found] == [("good", "good"), ("bad", "good")]


def test_what_was_not_measured_has_no_row():
    titles = {row.title for part in sections((column("yours", TRIED), column("reference", TRIED))) for row in part.rows}
    assert titles == {"one at a time", "two inside", "schedules", "clauses proved", "lines of code", "creates"}


def test_a_file_that_hangs_says_so_and_is_not_given_a_number():
    mine, reference = pair()
    mine.measures = Measures(rounds=(Round(alone=10),), stays=True)
    assert cells((mine, reference), "all threads at once") == ("not finished", "1")
    assert cells((mine, reference), "lock operations per call") == ("not finished", "4.0")
    mine.measures = Measures()
    assert cells((mine, reference), "all threads at once") == ("-", "1")


def test_what_one_does_and_the_other_does_not():
    said = {remark.title: remark.said for remark in remarks(pair())}
    assert said == {
        "the reference, but not yours": (
            "c",
            "lets 2 threads be inside at once, not 1",
            "allows this: both are in at once",
            "passes two inside",
        ),
        "yours, but not the reference": ("a",),
        "yours: overserialized": ("Two readers are never inside together.",),
    }
    assert [remark.command for remark in remarks(pair())] == ["", "", "kata replay k1:token"]


def test_many_clauses_are_not_told_one_by_one():
    mine, reference = pair()
    mine.clauses = dict.fromkeys("abcd", FAILED)
    reference.clauses = dict.fromkeys("abcd", TRIED)
    assert "passes 4 clauses of which yours passes none" in remarks((mine, reference))[0].said


def test_of_equal_files_nothing_is_remarked():
    _, reference = pair()
    mine = column("yours", TRIED, reference.measures.rounds, inside=2, stays=True)
    mine.facts = reference.facts
    assert remarks((mine, reference)) == []


def test_of_a_stub_nothing_is_said_but_that_it_is_one():
    mine, reference = pair()
    mine.clauses = dict.fromkeys(mine.clauses, Result(Verdict.UNFINISHED, "not implemented yet."))
    mine.note = "yours.py is not measured: unfinished."
    assert [remark.said for remark in remarks((mine, reference))] == [(mine.note,)]


def test_the_table_is_as_wide_as_the_terminal_and_loses_no_number():
    columns = (*pair(), column("another_one_with_a_long_name", TRIED))
    for width in (60, 80, 100):
        said = text(table(columns, width), width=width)
        assert max(map(len, said.splitlines())) <= width
    lines = iter(text(table(pair(), 80), width=80).splitlines())
    for row in (row for part in sections(pair()) for row in part.rows):
        line = next(line for line in lines if line.strip().startswith(row.title.strip()))
        assert all(cell in line for cell in row.cells)
    assert "\x1b[" in text(table(pair(), 80), width=80, color=True)


def test_other_programs_get_the_same_numbers():
    data = json.loads(dumps(pair()))
    assert data["schema"] == "kata-compare/1"
    mine, reference = data["files"]
    assert mine["ratios"]["together"] == {"median": 0.65, "least": 0.5, "most": 0.8}
    assert reference["ratios"]["together"]["median"] == 1
    assert mine["clauses"][0]["classes"] == 159
    assert mine["clauses"][1]["verdict"] == "overserialized"
    assert mine["measures"]["seen"] == [{"what": "both are in at once", "times": 0, "schedules": 100}]
    assert mine["only_in_the_reference"][0] == "c"
    assert reference["only_in_the_reference"] == []


def test_the_page_says_what_the_table_says_and_runs_nothing():
    mine, reference = pair()
    mine.role = "<script>alert(1)</script>"
    page = render((mine, reference))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http:" not in page
    assert "https:" not in page
    assert "script-src" not in page, "default-src 'none' rules scripts out"
    for row in (row for part in sections((mine, reference)) for row in part.rows):
        assert f">{row.title}</th>" in page
        for cell in row.cells:
            assert re.search(rf"<td[^>]*>{re.escape(cell)}</td>", page)
    assert '<td class="bad">overserialized</td>' in page


def test_names_of_a_learner_do_nothing_to_a_terminal():
    mine, reference = pair()
    mine.role, mine.primitives = "\x1b[2Jred", "1 \x1b]0;title"
    assert "\x1b" not in text(table((mine, reference), 80), width=80)
