"""``kata course export PLATFORM DIR``: the course, or an autograder for it, in the layout of another platform."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .common import say, usage_errors
from .completing import katas as kata_names

app = typer.Typer(name="course", help="The course as a whole.", no_args_is_help=True)


class Platform(StrEnum):
    """The platforms for which there is a layout."""

    JETBRAINS = "jetbrains"
    GRADESCOPE = "gradescope"
    CLASSROOM50 = "classroom50"
    PRAIRIELEARN = "prairielearn"
    EXERCISM = "exercism"


NEXT = {
    Platform.JETBRAINS: "open the folder in PyCharm with the plugin JetBrains Academy, and check or upload the course",
    Platform.GRADESCOPE: "edit grading.toml, zip the files without their folder, and upload the archive as the grader",
    Platform.CLASSROOM50: "put autograder.py into CLASSROOM/autograders/ASSIGNMENT/; template/ has the stubs",
    Platform.PRAIRIELEARN: "build the Dockerfile as the image concurrency-katas-grader; questions/ is for your course",
    Platform.EXERCISM: "build the Dockerfile; bin/run.sh SLUG INPUT_DIR OUTPUT_DIR runs the contract of one kata",
}
"""What an instructor does with the folder."""


@app.callback()
def _course() -> None:
    """The course as a whole."""


@app.command("export")
def export(
    platform: Annotated[Platform, typer.Argument(metavar="PLATFORM", help=", ".join(Platform) + ".")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    kata: Annotated[
        list[str] | None,
        typer.Option("--kata", metavar="NAME", help="Only this kata (repeatable).", autocompletion=kata_names),
    ] = None,
) -> None:
    """Write the course, or an autograder for it, in the layout of another platform.

    jetbrains writes a course of JetBrains Academy. The others write what the platform runs to grade a submission with
    kata grade. No solution is written.
    """
    from ..classroom.settings import template
    from ..course.content.catalogue import catalogue, find, root_to_read
    from ..course.export import grading_platforms
    from ..course.export.exported_file import write_export
    from ..course.export.jetbrains import jetbrains_course

    with usage_errors():
        every = catalogue(root_to_read()[0])
        chosen = {one.name: one for one in (find(every, name) for name in kata)} if kata else every
        katas = [one for one in every.values() if one.name in chosen]
        settings = template({one.name: one for one in katas})
        match platform:
            case Platform.JETBRAINS:
                files = jetbrains_course(katas)
            case Platform.GRADESCOPE:
                files = grading_platforms.gradescope(katas, settings)
            case Platform.CLASSROOM50:
                files = grading_platforms.classroom50(katas, settings)
            case Platform.PRAIRIELEARN:
                files = grading_platforms.prairielearn(katas, settings)
            case Platform.EXERCISM:
                files = grading_platforms.exercism(katas, settings)
        write_export(folder, files)
        say(f"{len(files)} files written to {folder}\nnext: {NEXT[platform]}")
