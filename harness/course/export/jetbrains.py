"""The course as a JetBrains Academy course: a task for each kata, a lesson for each concept.

Layout: jetbrains-academy/python-course-template. A task is the stub, its description, and hidden tests that run the
contract of the installed package; no solution is part of the course.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from ... import __version__
from ..content.catalogue import Kata
from ..content.concepts import concepts
from .exported_file import ExportedFile, filled, stub_source

SECTION = "katas"
TITLE = "Concurrency katas"


@dataclass(slots=True)
class CourseLesson:
    """One lesson of the course.

    Attributes:
        page: the name of the concept's page.
        part: 1, or 2 for the second lesson about the same concept.
        katas: its katas, in the order of the course.
    """

    page: str
    part: int
    katas: list[Kata] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return self.page if self.part == 1 else f"{self.page}_{self.part}"


def jetbrains_course(katas: Sequence[Kata]) -> list[ExportedFile]:
    """Return the files of the course.

    Raises:
        UsageError: the stub of a kata was not found.
    """
    lessons = course_lessons(katas)
    files = [
        ExportedFile("course-info.yaml", filled("course-info.yaml", title=TITLE, section=SECTION, number=len(katas))),
        ExportedFile("requirements.txt", f"concurrency-katas=={__version__}\n"),
        ExportedFile(
            f"{SECTION}/section-info.yaml",
            filled("section-info.yaml", title=TITLE, names=[one.folder for one in lessons]),
        ),
    ]
    for lesson in lessons:
        names = [kata.name for kata in lesson.katas]
        folder = f"{SECTION}/{lesson.folder}"
        text = filled("section-info.yaml", title=_title(lesson), names=names)
        files.append(ExportedFile(f"{folder}/lesson-info.yaml", text))
        for kata in lesson.katas:
            files += _task(f"{folder}/{kata.name}", kata)
    return files


def course_lessons(katas: Sequence[Kata]) -> list[CourseLesson]:
    """Return the katas in lessons, one for each concept.

    A kata comes after those that it needs. Where the lesson of its concept is earlier, the concept gets a second one.
    """
    found: list[CourseLesson] = []
    place: dict[str, int] = {}
    for kata in katas:
        earliest = max((place[needed] for needed in kata.lesson.needs if needed in place), default=0)
        page = kata.lesson.page or kata.name
        same = [number for number, lesson in enumerate(found) if lesson.page == page]
        if not same or same[-1] < earliest:
            same.append(len(found))
            found.append(CourseLesson(page, len(same)))
        place[kata.name] = same[-1]
        found[same[-1]].katas.append(kata)
    return found


def _title(lesson: CourseLesson) -> str:
    concept = concepts().get(lesson.page)
    title = concept.title if concept is not None else lesson.page.replace("_", " ")
    return f"{title[:1].upper()}{title[1:]}" + (", continued" if lesson.part > 1 else "")


def _task(folder: str, kata: Kata) -> list[ExportedFile]:
    stub = stub_source(kata)
    story = ast.get_docstring(ast.parse(stub)) or kata.name
    title, _, rest = story.partition("\n")
    names = {"name": kata.name, "title": title.strip().rstrip(".")}
    return [
        ExportedFile(f"{folder}/task-info.yaml", filled("task-info.yaml", **names)),
        ExportedFile(f"{folder}/task.md", filled("task.md", story=rest.strip(), **names)),
        ExportedFile(f"{folder}/{kata.name}.py", stub),
        ExportedFile(f"{folder}/tests/__init__.py", ""),
        ExportedFile(f"{folder}/tests/test.py", filled("jetbrains-test.py", **names)),
    ]
