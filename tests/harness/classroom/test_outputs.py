"""The output folder: what an earlier grading has written for students who are gone is removed, and nothing else."""

from dataclasses import replace

import pytest

from harness.answers.grades import ClassGrades
from harness.answers.submission_notes import SubmissionNote, SubmissionNoteKind
from harness.classroom.outputs import file_name, write_exports, write_outputs
from harness.classroom.points import grade_of
from harness.classroom.settings import Assignment, KataPoints
from harness.classroom.submission import Submission
from harness.report.exports.grading.formats import FORMATS

KATAS = {"counter": KataPoints(10)}


@pytest.fixture
def class_of(judged_file):
    def made(*students):
        grades = (grade_of(Submission(one), {"counter": judged_file()}, Assignment("a", KATAS)) for one in students)
        return ClassGrades("a", tuple(KATAS), tuple(grades))

    return made


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_pages_of_students_who_are_gone_are_removed(tmp_path, class_of):
    assert write_outputs(class_of("ann", "Bob Jr."), tmp_path) == []
    old = file_name("Bob Jr.")
    gone = write_outputs(class_of("ann", "bob"), tmp_path)
    assert sorted(file.name for file in gone) == [f"{old}.html", f"{old}.json"]
    assert names(tmp_path / "students") == ["ann.html", "ann.json", "bob.html", "bob.json"]


def test_files_that_are_not_of_a_grading_stay(tmp_path, class_of):
    write_outputs(class_of("ann", "bob"), tmp_path)
    for name, text in {
        "notes.json": "{}",
        "list.json": "[]",
        "broken.json": "{",
        "letter.html": "<p>",
        "copy_of_bob.json": (tmp_path / "students" / "bob.json").read_text(),
    }.items():
        (tmp_path / "students" / name).write_text(text)
    write_outputs(class_of("ann"), tmp_path)
    kept = ["ann.html", "ann.json", "broken.json", "copy_of_bob.json", "letter.html", "list.json", "notes.json"]
    assert names(tmp_path / "students") == kept


def test_exports_of_students_who_are_gone_are_removed(tmp_path, class_of):
    folder, gone = write_exports(class_of("ann", "bob", "eve"), tmp_path, "junit", {})
    assert gone == []
    (folder / "eve" / "log.txt").write_text("mine")
    _, gone = write_exports(class_of("ann"), tmp_path, "junit", {})
    assert sorted(file.parent.name for file in gone) == ["bob", "eve"]
    assert names(folder) == ["ann/junit.xml", "eve/log.txt"]
    assert not (folder / "bob").exists()


OTHERS = ("Zoe Other", "z8")
NAMES_OTHERS = ("fits_several", "may_be_of", "other_not_used", "other_spelling", "together")


def test_what_a_student_may_get_names_no_other_and_what_the_instructor_gets_does(tmp_path, class_of):
    mine = SubmissionNote(SubmissionNoteKind.NO_PYTHON, "a.txt")
    notes = [mine, *(SubmissionNote(SubmissionNoteKind(kind), others=OTHERS) for kind in NAMES_OTHERS)]
    grades = class_of("ann")
    grades = replace(grades, grades=(replace(grades.grades[0], identical=OTHERS, notes=tuple(notes)),))
    write_outputs(grades, tmp_path)
    for name in FORMATS:
        write_exports(grades, tmp_path, name, {})
    of_student = [path for path in tmp_path.rglob("*") if path.is_file() and "ann" in str(path.relative_to(tmp_path))]
    assert len(of_student) == 2 + len(FORMATS)
    for path in of_student:
        text = path.read_text(encoding="utf-8")
        assert not [one for one in OTHERS if one in text], path
    assert "a.txt is no Python file" in (tmp_path / "students" / "ann.json").read_text(encoding="utf-8")
    for path in (tmp_path / "scores.csv", tmp_path / "class.html"):
        text = path.read_text(encoding="utf-8")
        assert text.count("Zoe Other") >= len(NAMES_OTHERS), path
