"""Interface check: compares the classes and methods of a loaded file with those that its contract calls.

A method that cannot be called is a fault of the file, whatever the schedule: it is found before a clause runs, so that
the learner reads one sentence about the line, and no traceback.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FunctionType, ModuleType

from ..common.syntax_trees import walk
from ..trace import Place
from ..world.loader.load_error import LoadError

SELF = "self"
INIT, NEW = "__init__", "__new__"
UNBOUND = frozenset({"staticmethod", "classmethod"})
"""Decorators of methods that need no parameter ``self``."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def check_interface(module: ModuleType, tree: ast.Module, target: str, public: Sequence[str]) -> None:
    """Raise ``LoadError`` if a public name is missing, or a method cannot be called as the contract calls it.

    Args:
        module: the loaded file.
        tree: its source.
        target: its path.
        public: the names that it must define, as ``Class``, ``Class.method(argument)`` or ``Class.property``.
    """
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    for entry in public:
        path, called, arguments = entry.partition("(")
        name, _, method = path.partition(".")
        if name not in vars(module):
            first = next(iter(classes.values()), None)
            instead = f"; line {first.lineno} defines {first.name}" if first is not None else ""
            place = Place(target, first.lineno if first else 1)
            raise LoadError(f"{Path(target).name} defines no {name}{instead}", place)
        kind = vars(module)[name]
        if method and isinstance(kind, type):
            names = [name for name in arguments.removesuffix(")").split(", ") if name] if called else None
            line = classes[name].lineno if name in classes else 1
            said = _method_fault(kind, method, names, tree, target, line)
            if said is not None:
                raise _error(target, *said)
    for class_ in classes.values():  # a class inside a method may read that method's self
        for function, words in _selfless(class_):
            raise _error(target, function.lineno, words)


def _error(target: str, line: int, words: str) -> LoadError:
    return LoadError(f"{Path(target).name} line {line}: {words}", Place(target, line))


def _method_fault(
    kind: type, method: str, names: list[str] | None, tree: ast.Module, target: str, line: int
) -> tuple[int, str] | None:
    """Return the line and the words of what keeps the contract from using a method; None if nothing does.

    Args:
        kind: the class.
        method: the name of its method or property.
        names: the arguments that the contract passes; None if it reads a property.
        tree: the source.
        target: its path.
        line: the line of the class.
    """
    found = inspect.getattr_static(kind, method, None)
    if found is None:
        stored = any(isinstance(node, ast.Attribute) and node.attr == method for node in walk(tree))
        words = f"{kind.__name__} has no method {method}"
        return None if stored or hasattr(kind, "__getattr__") else (line, words)
    if (
        method == INIT
        and names
        and found is vars(object)[INIT]
        and inspect.getattr_static(kind, NEW) is vars(object)[NEW]
    ):
        return line, f"{kind.__name__} has no method {INIT}, but the contract passes {', '.join(names)}"
    unbound = isinstance(found, staticmethod)
    function = found.fget if isinstance(found, property) else found.__func__ if unbound else found
    if not isinstance(function, FunctionType):
        return None
    if function.__code__.co_filename == target:
        line = _line_of(function, tree)
    if names is None:
        if not isinstance(found, property):
            return line, f"{method} has no @property, but the contract reads it without calling it"
        return (line, f"{method} has no parameter self") if not _accepts(function, [SELF]) else None
    if isinstance(found, property) or _accepts(function, names if unbound else [SELF, *names]):
        return None
    return line, _signature_fault(function, method, names, unbound)


def _line_of(function: FunctionType, tree: ast.Module) -> int:
    """Return the line of a function's ``def``; ``co_firstlineno`` is that of its first decorator."""
    first = function.__code__.co_firstlineno
    for node in walk(tree):
        if isinstance(node, ast.FunctionDef):
            decorators = [one.lineno for one in node.decorator_list]
            if first == min([node.lineno, *decorators]):
                return node.lineno
    return first


def _accepts(function: FunctionType, arguments: Sequence[str]) -> bool:
    """True if a function accepts these arguments by position."""
    try:
        inspect.signature(function).bind(*arguments)
    except TypeError:
        return False
    return True


def _signature_fault(function: FunctionType, method: str, names: list[str], unbound: bool) -> str:
    """Return which parameter is missing, or is one too many, in a method that the contract calls with ``names``."""
    needed = [
        one.name
        for one in inspect.signature(function).parameters.values()
        if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    ]
    call = f"{method}({', '.join(names)})"
    if unbound:
        return f"{method} is a static method, and the contract's call {call} does not fit its parameters"
    own, *rest = needed or [""]
    if own != SELF and len(needed) <= len(names):
        return f"{method} has no parameter self"
    if len(rest) < len(names):
        missing = next((name for name in names if name not in rest), names[-1])
        return f"{method} has no parameter {missing}, but the contract calls {call}"
    extra = [name for name in rest if name not in names] or rest[len(names) :]
    passed = f"the contract's call {call} does not pass"
    return f"{method} needs the parameter{'s' * (len(extra) > 1)} {', '.join(extra)}, which {passed}"


def _selfless(class_: ast.ClassDef) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Yield the methods of a class that need a parameter ``self`` and have none, with the words for each.

    They use the name, or another method calls them through it with as many arguments as they have parameters.
    """
    methods = [
        node
        for node in class_.body
        if isinstance(node, ast.FunctionDef) and not UNBOUND & {_name(one) for one in node.decorator_list}
    ]
    calls = [
        (node.func.attr, len(node.args))
        for method in methods
        for node in walk(method)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and _name(node.func.value) == SELF
        and not node.keywords
        and not any(isinstance(one, ast.Starred) for one in node.args)
    ]
    for method in methods:
        parameters = [*method.args.posonlyargs, *method.args.args]
        if SELF in {one.arg for one in parameters} or method.args.vararg is not None:
            continue
        if _is_read(method, SELF):
            yield method, f"{method.name} has no parameter self"
        elif not method.decorator_list and (method.name, len(parameters)) in calls:
            yield method, f"{method.name} has no parameter self, and no @staticmethod"


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _is_read(method: ast.FunctionDef, name: str) -> bool:
    """True if a method reads a name that neither it nor a function inside it assigns or has as a parameter."""
    used = [node for node in walk(method) if isinstance(node, ast.Name) and node.id == name]
    inner = [node.args for node in walk(method) if isinstance(node, FUNCTIONS)]
    bound = any(name == one.arg for arguments in inner for one in walk(arguments) if isinstance(one, ast.arg))
    return bool(used) and not bound and all(isinstance(node.ctx, ast.Load) for node in used)
