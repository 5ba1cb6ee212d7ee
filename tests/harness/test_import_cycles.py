"""Rooms whose modules form no import cycle, not even through imports that only type checkers see."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def imports(file, names):
    """The modules among ``names`` that a file imports at its top level."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    inside = [inner for statement in tree.body if isinstance(statement, ast.If) for inner in statement.body]
    found = set()
    for statement in [*tree.body, *inside]:
        if isinstance(statement, ast.ImportFrom) and statement.module:
            found |= {statement.module, *(f"{statement.module}.{alias.name}" for alias in statement.names)}
        elif isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
    return found & names


@pytest.mark.parametrize("room", ["stress", "workers"])
def test_no_module_imports_itself_by_way_of_others(room):
    files = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in ROOT.glob(f"harness/{room}/**/*.py")
    }
    assert files
    graph = {name: imports(file, files.keys()) - {name} for name, file in files.items()}
    assert any(graph.values())
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the modules
