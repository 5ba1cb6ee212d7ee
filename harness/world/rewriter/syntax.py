"""The rewriter's knowledge of Python: operators, names of builtins and methods, and helpers for expressions."""

from __future__ import annotations

import ast
from array import array
from collections import Counter, OrderedDict, deque
from io import BytesIO, StringIO
from random import Random

from ...common.syntax_trees import walk

IN_PLACE = {
    ast.Add: "iadd", ast.Sub: "isub", ast.Mult: "imul", ast.Div: "itruediv", ast.FloorDiv: "ifloordiv",
    ast.Mod: "imod", ast.Pow: "ipow", ast.LShift: "ilshift", ast.RShift: "irshift", ast.BitOr: "ior",
    ast.BitXor: "ixor", ast.BitAnd: "iand", ast.MatMult: "imatmul",
}  # fmt: skip
BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv",
    ast.Mod: "mod", ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitOr: "or_",
    ast.BitXor: "xor", ast.BitAnd: "and_", ast.MatMult: "matmul",
}  # fmt: skip
COMPARISONS = {
    ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge",
    ast.Is: "is_", ast.IsNot: "is_not", ast.In: "in_", ast.NotIn: "not_in",
}  # fmt: skip
ITEMS = frozenset("__getitem__ __setitem__ __delitem__ __contains__ __len__ __iter__ __iadd__ __ior__".split())
CONTAINER_METHODS = frozenset(
    name
    for kind in (list, dict, set, bytearray, deque, OrderedDict, Counter, array, StringIO, BytesIO, Random)
    for name in dir(kind)
    if callable(getattr(kind, name)) and (not name.startswith("_") or name in ITEMS)
)
"""Methods of mutable built-in types; a program may pass one on to be called elsewhere."""
PRIVATE = frozenset(
    "_value _cond _waiters _is_owned _release_save _acquire_restore _lock _flag _block _owner _count"
    " _recursion_count _started _tstate_lock _handle __dict__ cell_contents f_locals".split()
)


RAISING = frozenset("__traceback__ __context__ __cause__ __suppress_context__ __notes__".split())
"""Fields of exceptions that the interpreter writes by itself."""


def is_special(name: str) -> bool:
    """True for the name of a special attribute, such as ``__len__``, which the interpreter itself may look up."""
    return len(name) > 4 and name.startswith("__") and name.endswith("__")


def quiet(key: ast.expr) -> bool:
    """True when the expression contains no scheduling point."""
    return isinstance(key, ast.Constant | ast.Name) or (
        isinstance(key, ast.UnaryOp) and isinstance(key.operand, ast.Constant)
    )


def fields(tree: ast.Module) -> frozenset[str]:
    """Return the names of the attributes that the module's own classes have."""
    found = set()
    for node in walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            found.add(node.attr)
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    found.add(part.name)
                else:
                    found.update(one.id for one in walk(part) if isinstance(one, ast.Name))
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


def modules(tree: ast.Module) -> frozenset[str]:
    """Return the names that import statements bind to modules and nothing else binds."""
    found = {
        (alias.asname or alias.name).partition(".")[0]
        for node in walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    bound = {node.id for node in walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    return frozenset(found - bound)


def is_constant(node: ast.expr) -> bool:
    """True for an expression whose value is immutable."""
    return isinstance(node, ast.Constant) or is_number(node)


def equals_no_container(node: ast.expr) -> bool:
    """True for a constant that equals no container. Bytes may equal a ``bytearray``."""
    return is_constant(node) and not (isinstance(node, ast.Constant) and isinstance(node.value, bytes))


def keeps_annotations(tree: ast.AST) -> bool:
    """True for a module whose annotations are kept as texts."""
    body = tree.body if isinstance(tree, ast.Module) else []
    imports = [one for one in body if isinstance(one, ast.ImportFrom) and one.module == "__future__"]
    return any(alias.name == "annotations" for one in imports for alias in one.names)


def acts(node: ast.expr) -> bool:
    """True for an expression that may do more than read names: it has a call, an assignment or a comprehension."""
    return any(isinstance(one, ast.Call | ast.NamedExpr | _COMPREHENSIONS) for one in walk(node))


_COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def is_number(node: ast.expr) -> bool:
    """True for an expression whose value is a number in every execution."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float | complex)
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    return isinstance(node, ast.BinOp) and is_number(node.left) and is_number(node.right)


def is_fresh(node: ast.expr) -> bool:
    """True for an expression whose value is new or immutable, so that no other thread can change its contents."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _FRESH
    return is_constant(node) or isinstance(node, _NEW)


_NEW = (
    ast.JoinedStr, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.List, ast.Tuple, ast.Set, ast.Dict,
    ast.Lambda, ast.Compare,
)  # fmt: skip
_FRESH = frozenset(
    "_kata_eq _kata_ne _kata_lt _kata_le _kata_gt _kata_ge _kata_in_ _kata_not_in _kata_see _kata_loop".split()
)
"""Functions of the runtime that return a truth value, or a value whose contents have been announced."""


def gives_tuples(node: ast.expr) -> bool:
    """True for a rewritten expression whose items are tuples: ``enumerate(x)``, ``zip(x, y)``, ``d.items()``."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and node.func.args):
        return False
    called = node.func.args[0]
    if isinstance(called, ast.Attribute):
        return called.attr == "items"
    return isinstance(called, ast.Name) and called.id in ("enumerate", "zip")


def captured(pattern: ast.pattern) -> list[str]:
    """Return the names that a pattern binds."""
    names = []
    for node in walk(pattern):
        name = getattr(node, "rest" if isinstance(node, ast.MatchMapping) else "name", None)
        if isinstance(name, str):
            names.append(name)
    return names


NO_HOOKS = frozenset(
    "__init__ __new__ __post_init__ __del__ __enter__ __exit__ __init_subclass__ __class_getitem__ __set_name__"
    " __prepare__ __call__ __import__".split()
)
"""Special methods that no operation of a container calls."""


def is_hook(name: str) -> bool:
    """True for the name of a method that functions of C call while they work, such as ``__lt__`` while a list sorts."""
    return name == "keys" or (name[:2] == "__" == name[-2:] and name not in NO_HOOKS)


def is_generator(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """True for a function whose own body contains a ``yield``."""
    todo: list[ast.AST] = list(node.body)
    while todo:
        one = todo.pop()
        if isinstance(one, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            todo += ast.iter_child_nodes(one)
    return False


def own_statements(node: ast.AST) -> list[ast.AST]:
    """Return the node and its descendants, except for the bodies of functions and classes inside."""
    found, todo = [], [node]
    while todo:
        one = todo.pop()
        found.append(one)
        if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            todo.extend(ast.iter_child_nodes(one))
    return found
