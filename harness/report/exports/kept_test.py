"""A pytest test that holds a failing order of steps as code."""

from __future__ import annotations

from textwrap import fill

from ...result import Result

WIDTH = 100


def kept_test(result: Result, program: str) -> str:
    """Return the text of the test file.

    Args:
        result: of the replay, with the steps to keep.
        program: what a token names, with the path of its file relative to the folder of the test file.
    """
    sentence = fill(f"{result.verdict}: {result.message}", WIDTH).replace("\\", "\\\\").replace('"""', "'''")
    steps = "\n".join(
        f"    Step({_literal(one.thread)}, {_literal(one.does)}, {_literal(one.function)}"
        f"{f', nth={one.nth}' if one.nth != 1 else ''}),"
        for one in result.steps_to_keep
    )
    return f'''"""An order of steps that fails, kept by ``kata keep``: no step happens before all steps above it.

{sentence}
"""

from concurrency_katas import Step, check_order

ORDER = [
{steps}
]


def {test_name(program)}():
    check_order({_literal(program)}, ORDER)
'''


def test_name(program: str) -> str:
    """Return the name of the test.

    Args:
        program: what a token names.
    """
    name, _, function = program.partition("::")
    plain = function.partition("+")[0] or name.partition("@")[0].partition("+")[0]
    parts = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "_".join(["test", *(part for part in parts if part != "test"), "in_this_order"])


def _literal(text: str) -> str:
    plain = repr(text)
    return plain if plain[0] == '"' or '"' in text else f'"{plain[1:-1]}"'
