"""Whether a program may notice when a thread starts or ends, so that a start or an end must be a scheduling point.

The answers come from the syntax tree of its files, as in ``release_points``: a scheduling point too many costs time,
and one too few hides schedules.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache

from ...common.syntax_trees import walk
from .release_points import names_any_attribute

CACHED = 32
"""Files whose answer is kept."""
LISTINGS = frozenset({"active_count", "activeCount", "enumerate"})
"""Functions of ``threading`` that list the threads that are alive."""
ALIVE = frozenset({"is_alive", *LISTINGS})
"""Names that tell whether a thread has ended; ``enumerate`` counts only as an attribute or an import."""
STARTED = frozenset({"ident", "native_id"})
"""Names of what a thread has only once it has been started."""
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@lru_cache(maxsize=CACHED)
def sees_ends(tree: ast.Module) -> bool:
    """True when code may ask whether a thread is alive, or list the threads that are."""
    called = {id(node.func): node for node in walk(tree) if isinstance(node, ast.Call)}
    return any(_names_one(node, ALIVE) or names_any_attribute(node, called.get(id(node))) for node in walk(tree))


@lru_cache(maxsize=CACHED)
def sees_starts(tree: ast.Module) -> bool:
    """True when code may notice whether a thread has been started: by a question, a join or a second start."""
    if sees_ends(tree) or any(_names_one(node, STARTED) or _sets_daemon(node) for node in walk(tree)):
        return True
    return _joins_elsewhere(tree) or any(_starts_guarded(node) for node in walk(tree))


def _names_one(node: ast.AST, names: frozenset[str]) -> bool:
    """True when a node names one of these attributes; a text may be an attribute's name for ``getattr``."""
    match node:
        case ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name in names
        case ast.ImportFrom(module="threading", names=imported):
            return any(one.name in names or one.name == "*" for one in imported)
        case ast.Name(id=name):
            return name in names and name != "enumerate"
    return False


def _sets_daemon(node: ast.AST) -> bool:
    """True for an assignment to ``daemon``, which is an error once the thread has been started."""
    return isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == "daemon"


def _joins_elsewhere(tree: ast.Module) -> bool:
    """True when a function joins a thread that another function, which may run in another thread, starts."""
    top = {id(statement) for statement in tree.body}
    for function in walk(tree):
        if isinstance(function, Function):
            joined = _threads(function, _joins)
            if joined and (id(function) not in top or not joined <= _threads(function, _starts)):
                return True
    return False


def _threads(function: Function, does: Callable[[ast.AST], bool]) -> set[str]:
    """Return the expressions for the threads to which a function does something; in a loop, what is iterated over."""
    found: set[str] = set()

    def visit(node: ast.AST, loops: dict[str, str]) -> None:
        if isinstance(node, ast.Attribute) and does(node):
            name = node.value.id if isinstance(node.value, ast.Name) else ""
            found.add(loops.get(name) or ast.dump(node.value))
        for one in (node, *getattr(node, "generators", ())):
            if isinstance(one, ast.For | ast.comprehension) and isinstance(one.target, ast.Name):
                loops = {**loops, one.target.id: ast.dump(one.iter)}
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, Function):
                visit(child, loops)

    for child in ast.iter_child_nodes(function):
        visit(child, {})
    return found


def _starts(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "start"


def _joins(node: ast.AST) -> bool:
    """True for the method ``join`` of what may be a thread: not of a text, nor of a module for paths."""
    if not isinstance(node, ast.Attribute) or node.attr != "join":
        return False
    owner = node.value
    return not isinstance(owner, ast.Constant | ast.JoinedStr) and not (
        isinstance(owner, ast.Attribute) and owner.attr == "path"
    )


def _starts_guarded(node: ast.AST) -> bool:
    """True for a statement that handles an error of a start within it."""
    if not isinstance(node, ast.Try | ast.TryStar | ast.With):
        return False
    return any(_starts(one) for part in node.body for one in walk(part))
