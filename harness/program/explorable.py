"""The functions and tests of a file that can be explored, by the names that ``kata explore FILE::NAME`` accepts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ..world.loader.parsing import parse

TEST = "test"
TEST_CASE = "TestCase"


@dataclass(frozen=True)
class Explorable:
    """The names in a file that can be explored.

    Attributes:
        functions: functions at its top level that can be called without arguments.
        tests: what pytest would collect with its usual naming rules; their fixtures and parameters come from pytest.
        left_out: functions that cannot be explored, each with the reason.
    """

    functions: tuple[str, ...]
    tests: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


def explorable(path: str) -> Explorable:
    """Return what a file has to explore, in the order of its lines.

    Raises:
        LoadError: it cannot be parsed.
    """
    functions, tests, left_out = list[str](), list[str](), list[tuple[str, str]]()
    for node in parse(path)[0].body:
        if isinstance(node, ast.ClassDef):
            tests += _methods(node)
        elif isinstance(node, ast.AsyncFunctionDef):
            left_out.append((node.name, "is a coroutine function"))
        elif isinstance(node, ast.FunctionDef) and node.name.startswith(TEST):
            tests.append(_named(node))
        elif isinstance(node, ast.FunctionDef) and not _is_fixture(node):
            if _required(node.args):
                left_out.append((node.name, "takes arguments"))
            elif _yields(node):
                left_out.append((node.name, "is a generator"))
            else:
                functions.append(node.name)
    return Explorable(tuple(functions), tuple(tests), tuple(left_out))


def needs_pytest(path: str, name: str) -> bool:
    """True for the name of a test that only pytest can call: one with parameters, in a class, or with arguments.

    Args:
        path: the file.
        name: the rest of the test's node ID.

    Raises:
        LoadError: the file cannot be parsed.
    """
    if "::" in name or "[" in name:
        return True
    return name.startswith(TEST) and any(
        isinstance(node, ast.FunctionDef) and node.name == name and _required(node.args) for node in parse(path)[0].body
    )


def _methods(node: ast.ClassDef) -> Iterator[str]:
    """Yield the tests of a class, and of the classes inside it."""
    case = any(ast.unparse(base).endswith(TEST_CASE) for base in node.bases)
    if case or node.name.startswith("Test"):
        for inner in node.body:
            if isinstance(inner, ast.FunctionDef) and inner.name.startswith(TEST):
                yield f"{node.name}::{_named(inner)}"
            elif isinstance(inner, ast.ClassDef):
                yield from (f"{node.name}::{name}" for name in _methods(inner))


def _named(node: ast.FunctionDef) -> str:
    """Return the name of a test; three dots stand for its parameters, if it has any."""
    parametrized = any("parametrize" in ast.unparse(decorator) for decorator in node.decorator_list)
    return f"{node.name}[...]" if parametrized else node.name


def _required(arguments: ast.arguments) -> bool:
    positional = len(arguments.posonlyargs) + len(arguments.args)
    return positional > len(arguments.defaults) or None in arguments.kw_defaults


def _is_fixture(node: ast.FunctionDef) -> bool:
    return any("fixture" in ast.unparse(decorator) for decorator in node.decorator_list)


def _yields(node: ast.FunctionDef) -> bool:
    left: list[ast.AST] = list(node.body)
    while left:
        one = left.pop()
        if isinstance(one, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            left += ast.iter_child_nodes(one)
    return False
