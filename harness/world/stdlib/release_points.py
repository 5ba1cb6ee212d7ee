"""Whether a program may look at a lock without waiting for it, so that each release must be a scheduling point.

The answer comes from the syntax tree of its files. Where a name leaves a doubt it is yes: a scheduling point too many
costs time, and one too few hides schedules.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from ...common.syntax_trees import walk
from ..rewriter.syntax import PRIVATE

CACHED = 32
"""Files whose answer is kept: the clauses of a contract have the same trees."""
WORDS = ("timeout", "blocking")
"""A name with one of these in it is taken to be an argument of a call that does not wait, or not for long."""
KEYWORDS = ("block", *WORDS)
WAITS = {"wait": 1, "wait_for": 2, "join": 1, "result": 1}
"""Methods that wait for as long as it takes, unless they have at least this many arguments."""
QUEUE = ("get", "put")


@lru_cache(maxsize=CACHED)
def tries_locks(tree: ast.Module) -> bool:
    """True when code may try a lock, ask whether it is locked, or wait with a timeout."""
    called = {id(node.func): node for node in walk(tree) if isinstance(node, ast.Call)}
    return any(_tries(node, called.get(id(node))) for node in walk(tree)) or _looks_inside(tree)


def _looks_inside(tree: ast.Module) -> bool:
    """True when code may read a private field of a primitive, such as the number in a semaphore.

    A class without bases may have a field of this name for itself.
    """
    own = {
        id(node)
        for kind in walk(tree)
        if isinstance(kind, ast.ClassDef) and not kind.bases
        for node in walk(kind)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    }
    return any(
        (isinstance(node, ast.Attribute) and node.attr in PRIVATE and id(node) not in own)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in PRIVATE)
        for node in walk(tree)
    )


def _tries(node: ast.AST, call: ast.Call | None) -> bool:
    """True when this node may be a try, a question whether a lock is locked, or a wait with a timeout.

    Args:
        node: the node.
        call: the call whose function the node is, if there is one.
    """
    if any(word in name for name in _names(node) for word in WORDS) or names_any_attribute(node, call):
        return True
    if isinstance(node, ast.keyword):
        return node.arg in KEYWORDS
    if isinstance(node, ast.Constant):  # an attribute or a keyword that is made from a string
        return node.value in ("acquire", "locked", *KEYWORDS)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):  # a class that stands in for a lock
        has_parameters = bool(node.args.posonlyargs or node.args.args or node.args.vararg or node.args.kwonlyargs)
        return node.name.endswith("locked") or (node.name.endswith("acquire") and has_parameters)
    if isinstance(node, ast.Attribute | ast.Name):
        return _function_tries(node, call)
    return False


def names_any_attribute(node: ast.AST, call: ast.Call | None) -> bool:
    """True when a node reads an attribute whose name is made while the program runs.

    Args:
        node: the node.
        call: the call whose function the node is, if there is one.
    """
    match node:
        case ast.Name(id="getattr") | ast.Attribute(attr="__getattribute__"):
            place = 1 if isinstance(node, ast.Name) else -1
            constant = call is not None and len(call.args) > 1 and isinstance(call.args[place], ast.Constant)
            return not constant
        case ast.Name(id="methodcaller" | "attrgetter") | ast.Attribute(attr="methodcaller" | "attrgetter"):
            return True
        case ast.alias(name="methodcaller" | "attrgetter" | "getattr"):
            return True
    return False


def _function_tries(node: ast.Attribute | ast.Name, call: ast.Call | None) -> bool:
    """True when a function tries a lock with the arguments of this call; without a call, any arguments are possible."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id
    arguments = [*call.args, *call.keywords] if call is not None else []
    if name.endswith(("locked", "locked_lock")):
        return isinstance(node, ast.Attribute) or call is not None
    if name.endswith(("acquire", "acquire_lock")):
        return bool(arguments) or (call is None and isinstance(node, ast.Attribute))
    if name == "join" and isinstance(node, ast.Attribute) and isinstance(node.value, ast.Constant | ast.JoinedStr):
        return False  # of strings
    if name in WAITS:
        return len(arguments) >= WAITS[name] and not (name == "join" and len(arguments) > 1)  # that joins paths
    if name in QUEUE and call is not None:
        return any(isinstance(one, ast.Constant) and isinstance(one.value, bool) for one in call.args)
    return False


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the identifiers in a node itself."""
    for field in ("id", "attr", "arg", "name", "asname", "module"):
        name = getattr(node, field, None)
        if isinstance(name, str):
            yield name
    if isinstance(node, ast.Global | ast.Nonlocal):
        yield from node.names
