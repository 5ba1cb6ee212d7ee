"""The tables of guarantees: each row names the tests that fail when it is no longer true."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

from .places import REPOSITORY

FILE = "docs/site/guarantees.toml"
HEAD = "| what | status | shown by |\n| --- | --- | --- |"
STATUSES = {
    "guaranteed": "meant of every result, so an exception is a bug; tests compare with brute force or many programs",
    "searched": "failures are searched for, and no sentence calls their absence proved",
    "modelled": "the explorer takes it into account, also in proofs",
    "simulated": "the world replaces it, so that each execution is the same",
    "not proved": "failures can be found, but a program that does it is not called proved, and the message says why",
    "not modelled": "the explorer does not see it; a proof does not include it",
    "refused": "a program that does it ends, with the line",
}


def guarantee_table(name: str, root: Path) -> str:
    """Return one of the tables of the file as Markdown.

    Raises:
        ValueError: a row has no test, names one that does not exist, or has an unknown status.
    """
    rows = tomllib.loads((root / FILE).read_text(encoding="utf-8"))[name]
    return "\n".join([HEAD, *(_row(row, root) for row in rows)])


def status_list() -> str:
    """Return what each status means."""
    return "\n".join(f"- **{status}**: {words}" for status, words in STATUSES.items())


def _row(row: dict[str, object], root: Path) -> str:
    says, status, tests = row["says"], row["status"], row["tests"]
    if status not in STATUSES:
        raise ValueError(f"{FILE}: {says}: the status must be one of {', '.join(STATUSES)}")
    if not isinstance(tests, list) or not tests:
        raise ValueError(f"{FILE}: {says}: no test")
    return f"| {says} | {status} | {'<br>'.join(_link(str(test), root) for test in tests)} |"


def _link(test: str, root: Path) -> str:
    path, _, function = test.partition("::")
    line = _tests_of(root / path).get(function)
    if line is None:
        raise ValueError(f"{FILE}: there is no test {test}")
    words = function.removeprefix("test_").replace("_", " ")
    return f"[{words}]({REPOSITORY}{path}#L{line})"


@cache
def _tests_of(file: Path) -> dict[str, int]:
    """Return the test functions of a file, each with its line; none if there is no such file."""
    if not file.is_file():
        return {}
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return {
        node.name: node.lineno for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
