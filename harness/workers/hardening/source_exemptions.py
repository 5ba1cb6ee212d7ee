"""What reads like a way out of a kata's file and is none: it never runs, or it compares with its own kind only.

Both are what people write without a thought: a few lines under ``if __name__ == "__main__"`` to try the
file by hand, and an ``__eq__`` that first asks whether the other one is of the same class.
"""

from __future__ import annotations

import ast

MAIN = "__main__"
REBINDING = frozenset({"vars", "locals", "setattr", "delattr"})
"""Builtins with which a file could change what its names mean."""
KEPT = ("__name__", "isinstance")
"""Names that must mean what they always do."""
UNDER = frozenset({"__dict__", "__setattr__", "__setitem__", "__delattr__", "register"})
ROOTS = frozenset({"object", "Generic"})
"""Base classes that bring no class of a class with them, which could say what an instance is."""


def harmless(tree: ast.Module) -> set[ast.AST]:
    """The nodes of a file, one that imports no file beside it, that need not be looked at."""
    if _changes_names(tree):
        return set()
    found: set[ast.AST] = set()
    for statement in tree.body:
        if isinstance(statement, ast.If) and _asks_for_main(statement.test):
            found.update(node for inner in statement.body for node in ast.walk(inner))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for one in classes:
        if _plain(one) and _bindings(tree, one.name) == 1:
            found.update(node for node in one.body if _own_kind_only(node, one.name))
    return found


def _changes_names(tree: ast.Module) -> bool:
    """What a name of the module means could change in other ways than by an assignment that is seen."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            if node.id in REBINDING:
                return True
        elif isinstance(node, ast.Attribute):
            if node.attr in UNDER or (node.attr == "__name__" and not isinstance(node.ctx, ast.Load)):
                return True
        elif (isinstance(node, ast.Constant) and node.value in UNDER | {"__name__"}) or (
            isinstance(node, ast.alias) and node.name == "*"
        ):
            return True
    return any(_bindings(tree, name) for name in KEPT)


def _asks_for_main(test: ast.expr) -> bool:
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq) or len(test.ops) != 1:
        return False
    sides = [test.left, test.comparators[0]]
    names = [one.id for one in sides if isinstance(one, ast.Name)]
    values = [one.value for one in sides if isinstance(one, ast.Constant)]
    return names == ["__name__"] and values == [MAIN]


def _plain(one: ast.ClassDef) -> bool:
    """Nobody but the class itself decides what its instances are."""
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in one.bases]
    return not one.keywords and all(isinstance(base, ast.Name) and base.id in ROOTS for base in bases)


def _bindings(tree: ast.Module, name: str) -> int:
    """How many places of a file give a name a meaning."""
    found = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found += node.id == name and not isinstance(node.ctx, ast.Load)
        elif isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.ExceptHandler):
            found += node.name == name
        elif isinstance(node, ast.alias):
            found += (node.asname or node.name.partition(".")[0]) == name
        elif isinstance(node, ast.arg):
            found += node.arg == name
        elif isinstance(node, ast.Global | ast.Nonlocal):
            found += name in node.names
        elif isinstance(node, ast.MatchAs | ast.MatchStar):
            found += node.name == name
        elif isinstance(node, ast.MatchMapping):
            found += node.rest == name
    return found


def _own_kind_only(node: ast.stmt, owner: str) -> bool:
    """``__eq__`` whose first question is ``isinstance(other, Owner)``, and whose answer to a no is no."""
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or len(node.args.args) != 2:
        return False
    other, body = node.args.args[1].arg, list(node.body)
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body.pop(0)
    if not body:
        return False
    first, rest = body[0], body[1:]
    if isinstance(first, ast.Return) and isinstance(first.value, ast.BoolOp) and isinstance(first.value.op, ast.And):
        return _asks(first.value.values[0], other, owner)
    if not isinstance(first, ast.If) or first.orelse:
        return False
    if isinstance(first.test, ast.UnaryOp) and isinstance(first.test.op, ast.Not):
        return _asks(first.test.operand, other, owner) and len(first.body) == 1 and _says_no(first.body[0])
    return _asks(first.test, other, owner) and len(rest) == 1 and _says_no(rest[0])


def _asks(test: ast.expr, other: str, owner: str) -> bool:
    return (
        isinstance(test, ast.Call)
        and isinstance(test.func, ast.Name)
        and test.func.id == "isinstance"
        and not test.keywords
        and [one.id if isinstance(one, ast.Name) else "" for one in test.args] == [other, owner]
    )


def _says_no(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Return):
        return False
    value = statement.value
    if isinstance(value, ast.Name):
        return value.id == "NotImplemented"
    return isinstance(value, ast.Constant) and value.value is False
