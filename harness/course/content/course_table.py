"""The katas as a Markdown table, for the README of the project and of a workspace."""

from __future__ import annotations

from collections.abc import Mapping

from .syllabus import Lesson

HEAD = "| kata | the idea | difficulty | about |\n| --- | --- | --- | --- |"


def course_table(lessons: Mapping[str, Lesson]) -> str:
    """Return one row for each kata, in teaching order, with a link to its file."""
    rows = [
        f"| [{name}](katas/{name}.py) | {lesson.concept} | {lesson.difficulty} | {_time(lesson.minutes)} |"
        for name, lesson in lessons.items()
    ]
    return "\n".join([HEAD, *rows])


def _time(minutes: int) -> str:
    return f"{minutes} min" if minutes else ""
