"""A grade as JUnit XML: a suite for each kata, a test case for each clause.

Format: the schema of Jenkins' xUnit plugin (junit-10.xsd), as pytest's ``junit_family=xunit2`` writes it: a test case
has no properties there, so those of a kata are in its suite. A stub or a missing file is skipped, what cannot be
judged is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ....answers.grades import Grade, GradeStatus, KataGrade
from ...sentences.grades import plain_sentence, points_text
from ...text.line import clean
from .graded_tests import GradedTest, graded_tests, summary

SKIPPED = (GradeStatus.UNFINISHED, GradeStatus.MISSING)


def write(grade: Grade, environment: Mapping[str, str]) -> str:
    """Return the text of the file; nothing of the environment is needed."""
    del environment
    tests = graded_tests(grade)
    root = Element("testsuites", name=clean(grade.student))
    for number, kata in enumerate(grade.katas, 1):
        _suite(root, kata, [test for test in tests if test.kata_number == number])
    if len(root):
        SubElement(root[-1], "system-out").text = summary(grade)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: Element, kata: KataGrade, tests: list[GradedTest]) -> None:
    kinds = [_kind(test) for test in tests]
    seconds = kata.file.seconds if kata.file is not None else 0.0
    suite = SubElement(
        root,
        "testsuite",
        name=clean(kata.kata),
        tests=str(len(tests)),
        failures=str(kinds.count("failure")),
        errors=str(kinds.count("error")),
        skipped=str(kinds.count("skipped")),
        time=f"{seconds:.3f}",
    )
    properties = SubElement(suite, "properties")
    for name, value in _properties(kata):
        SubElement(properties, "property", name=f"kata.{name}", value=clean(value))
    for test, kind in zip(tests, kinds, strict=True):
        case = SubElement(suite, "testcase", classname=test.kata, name=test.title, time="0.000")
        if kind:
            found = SubElement(case, kind, message=_message(test), type=str(test.verdict or test.status))
            found.text = test.text()


def _kind(test: GradedTest) -> str:
    """Return the element that says how a test ended; "" for a pass."""
    if test.clause is not None:
        return "" if test.passed else "failure"
    return "skipped" if test.status in SKIPPED else "error"


def _message(test: GradedTest) -> str:
    return plain_sentence(test.clause.message) if test.clause is not None else test.reason


def _properties(kata: KataGrade) -> Iterator[tuple[str, str]]:
    yield "status", str(kata.status)
    if kata.points is not None:
        yield "points", points_text(kata.points)
    yield "most", points_text(kata.most)
    for clause in kata.file.failing if kata.file is not None else ():
        if clause.replay:
            yield f"replay.{clause.test}", clause.replay
