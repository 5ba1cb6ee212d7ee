"""The files of a workspace that belong to the learner from the beginning: a README, and settings for other programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from ..content.course_table import course_table
from ..content.packaged_files import COURSE
from ..content.syllabus import Lesson

TEMPLATES = COURSE / "templates" / "workspace"
SETTINGS = {
    "README.md": "README.md",
    "pyproject.toml": "pyproject.toml",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/tasks.json": "vscode-tasks.json",
    ".vscode/extensions.json": "vscode-extensions.json",
    ".devcontainer/devcontainer.json": "devcontainer.json",
    ".editorconfig": "editorconfig",
    ".gitignore": "gitignore",
}
"""Files that are written once, with their templates."""


def settings_texts(root: Path, course: Mapping[str, Lesson]) -> dict[str, bytes]:
    """Return the text of each file, by its path in the workspace.

    Args:
        root: the workspace.
        course: the katas, for the README.
    """
    values = {"@KATAS@": course_table(course), "@INTERPRETER@": json.dumps(interpreter(root), ensure_ascii=False)}
    texts = {}
    for path, template in SETTINGS.items():
        text = (TEMPLATES / template).read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(name, value)
        texts[path] = text.encode()
    return texts


def interpreter(root: Path, python: str = sys.executable) -> str:
    """Return the path of the Python that has the package, as VS Code's settings take it.

    A virtual environment inside the workspace is named relative to it, so that the folder can be moved. Links are not
    followed: the interpreter of a virtual environment is often one to the system's, which does not have the package.

    Args:
        root: the workspace.
        python: the interpreter that runs this.
    """
    path = Path(os.path.abspath(python))
    if path.is_relative_to(root):
        return f"${{workspaceFolder}}/{path.relative_to(root).as_posix()}"
    return str(path)
