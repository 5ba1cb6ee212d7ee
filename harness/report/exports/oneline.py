"""Results as single lines, ``file:line: verdict: sentence``: the form that editors and problem matchers read."""

from __future__ import annotations

import ast
from pathlib import Path

from ...result import Result
from ..terminal.source_marks import first_place
from ..text.line import clean
from ..text.phrases import shown


def oneline(result: Result) -> str:
    """Return the line of a result.

    The file and the line are those that the report marks first. Where there are none, as for a pass, the line is that
    of the function explored, or 1. The name of the file is written as it is, except for characters that would end it.
    """
    place = first_place(result)
    file, line = (place.file, place.line) if place is not None else (result.file, _definition(result))
    sentence = " ".join(clean(" ".join(result.message.split())).split())
    return f"{clean(shown(file))}:{line}: {result.verdict}: {sentence}"


def _definition(result: Result) -> int:
    """Return the line at which the function of a result is defined; 1 if it is not found."""
    names = result.name.partition("::")[2].partition("[")[0].replace("::", ".").split(".")
    try:
        body: list[ast.stmt] = ast.parse(Path(result.file).read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        return 1
    line = 1
    for name in names:
        found = next((one for one in body if isinstance(one, _DEFINITIONS) and one.name == name), None)
        if found is None:
            return line
        line, body = found.lineno, found.body
    return line


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
