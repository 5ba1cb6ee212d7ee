"""The function in which two versions of a program differ first."""

from __future__ import annotations

import ast
from difflib import SequenceMatcher

from ...common.syntax_trees import walk


def first_changed_function(before: str, after: str) -> str:
    """Return the name of the function of ``before`` that is changed first; "" if a change is in none."""
    old, new = before.splitlines(), after.splitlines()
    for tag, begin, end, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            # lines that are added belong to the line before them
            return _function_at(before, begin + 1 if begin < end else begin)
    return ""


def _function_at(text: str, line: int) -> str:
    functions = (one for one in walk(ast.parse(text)) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
    around = [one for one in functions if one.lineno <= line <= (one.end_lineno or one.lineno)]
    return max(around, key=lambda one: one.lineno).name if around else ""
