"""The source of a clause together with what it uses of its contract, which is what a learner needs to read it."""

from __future__ import annotations

import ast
from pathlib import Path

from ...common.syntax_trees import walk


def clause_and_helpers(contract: Path, clause: str) -> list[str]:
    """Return the source of a clause, and of the functions and classes of the contract that it uses."""
    text = contract.read_text(encoding="utf-8")
    return [ast.get_source_segment(text, one) or "" for one in _definitions(ast.parse(text), clause)]


def attributes(contract: Path, clause: str) -> frozenset[str]:
    """Return the names of all attributes that a clause and its helpers use."""
    definitions = _definitions(ast.parse(contract.read_text(encoding="utf-8")), clause)
    nodes = (node for one in definitions for node in walk(one))
    return frozenset(node.attr for node in nodes if isinstance(node, ast.Attribute))


def _definitions(tree: ast.Module, clause: str) -> list[ast.FunctionDef | ast.ClassDef]:
    known = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    found = [known[clause]] if clause in known else []
    for one in found:  # grows while it is read: helpers of helpers
        used = [node.id for node in walk(one) if isinstance(node, ast.Name) and node.id in known]
        found += [known[name] for name in dict.fromkeys(used) if known[name] not in found]
    return found
