"""The output folder of a grading: a table, a JSON file and a page for each student, and a page about the class.

Files for a platform, if one is named, are in a folder with its name, which has a folder for each student.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..answers.grades import ClassGrades, Grade, KataGrade
from ..errors import UsageError
from ..report.exports.grading.formats import FORMATS
from ..report.page.class_report import class_page
from ..report.page.student_report import student_page
from ..report.sentences.submission_notes import student_notes
from .output_names import CLASS, SCORES, STUDENTS
from .store import write_text
from .table import scores_csv

SCHEMA = "kata-grade/1"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,79}")


def write_outputs(grades: ClassGrades, folder: Path) -> list[Path]:
    """Write everything that a class gets; return the files of an earlier grading that were removed.

    Those are the JSON files and pages of students who are not in this class any more, or have another identity now.

    Raises:
        UsageError: a file cannot be written or removed.
    """
    pages = {}
    for grade in grades.grades:
        name = file_name(grade.student)
        write_text(folder / STUDENTS / f"{name}.json", grade_json(grade))
        write_text(folder / STUDENTS / f"{name}.html", student_page(grade))
        pages[grade.student] = f"{STUDENTS}/{name}.html"
    write_text(folder / CLASS, class_page(grades, pages))
    # last: a table that is there is complete
    write_text(folder / SCORES, scores_csv(grades.katas, grades.grades))
    names = {file_name(grade.student) for grade in grades.grades}
    old = [file for file in (folder / STUDENTS).glob("*.json") if file.stem not in names and _is_grade(file)]
    return _removed([path for file in old for path in (file, file.with_suffix(".html"))])


def write_exports(
    grades: ClassGrades, folder: Path, name: str, environment: Mapping[str, str]
) -> tuple[Path, list[Path]]:
    """Write the file for a platform for each student; return their folder, and the files of others that were removed.

    Args:
        grades: of the class.
        folder: the output folder.
        name: of the format, one of ``FORMATS``.
        environment: the environment variables, from which some platforms take the identity.

    Raises:
        UsageError: a file cannot be written or removed.
    """
    made, names = FORMATS[name], {file_name(grade.student) for grade in grades.grades}
    for grade in grades.grades:
        write_text(folder / name / file_name(grade.student) / made.file, made.write(grade, environment))
    gone = _removed([file for file in (folder / name).glob(f"*/{made.file}") if file.parent.name not in names])
    for file in gone:
        with suppress(OSError):  # something else is in it
            file.parent.rmdir()
    return folder / name, gone


def _is_grade(file: Path) -> bool:
    """True if ``write_outputs`` has written a file."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(data, dict) and data.get("schema") == SCHEMA and file.stem == file_name(str(data.get("student")))


def _removed(files: Sequence[Path]) -> list[Path]:
    """Remove those of the files that exist; return them.

    Raises:
        UsageError: one cannot be removed.
    """
    there = [file for file in files if file.is_file()]
    for file in there:
        try:
            file.unlink()
        except OSError as error:
            raise UsageError(f"{file} cannot be removed: {error.strerror or error}") from None
    return there


def file_name(student: str) -> str:
    """Return a file name for an identity of any characters; two identities have two names."""
    if _PLAIN.fullmatch(student) and student == student.lower():
        return student
    plain = re.sub(r"[^A-Za-z0-9._@-]+", "_", student).strip("._")[:60]
    # two names that differ in case are one file on some systems
    return f"{plain or 'student'}-{sha256(student.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def grade_json(grade: Grade) -> str:
    """Return a grade as JSON: ``kata-grade/1``, with the report of each kata as ``kata-report/1``.

    It may be sent to the student: like the page, it does not say whose files are the same, nor anything of others.
    """
    data = {
        "schema": SCHEMA,
        "student": grade.student,
        "name": grade.name,
        "score": grade.points,
        "max_score": grade.most,
        "complete": grade.complete,
        "submitted": grade.submitted.isoformat() if grade.submitted is not None else None,
        "lateness": asdict(grade.lateness),
        "katas": [_kata(one) for one in grade.katas],
        "notes": student_notes(grade.notes),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _kata(one: KataGrade) -> dict[str, Any]:
    file = one.file
    return {
        "kata": one.kata,
        "status": str(one.status),
        "score": one.points,
        "max_score": one.most,
        "file": one.name or None,
        "source": file.source if file is not None else None,
        "message": file.message if file is not None else "",
        "refused": file.refused if file is not None else False,
        "seconds": file.seconds if file is not None else 0.0,
        "clauses": [
            {
                "test": clause.test,
                "verdict": str(clause.verdict),
                "score": one.clause_points.get(clause.test, (None, None))[0],
                "max_score": one.clause_points.get(clause.test, (None, None))[1],
                "message": clause.message,
                "line": clause.line,
                "replay": clause.replay,
                "schedules": clause.schedules,
                "proved": str(clause.proved),
            }
            for clause in (file.clauses if file is not None else ())
        ],
        "report": (file.report or None) if file is not None else None,
    }
