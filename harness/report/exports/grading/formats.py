"""The formats in which a grade can be written: the name of the file, and the function that makes its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ....answers.grades import Grade
from . import classroom50, coderunner, exercism, github_commands, gradescope, junit, prairielearn


@dataclass(frozen=True, slots=True)
class GradingFormat:
    """One format.

    Attributes:
        file: the name of the file that the platform reads.
        write: the function from a grade and the environment to the text of the file.
    """

    file: str
    write: Callable[[Grade, Mapping[str, str]], str]


FORMATS = {
    "gradescope": GradingFormat("results.json", gradescope.write),
    "classroom50": GradingFormat("result.json", classroom50.write),
    "prairielearn": GradingFormat("results.json", prairielearn.write),
    "exercism": GradingFormat("results.json", exercism.write),
    "coderunner": GradingFormat("coderunner.json", coderunner.write),
    "junit": GradingFormat("junit.xml", junit.write),
    "github": GradingFormat("annotations.txt", github_commands.write),
}
"""Every format, by the name that ``kata grade --export`` takes."""
