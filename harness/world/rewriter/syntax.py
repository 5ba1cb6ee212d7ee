"""The rewriter's knowledge of Python: operators, names of builtins and methods, and helpers for expressions."""

from __future__ import annotations

import ast

IN_PLACE = {
    ast.Add: "iadd", ast.Sub: "isub", ast.Mult: "imul", ast.Div: "itruediv", ast.FloorDiv: "ifloordiv",
    ast.Mod: "imod", ast.Pow: "ipow", ast.LShift: "ilshift", ast.RShift: "irshift", ast.BitOr: "ior",
    ast.BitXor: "ixor", ast.BitAnd: "iand", ast.MatMult: "imatmul",
}  # fmt: skip
COMPARISONS = {
    ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge",
    ast.Is: "is_", ast.IsNot: "is_not", ast.In: "in_", ast.NotIn: "not_in",
}  # fmt: skip
CONTAINER_METHODS = frozenset(
    name for kind in (list, dict, set, bytearray) for name in dir(kind) if not name.startswith("_")
) | {"appendleft", "popleft", "extendleft", "rotate", "move_to_end", "elements", "most_common", "subtract"}
READERS = frozenset(
    "all any bool dict enumerate filter frozenset iter len list map max min next repr reversed set"
    " sorted str sum tuple zip".split()
)
CHANGERS = frozenset("heapify heappop heappush heappushpop heapreplace insort insort_left insort_right shuffle".split())
PRIVATE = frozenset(
    "_value _cond _waiters _is_owned _release_save _acquire_restore _lock _flag _block _owner _count"
    " _recursion_count _started _tstate_lock _handle __dict__".split()
)


def quiet(key: ast.expr) -> bool:
    """True when the expression contains no scheduling point."""
    return isinstance(key, ast.Constant | ast.Name) or (
        isinstance(key, ast.UnaryOp) and isinstance(key.operand, ast.Constant)
    )


def fields(tree: ast.Module) -> frozenset[str]:
    """Return the names of the attributes that the module's own classes have."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            found.add(node.attr)
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    found.add(part.name)
                else:
                    found.update(one.id for one in ast.walk(part) if isinstance(one, ast.Name))
    return frozenset(found)


def dot(node: ast.Attribute, whole: ast.expr | None = None) -> ast.expr:
    """Return a node whose position is where the interpreter reports the read of an attribute: the line of its name.

    Args:
        node: the attribute.
        whole: the expression whose end the position has; the attribute itself by default.
    """
    at = ast.copy_location(ast.Constant(None), whole or node)
    if node.end_lineno is not None and node.end_lineno != at.lineno:
        at.lineno, at.col_offset = node.end_lineno, max((node.end_col_offset or 0) - len(node.attr), 0)
    return at


def as_value(key: ast.expr) -> ast.expr:
    """Return an expression that evaluates to the key: a slice in brackets becomes a call that creates the object."""
    if isinstance(key, ast.Slice):
        parts = [part or ast.copy_location(ast.Constant(None), key) for part in (key.lower, key.upper, key.step)]
        return ast.copy_location(ast.Call(ast.copy_location(ast.Name("_kata_slice", ast.Load()), key), parts, []), key)
    if isinstance(key, ast.Tuple):
        key.elts = [as_value(one) for one in key.elts]
    return key


def reading(target: ast.expr) -> ast.expr:
    """Return a copy of an assignment target as an expression that reads it."""
    if isinstance(target, ast.Name):
        copy: ast.expr = ast.Name(target.id, ast.Load())
    elif isinstance(target, ast.Attribute):
        copy = ast.Attribute(target.value, target.attr, ast.Load())
    elif isinstance(target, ast.Subscript):
        copy = ast.Subscript(target.value, target.slice, ast.Load())
    else:
        raise TypeError(type(target).__name__)
    return ast.copy_location(copy, target)
