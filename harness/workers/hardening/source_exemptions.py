"""Exemptions from the source rules: code that never runs, and comparisons with objects of the same class only.

People write both as a matter of course: a few lines under ``if __name__ == "__main__"`` to try the file by hand, and an
``__eq__`` that first checks whether the other object is of the same class.
"""

from __future__ import annotations

import ast

from ...common.syntax_trees import walk

MAIN = "__main__"
REBINDING = frozenset({"vars", "locals", "setattr", "delattr"})
"""Builtins with which a file could change what its names mean."""
UNCHANGED = ("__name__", "isinstance")
"""Names that must keep their usual meaning."""
REBINDING_ATTRIBUTES = frozenset({"__dict__", "__setattr__", "__setitem__", "__delattr__", "register"})
ROOTS = frozenset({"object", "Generic"})
"""Base classes without a metaclass, which could override ``isinstance()``."""


def exempt_nodes(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes that the source rules skip, for a file that imports no other file of its folder."""
    if _changes_names(tree):
        return set()
    found: set[ast.AST] = set()
    for statement in tree.body:
        if isinstance(statement, ast.If) and _is_main_test(statement.test):
            found.update(node for inner in statement.body for node in walk(inner))
    classes = [node for node in walk(tree) if isinstance(node, ast.ClassDef)]
    for one in classes:
        if _has_no_metaclass(one) and _bindings(tree, one.name) == 1:
            found.update(node for node in one.body if _compares_own_class_only(node, one.name))
    return found


def _changes_names(tree: ast.Module) -> bool:
    """True when a name of the module could be rebound in another way than by an assignment in the source."""
    for node in walk(tree):
        if isinstance(node, ast.Name):
            if node.id in REBINDING:
                return True
        elif isinstance(node, ast.Attribute):
            if node.attr in REBINDING_ATTRIBUTES or (node.attr == "__name__" and not isinstance(node.ctx, ast.Load)):
                return True
        elif (isinstance(node, ast.Constant) and node.value in REBINDING_ATTRIBUTES | {"__name__"}) or (
            isinstance(node, ast.alias) and node.name == "*"
        ):
            return True
    return any(_bindings(tree, name) for name in UNCHANGED)


def _is_main_test(test: ast.expr) -> bool:
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq) or len(test.ops) != 1:
        return False
    sides = [test.left, test.comparators[0]]
    names = [one.id for one in sides if isinstance(one, ast.Name)]
    values = [one.value for one in sides if isinstance(one, ast.Constant)]
    return names == ["__name__"] and values == [MAIN]


def _has_no_metaclass(one: ast.ClassDef) -> bool:
    """True when the class has no keywords and only known base classes, so ``isinstance`` cannot be customised."""
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in one.bases]
    return not one.keywords and all(isinstance(base, ast.Name) and base.id in ROOTS for base in bases)


def _bindings(tree: ast.Module, name: str) -> int:
    """Return in how many places a file binds a name."""
    found = 0
    for node in walk(tree):
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


def _compares_own_class_only(node: ast.stmt, owner: str) -> bool:
    """True for an ``__eq__`` that begins with ``isinstance(other, Owner)`` and is false when that is."""
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or len(node.args.args) != 2:
        return False
    other, body = node.args.args[1].arg, list(node.body)
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body.pop(0)
    if not body:
        return False
    first, rest = body[0], body[1:]
    if isinstance(first, ast.Return) and isinstance(first.value, ast.BoolOp) and isinstance(first.value.op, ast.And):
        return _is_isinstance_test(first.value.values[0], other, owner)
    if not isinstance(first, ast.If) or first.orelse:
        return False
    if isinstance(first.test, ast.UnaryOp) and isinstance(first.test.op, ast.Not):
        return _is_isinstance_test(first.test.operand, other, owner) and len(first.body) == 1 and _is_no(first.body[0])
    return _is_isinstance_test(first.test, other, owner) and len(rest) == 1 and _is_no(rest[0])


def _is_isinstance_test(test: ast.expr, other: str, owner: str) -> bool:
    return (
        isinstance(test, ast.Call)
        and isinstance(test.func, ast.Name)
        and test.func.id == "isinstance"
        and not test.keywords
        and [one.id if isinstance(one, ast.Name) else "" for one in test.args] == [other, owner]
    )


def _is_no(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Return):
        return False
    value = statement.value
    if isinstance(value, ast.Name):
        return value.id == "NotImplemented"
    return isinstance(value, ast.Constant) and value.value is False
