"""The files that let a platform grade katas: Gradescope, Classroom 50, PrairieLearn, exercism.

Each layout runs ``kata grade`` with one export format, and leaves the results out if the grader itself fails: every one
of these platforms then reports a failed job, and not a score of zero.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from ... import __version__
from ..content.catalogue import Kata
from .exported_file import ExportedFile, filled, stub_source

IMAGE = "concurrency-katas-grader"
"""The name of PrairieLearn's image, to be built from the Dockerfile of the export."""
EXERCISM_LIMIT, EXERCISM_SCHEDULES, EXERCISM_SECONDS = 18, 60, 1
"""Of 20 seconds, those of the whole run; the most schedules and seconds of a clause, so that they mostly suffice."""


def gradescope(katas: Sequence[Kata], settings: str) -> list[ExportedFile]:
    """Return the files of an autograder for Gradescope, to be zipped without their folder.

    Args:
        katas: the katas; their names are in the settings.
        settings: the text of ``grading.toml``.
    """
    del katas
    return [
        ExportedFile("setup.sh", filled("gradescope-setup.sh", version=__version__), executable=True),
        ExportedFile("run_autograder", filled("gradescope-run_autograder"), executable=True),
        ExportedFile("grading.toml", settings),
    ]


def classroom50(katas: Sequence[Kata], settings: str) -> list[ExportedFile]:
    """Return the autograder for Classroom 50, and the stubs for the repository of the assignment.

    Args:
        katas: the katas of the assignment.
        settings: the text of ``grading.toml``.

    Raises:
        UsageError: the stub of a kata was not found.
    """
    text = filled("classroom50-autograder.py", version=__version__, settings=settings.replace("\\", "\\\\"))
    return [
        ExportedFile("autograder.py", text),
        *(ExportedFile(f"template/{kata.name}.py", stub_source(kata)) for kata in katas),
    ]


def prairielearn(katas: Sequence[Kata], settings: str) -> list[ExportedFile]:
    """Return a question for each kata, and the Dockerfile of the image that grades them.

    Args:
        katas: the katas.
        settings: not used: each question has settings for its own kata.

    Raises:
        UsageError: the stub of a kata was not found.
    """
    del settings
    files = [ExportedFile("Dockerfile", filled("Dockerfile", version=__version__, runner=False))]
    for kata in katas:
        folder = f"questions/{kata.name}"
        stub = stub_source(kata)
        title, _, story = (ast.get_docstring(ast.parse(stub)) or kata.name).partition("\n")
        own = f'[grading]\ntitle = "{kata.name}"\nkatas = ["{kata.name}"]\n'
        uuid = str(uuid5(NAMESPACE_URL, f"concurrency-katas/{kata.name}"))
        values = {"uuid": uuid, "title": title.strip().rstrip("."), "concept": kata.concept, "image": IMAGE}
        files += [
            ExportedFile(f"{folder}/info.json", filled("prairielearn-info.json", **values)),
            ExportedFile(
                f"{folder}/question.html", filled("prairielearn-question.html", name=kata.name, story=story.strip())
            ),
            ExportedFile(f"{folder}/{kata.name}.py", stub),
            ExportedFile(f"{folder}/tests/run.sh", filled("prairielearn-run.sh"), executable=True),
            ExportedFile(f"{folder}/tests/grading.toml", own),
        ]
    return files


def exercism(katas: Sequence[Kata], settings: str) -> list[ExportedFile]:
    """Return a test runner for exercism, whose slugs are the names of the katas.

    Args:
        katas: not used: the runner takes every kata of the package.
        settings: not used: the runner has limits that fit into exercism's 20 seconds.
    """
    del katas, settings
    limits = {"limit": EXERCISM_LIMIT, "schedules": EXERCISM_SCHEDULES, "seconds": EXERCISM_SECONDS}
    return [
        ExportedFile("bin/run.sh", filled("exercism-run.sh", **limits), executable=True),
        ExportedFile("Dockerfile", filled("Dockerfile", version=__version__, runner=True)),
    ]
