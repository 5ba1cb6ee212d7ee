"""A walk through a syntax tree meets what ``ast.walk`` meets, in the same order."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from harness.common.syntax_trees import walk

FILES = sorted((Path(__file__).resolve().parents[3] / "harness" / "common").glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_nodes_and_their_order_are_those_of_ast_walk(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert walk(tree) == list(ast.walk(tree))


def test_a_node_without_one_of_its_fields_is_walked_through() -> None:
    node = ast.Return()
    assert walk(node) == list(ast.walk(node)) == [node]
