"""Placeholder fixtures for the parameters of a contract's clauses.

The real values are made where the clause runs, in the worker. pytest only has to know the names.
"""

from __future__ import annotations

import ast
from typing import Any

import pytest

from ..common.syntax_trees import walk

PLUGIN = "kata-fixtures"


def register(manager: pytest.PytestPluginManager, text: str, mark: str) -> None:
    """Register a fixture for each parameter of a contract's clauses.

    Args:
        manager: pytest's registry of plugins.
        text: of the module that is about to be collected.
        mark: the attribute that makes a module a contract, such as "mark.kata".
    """
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return  # pytest reports it better
    if not any(isinstance(node, ast.Attribute) and ast.unparse(node).endswith(mark) for node in walk(tree)):
        return
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    names = {argument.arg for function in functions for argument in function.args.args if function.name[:4] == "test"}
    registered = manager.get_plugin(PLUGIN)
    known: set[str] = getattr(registered, "known", set())
    if names - known:
        if registered is not None:
            manager.unregister(registered)
        manager.register(_fixtures(names | known), PLUGIN)


def _fixtures(names: set[str]) -> Any:
    """Return an object with one fixture for each name, in the form in which pytest finds fixtures in plugins."""

    def placeholder(name: str) -> Any:
        @pytest.fixture(name=name)
        def fixture(self: Any) -> None:
            """Made by the engine, in the world where the clause runs."""

        return fixture

    kind = type("KataFixtures", (), {name: placeholder(name) for name in sorted(names)})
    plugin = kind()
    plugin.known = names
    return plugin
