"""Grades in the formats of the platforms: valid, honest about what has no points, harmless for any text of a student.

No platform but Classroom 50 publishes a schema. Those in ``schemas/`` are written from the documentation that each
names.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from harness.answers.grades import GradeStatus, Lateness
from harness.report.exports.grading.classroom50 import shared_out
from harness.report.exports.grading.formats import FORMATS
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[2]))

from graded import NASTY, PASSED, STUCK, TOKEN, WITHOUT_POINTS, grade, kata_grade, nasty_grade, without_points

HERE = Path(__file__).parent
JSON_FORMATS = ("gradescope", "classroom50", "prairielearn", "exercism", "coderunner")
LATE = Lateness(2, 20.0)
JUNIT = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, ["testsuite"]),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id", "package", "file"},
        ["properties", "testcase", "system-out", "system-err"],
    ),
    "properties": (set(), ["property"]),
    "property": ({"name", "value"}, []),
    "testcase": ({"name", "time", "classname", "group"}, ["skipped", "error", "failure", "system-out", "system-err"]),
    "skipped": ({"message", "type"}, []),
    "error": ({"message", "type"}, []),
    "failure": ({"message", "type"}, []),
    "system-out": (set(), []),
}
"""By element, the attributes and the children that Jenkins' junit-10.xsd has, the children in their order."""


def passing():
    return kata_grade(clauses=(PASSED,))


GRADES = {
    "passed": grade(passing()),
    "failed": grade(kata_grade()),
    "late": grade(kata_grade(), lateness=LATE),
    "in part": grade(kata_grade(), without_points(GradeStatus.ERROR)),
    "decimals": grade(kata_grade(each=1 / 3), lateness=LATE),
    "hostile": nasty_grade(),
    **{f"only {status}": grade(without_points(status)) for status in WITHOUT_POINTS},
}


def written(form, found, environment=None):
    return FORMATS[form].write(found, environment or {})


def read(form, found, environment=None):
    return json.loads(written(form, found, environment))


def schema_errors(form, document):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((HERE / "schemas" / f"{form}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(document)]


@pytest.mark.parametrize("form", JSON_FORMATS)
@pytest.mark.parametrize("name", GRADES)
def test_a_grade_is_valid(form, name):
    assert schema_errors(form, read(form, GRADES[name])) == []


@pytest.mark.parametrize(
    ("form", "spoilt"),
    [
        ("gradescope", {"tests": [{"name": "x"}]}),
        ("gradescope", {"score": 1, "tests": [{"status": "error"}]}),
        ("classroom50", read("classroom50", GRADES["failed"]) | {"score": 1.5}),
        ("classroom50", read("classroom50", GRADES["failed"]) | {"late": True}),
        ("prairielearn", {"gradable": False, "score": 0.0}),
        ("prairielearn", {"gradable": True}),
        ("exercism", {"version": 3, "status": "error", "message": ""}),
        ("exercism", {"version": 3, "status": "fail", "tests": []}),
        ("coderunner", {"fraction": 1.0, "showoutputonly": True}),
    ],
)
def test_a_schema_refuses_what_the_platform_would(form, spoilt):
    assert schema_errors(form, spoilt) != []


@pytest.mark.parametrize("name", GRADES)
def test_junit_has_the_elements_of_its_schema_and_counts_them(name):
    root = ET.fromstring(written("junit", GRADES[name]))
    for element in root.iter():
        attributes, children = JUNIT[element.tag]
        assert set(element.attrib) <= attributes
        order = [children.index(child.tag) for child in element]
        assert order == sorted(order)
    for suite in root.iter("testsuite"):
        counts = {name: len(list(suite.iter(tag))) for name, tag in JUNIT_COUNTS.items()}
        assert {name: int(suite.attrib[name]) for name in counts} == counts


JUNIT_COUNTS = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}


# -- a failure can be replayed, and what has no points is no zero ------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_a_failure_has_its_sentence_and_its_command(form):
    text = written(form, GRADES["failed"])
    assert "producer-2 waits for not_full, and no thread is left to wake it." in text
    assert f"kata replay {TOKEN}" in text


@pytest.mark.parametrize("form", FORMATS)
def test_a_failure_without_a_schedule_names_the_check(form):
    clause = replace(STUCK, verdict=Verdict.FORBIDDEN, replay=None)
    assert "kata check bounded_buffer --against bounded_buffer.py" in written(
        form, grade(kata_grade(clauses=(clause,)))
    )


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("status", WITHOUT_POINTS)
def test_without_points_it_says_that_it_is_no_zero(form, status):
    assert "This is not a score of zero." in written(form, grade(without_points(status)))


def test_gradescope_gives_a_kata_without_points_no_score():
    found = read("gradescope", GRADES["in part"])
    assert (found["score"], found["extra_data"]["kata"]["graded"]) == (2.0, True)
    assert [("score" in test, test["status"]) for test in found["tests"]] == [
        (True, "passed"), (True, "failed"), (False, "failed"),
    ]  # fmt: skip
    assert read("gradescope", GRADES["only error"])["extra_data"]["kata"]["graded"] is False


def test_gradescope_scores_the_points_after_the_deduction():
    found = read("gradescope", GRADES["late"])
    assert found["score"] == pytest.approx(1.6)
    assert "2 days late: 20 % of the points are deducted. 2 become 1.6." in found["output"]


def test_classroom50_takes_the_identity_from_the_runner():
    environment = {
        "CLASSROOM": "cs1", "ASSIGNMENT": "buffers", "ASSIGNMENT_TYPE": "group", "OWNER": "ada",
        "SUBMISSION_TAG": "submit/20261130T221500Z-abc", "COMMIT_URL": "https://h/c", "RELEASE_URL": "https://h/r",
    }  # fmt: skip
    found = read("classroom50", GRADES["failed"], environment)
    assert schema_errors("classroom50", found) == []
    assert [found[key] for key in ("classroom", "assignment", "assignment_type", "owner", "submission")] == [
        "cs1", "buffers", "group", "ada", "submit/20261130T221500Z-abc",
    ]  # fmt: skip
    assert (found["commit"], found["release"], found["review"]) == ("https://h/c", "https://h/r", "https://h/c")
    assert found["datetime"] == "2026-11-30T22:15:00Z"


@pytest.mark.parametrize("name", GRADES)
def test_classroom50_never_scores_more_than_the_most(name):
    found = read("classroom50", GRADES[name])
    assert all(one["score"] <= one["max-score"] for one in [found, *found["tests"]])


def test_classroom50_counts_parts_of_a_point_if_the_assignment_has_any():
    whole, half = read("classroom50", GRADES["failed"]), read("classroom50", grade(kata_grade(each=0.75)))
    assert (whole["score"], whole["max-score"]) == (2, 4)
    assert (half["score"], half["max-score"]) == (8, 15)
    assert (read("classroom50", GRADES["only error"])["max-score"]) == 0


def test_classroom50_shares_the_points_of_a_kata_out_among_its_clauses():
    clauses = tuple(replace(PASSED, test=f"test_{number}") for number in range(7))
    seven = kata_grade(clauses=clauses, each=round(100 / 7, 2))
    found = read("classroom50", grade(replace(seven, points=100.0, most=100.0)))
    assert [test["max-score"] for test in found["tests"]] == [15, 15, 14, 14, 14, 14, 14]
    assert (found["score"], found["max-score"]) == (100, 100)


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (10, [1, 2.5, 1.5], [2, 5, 3]),
        (3, [1, 1, 1, 1, 1], [1, 1, 1, 0, 0]),
        (0, [1, 1], [0, 0]),
        (5, [0, 0], [0, 0]),
        (5, [], []),
    ],
)
def test_points_are_shared_out_whole(whole, parts, expected):
    assert shared_out(whole, parts) == expected


@pytest.mark.parametrize(
    ("katas", "gradable"),
    [
        ((passing(),), True),
        ((passing(), without_points(GradeStatus.UNFINISHED)), True),
        ((passing(), without_points(GradeStatus.MISSING)), True),
        ((passing(), without_points(GradeStatus.ERROR)), False),
        ((passing(), without_points(GradeStatus.NOT_GRADABLE)), False),
        *(((without_points(status),), False) for status in WITHOUT_POINTS),
    ],
)
def test_prairielearn_costs_an_attempt_only_if_there_is_a_fair_score(katas, gradable):
    assert read("prairielearn", grade(*katas))["gradable"] is gradable


@pytest.mark.parametrize(
    ("name", "status"), [("passed", "pass"), ("failed", "fail"), ("in part", "fail"), ("only unfinished", "error")]
)
def test_exercism_says_error_only_if_no_test_was_executed(name, status):
    assert read("exercism", GRADES[name])["status"] == status


def test_junit_tells_a_failure_from_an_error_and_from_what_is_skipped():
    kinds = {"failed": ["failure"], "only error": ["error"], "only not_gradable": ["error"]}
    kinds |= {"only unfinished": ["skipped"], "only missing": ["skipped"], "passed": []}
    for name, expected in kinds.items():
        root = ET.fromstring(written("junit", GRADES[name]))
        assert [child.tag for case in root.iter("testcase") for child in case] == expected


def test_annotations_are_on_the_line_in_the_folder_of_the_submission():
    first = written("github", GRADES["in part"], {"KATA_SUBMISSION_PATH": "work"}).splitlines()
    assert first[0].startswith("::error file=work/bounded_buffer.py,line=17,title=Stuck in bounded_buffer%3A a full")
    assert first[1].startswith("::error file=work/event.py,title=event%3A cannot be judged::event.py line 3")
    assert first[2].startswith("::notice title=Points::2 of 8 points; not graded: event.")


@pytest.mark.parametrize("name", ["/etc/passwd", "../other/bounded_buffer.py", "C:\\x.py\n::error::x"])
def test_an_annotation_leads_nowhere_outside(name):
    lines = written("github", grade(replace(kata_grade(), name=name))).splitlines()
    assert len(lines) == 2
    assert all("file=" not in line or "file=C%3A/x.py" in line for line in lines)


# -- limits, and texts of students ---------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["x", "\N{SNAKE}"])
def test_exercism_keeps_its_limits_and_the_command(letter):
    long = replace(STUCK, message=letter * 100_000)
    test = read("exercism", grade(kata_grade(clauses=(PASSED, long), output=letter * 600)))["tests"][1]
    assert len(test["message"].encode()) <= 65_535
    assert test["message"].endswith(f"kata replay {TOKEN}")
    assert len(test["output"]) == 500
    assert test["output"].endswith("\nOutput was truncated. Please limit to 500 chars")
    broken = without_points(GradeStatus.ERROR, message=letter * 100_000)
    assert len(read("exercism", grade(broken))["message"].encode()) <= 65_535


@pytest.mark.parametrize("letter", ["x", "\N{SNAKE}"])
def test_prairielearn_keeps_to_one_megabyte_and_keeps_the_commands(letter):
    clauses = tuple(replace(STUCK, test=f"test_{number}", message=letter * 5_000) for number in range(300))
    text = written("prairielearn", grade(kata_grade(clauses=clauses)))
    assert len(text.encode()) <= 1_000_000
    assert text.count(f"kata replay {TOKEN}") == 300


@pytest.mark.parametrize("form", FORMATS)
def test_no_text_of_a_student_is_obeyed(form):
    text = written(form, GRADES["hostile"])
    assert all(char == "\n" or char.isprintable() for char in text), "terminal escapes, NUL, surrogates"
    if form == "github":
        assert all(line.startswith("::") for line in text.splitlines())
        assert len(text.splitlines()) == 3
    if form == "junit":
        assert NASTY.split()[0] in str(ET.fromstring(text).attrib["name"])


@pytest.mark.parametrize("form", JSON_FORMATS)
def test_no_json_text_holds_a_control_character(form):
    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | dict):
            for one in value.values() if isinstance(value, dict) else value:
                yield from texts(one)

    found = [text for text in texts(read(form, GRADES["hostile"], {"OWNER": "ada"})) if "script" in text]
    assert found
    assert all(char == "\n" or char.isprintable() for text in found for char in text)


def test_coderunner_gets_html_that_is_escaped_and_a_table_that_moodle_escapes():
    found = read("coderunner", GRADES["hostile"])
    for name in ("prologuehtml", "instructorhtml"):
        assert "&lt;script&gt;" in found[name]
        assert "<script>" not in found[name]
    assert set(found["columnformats"]) == {"%s"}
    assert len(found["columnformats"]) == len(found["testresults"][0]) - 1
    assert {len(row) for row in found["testresults"]} == {5}
