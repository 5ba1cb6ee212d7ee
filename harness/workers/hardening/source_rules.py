"""The source rules: find names in a kata's source that lead out of it, into the harness, before any of it is run.

The audit hook refuses most of what such a name would be used for; for some uses the interpreter calls no hook. A kata
is about locks and threads, and needs none of these names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ...common.syntax_trees import walk
from ...trace import Place
from ...world.coroutines import LIBRARIES
from ...world.loader.load_error import LoadError
from ...world.loader.parsing import parse
from .source_exemptions import exempt_nodes

MODULES = LIBRARIES | frozenset(
    "concurrency_katas harness hypothesis pytest _pytest attrs attr"
    " ctypes _ctypes cffi inspect builtins importlib _imp imp pkgutil"
    " runpy code codeop pdb bdb atexit faulthandler tracemalloc mmap resource marshal pickle _pickle copyreg shelve"
    " _posixsubprocess subprocess pty socket _socket ssl signal _testcapi _testinternalcapi _interpreters"
    " unittest zipimport site sitecustomize dis opcode symtable sqlite3".split()
)
ATTRIBUTES = frozenset(
    "f_back f_locals f_globals f_builtins tb_frame gi_frame cr_frame ag_frame gr_frame __closure__ cell_contents"
    " __globals__ __builtins__ __code__ __subclasses__ __loader__ __spec__ _getframe _current_frames"
    " settrace setprofile meta_path path_hooks addaudithook".split()
)
OF_SYS = frozenset({"modules", "monitoring"})
CALLS = frozenset({"exec", "eval", "compile", "__import__", "__lazy_import__", "globals"})
COMPARING = frozenset("__eq__ __ne__ __le__ __gt__ __ge__ __instancecheck__ __subclasscheck__".split())
"""Methods that decide the result of a contract's comparisons. ``__lt__`` is allowed: heaps need it."""
AS_TEXT: frozenset[object] = ATTRIBUTES | COMPARING
CACHED = 32
"""Files whose first forbidden construct is cached, as their trees are."""
OWN_PREFIX = "_kata"
OWN_COMPARISON = "a comparison of its own"


def forbidden_construct(target: str) -> tuple[str, Place] | None:
    """Return the first forbidden construct of a file, or of a file that it imports from its folder, and its place.

    A file that cannot be parsed has none: the engine reports what is wrong with it.
    """
    waiting, known = [target], {target}
    while waiting:
        file = waiting.pop(0)
        try:
            tree = parse(file)[0]
        except LoadError:
            continue
        siblings = [str(Path(target).with_name(f"{name}.py")) for name in _imported(tree)]
        others = [one for one in siblings if Path(one).is_file()]
        # another file could change what a name of this one means
        first = _first(tree, alone=not others and file == target)
        if first is not None:
            line, what = first
            return what, Place(file, line)
        waiting += [one for one in others if one not in known]
        known.update(siblings)
    return None


def reason(what: str) -> str:
    """Return why a construct that ``forbidden_construct`` names is refused, and what to write instead."""
    if what.startswith(OWN_COMPARISON):
        return "the contract decides what is equal. Use a dataclass, or begin it with isinstance(other, ITS CLASS)"
    return "it leads out of the kata, into the harness"


@lru_cache(maxsize=CACHED)
def _first(tree: ast.Module, *, alone: bool) -> tuple[int, str] | None:
    """Return the first forbidden construct of a tree, and its line. Cached: the file is the same for each clause.

    Args:
        tree: of the file.
        alone: it imports no file of its folder, so nodes may be exempt.
    """
    return next(_found(tree, exempt_nodes(tree) if alone else set()), None)


def _found(tree: ast.Module, exempt: set[ast.AST]) -> Iterator[tuple[int, str]]:
    systems = {"sys", "_sys"} | {
        one.asname
        for node in walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for one in node.names
        if one.asname and one.name in ("sys", "_sys")
    }
    allowed = {node.func for node in walk(tree) if isinstance(node, ast.Call) and _imports_allowed_module(node)}
    for node in walk(tree):
        if node in exempt:
            continue
        line = getattr(node, "lineno", 1)
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
            yield from ((line, f"the module {name}") for name in names if name.partition(".")[0] in MODULES)
            if isinstance(node, ast.ImportFrom):
                yield from ((line, f"{node.module}.{one.name}") for one in node.names if _attribute(one.name, node))
        elif isinstance(node, ast.Attribute):
            if node.attr in ATTRIBUTES or node.attr.startswith(OWN_PREFIX):
                yield line, f"the attribute {node.attr}"
            elif (
                node.attr in OF_SYS
                and isinstance(node.value, ast.Name | ast.Attribute)
                and _name(node.value) in systems
            ):
                yield line, f"sys.{node.attr}"
        elif isinstance(node, ast.Name):
            if node.id in CALLS and isinstance(node.ctx, ast.Load) and node not in allowed:
                yield line, f"{node.id}()"
            elif node.id.startswith(OWN_PREFIX) or node.id == "__builtins__":
                yield line, f"the name {node.id}"
        elif isinstance(node, ast.Constant) and node.value in AS_TEXT:
            yield line, f"the attribute {node.value!s}"
        if _defined(node) in COMPARING:
            yield line, f"{OWN_COMPARISON}, {_defined(node)},"


def _attribute(name: str, node: ast.ImportFrom) -> bool:
    return name in ATTRIBUTES or (node.module == "sys" and name in OF_SYS)


def _imports_allowed_module(node: ast.Call) -> bool:
    """True for an ``__import__`` of a module whose name is written out, and that any file may import."""
    name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
    if not isinstance(name, str) or getattr(node.func, "id", "") != "__import__":
        return False
    return name.partition(".")[0] not in MODULES


def _defined(node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    return node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else ""


def _name(node: ast.Name | ast.Attribute) -> str:
    """Return the last part of a dotted name: another module's ``sys`` is the same one."""
    return node.id if isinstance(node, ast.Name) else node.attr


@lru_cache(maxsize=CACHED)
def _imported(tree: ast.Module) -> tuple[str, ...]:
    found = [one.name for node in walk(tree) if isinstance(node, ast.Import) for one in node.names]
    found += [node.module for node in walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return tuple(sorted({name.partition(".")[0] for name in found}))
