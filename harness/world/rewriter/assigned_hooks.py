"""Special methods that a program gives to a class otherwise than by ``def`` in its body.

An operation of C that calls a special method continues when that returns, so the rewriter lets each special method
announce at its end what the operation accesses from then on. It knows them by the names of their definitions.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ...common.syntax_trees import walk
from .syntax import is_hook

CACHED = 256
"""Files of which the answer is cached."""
HARMLESS = frozenset({
    "__slots__", "__match_args__", "__all__", "__doc__", "__module__", "__name__", "__qualname__", "__annotations__",
    "__version__", "__author__", "__wrapped__", "__test__", "__orig_bases__", "__type_params__", "__cause__",
    "__context__", "__traceback__", "__notes__", "__suppress_context__", "__class__", "__dict__", "__defaults__",
    "__kwdefaults__", "__code__", "__hypothesis__", "__tracebackhide__", "__weakref__", "__path__", "__file__",
    "__license__", "__copyright__", "__date__", "__email__", "__builtins__", "__debug__", "__closure__", "__globals__",
})  # fmt: skip
"""Special names that are no methods, and are called by nothing."""


def unseen_hooks(trees: Mapping[str, ast.Module]) -> str:
    """Return why nothing is proved of a program with special methods that the rewriter does not see; "" for no reason.

    Args:
        trees: the syntax trees of its files, by path.
    """
    for path, tree in trees.items():
        line = _assigned_hook(tree)
        if line is not None:
            return f"the special attribute that {Path(path).name} line {line} changes is outside the model"
    return ""


@lru_cache(maxsize=CACHED)
def _assigned_hook(tree: ast.Module) -> int | None:
    """Return the line on which a file may give a class a special method that is not defined in it; None for none."""
    for node in walk(tree):
        if isinstance(node, ast.ClassDef):
            line = _assigned_in(node)
            if line is not None:
                return line
        elif _changes_special(node) or (isinstance(node, ast.Call) and _makes_class(node)):
            return node.lineno  # type: ignore[attr-defined, no-any-return]
    return None


def _changes_special(node: ast.AST) -> bool:
    """True for an assignment to a special method of a class or of its namespace, and for defaults that may change."""
    match node:
        case ast.Attribute(attr="__kwdefaults__"):
            return True
        case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
            return _is_method(name)
        case ast.Subscript(slice=ast.Constant(value=str(name)), ctx=ast.Store()):
            return _is_method(name)
    return False


def _assigned_in(owner: ast.ClassDef) -> int | None:
    defined = {one.name for one in owner.body if isinstance(one, ast.FunctionDef) and is_hook(one.name)}
    for part in owner.body:
        if isinstance(part, ast.Assign) and not _is_known(part.value, defined):
            names = [target.id for target in part.targets if isinstance(target, ast.Name)]
            if any(map(_is_method, names)):
                return part.lineno
    return None


def _is_method(name: str) -> bool:
    return is_hook(name) and name != "keys" and name not in HARMLESS


def _is_known(value: ast.expr, defined: set[str]) -> bool:
    """True for None, and for a special method that is defined in the class."""
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Name) and value.id in defined)


def _makes_class(call: ast.Call) -> bool:
    """True for ``type(name, bases, namespace)``, unless all names are written out and none is special."""
    if not isinstance(call.func, ast.Name) or call.func.id != "type" or len(call.args) != 3:
        return False
    space = call.args[2]
    if not isinstance(space, ast.Dict):
        return True
    names = [one.value if isinstance(one, ast.Constant) else None for one in space.keys]
    return not all(isinstance(name, str) and not _is_method(name) for name in names)
