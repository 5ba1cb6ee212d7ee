"""What stands in a kata's source and leads out of it, into the harness: found before any of it is run.

The guard refuses what such a name would be used for as far as it is told; some of these it is not told of.
A kata is about locks and threads, and needs none of them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from harness.trace import Place
from harness.workers.hardening.source_exemptions import harmless
from harness.world.loader.load_error import LoadError
from harness.world.loader.source import parse

MODULES = frozenset(
    "harness greenlet hypothesis pytest _pytest cattrs attrs attr"
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
CALLS = frozenset({"exec", "eval", "compile", "__import__", "breakpoint", "globals"})
COMPARING = frozenset("__eq__ __ne__ __le__ __gt__ __ge__ __instancecheck__ __subclasscheck__".split())
"""Who defines these decides what a contract's comparisons come to. ``__lt__`` is left: heaps need it."""
REACHED: frozenset[object] = ATTRIBUTES | COMPARING
OURS = "_kata"
OWN = "a comparison of its own"


def forbidden_construct(target: str) -> tuple[str, Place] | None:
    """The first way out of a file, or of a file beside it that it imports: what it is, and where.

    A file that cannot be parsed has none: the engine says what is wrong with it.
    """
    waiting, known = [target], {target}
    while waiting:
        file = waiting.pop(0)
        try:
            tree = parse(file)[0]
        except LoadError:
            continue
        beside = [str(Path(target).with_name(f"{name}.py")) for name in _imported(tree)]
        others = [one for one in beside if Path(one).is_file()]
        # another file could change what a name of this one means
        for line, what in _found(tree, set() if others or file != target else harmless(tree)):
            return what, Place(file, line)
        waiting += [one for one in others if one not in known]
        known.update(beside)
    return None


def why(what: str) -> str:
    """Why something that ``forbidden_construct`` names is refused, and what to write instead."""
    if what.startswith(OWN):
        return "the contract compares. Let a dataclass do it, or begin it with isinstance(other, ITS CLASS)"
    return "it leads out of it"


def _found(tree: ast.Module, innocent: set[ast.AST]) -> Iterator[tuple[int, str]]:
    systems = {"sys", "_sys"} | {
        one.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for one in node.names
        if one.asname and one.name in ("sys", "_sys")
    }
    plain = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call) and _imports_plainly(node)}
    for node in ast.walk(tree):
        if node in innocent:
            continue
        line = getattr(node, "lineno", 1)
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
            yield from ((line, f"the module {name}") for name in names if name.partition(".")[0] in MODULES)
            if isinstance(node, ast.ImportFrom):
                yield from ((line, f"{node.module}.{one.name}") for one in node.names if _attribute(one.name, node))
        elif isinstance(node, ast.Attribute):
            if node.attr in ATTRIBUTES or node.attr.startswith(OURS):
                yield line, f"the attribute {node.attr}"
            elif (
                node.attr in OF_SYS
                and isinstance(node.value, ast.Name | ast.Attribute)
                and _name(node.value) in systems
            ):
                yield line, f"sys.{node.attr}"
        elif isinstance(node, ast.Name):
            if node.id in CALLS and isinstance(node.ctx, ast.Load) and node not in plain:
                yield line, f"{node.id}()"
            elif node.id.startswith(OURS) or node.id == "__builtins__":
                yield line, f"the name {node.id}"
        elif isinstance(node, ast.Constant) and node.value in REACHED:
            yield line, f"the attribute {node.value!s}"
        if _defined(node) in COMPARING:
            yield line, f"{OWN}, {_defined(node)},"


def _attribute(name: str, node: ast.ImportFrom) -> bool:
    return name in ATTRIBUTES or (node.module == "sys" and name in OF_SYS)


def _imports_plainly(node: ast.Call) -> bool:
    """``__import__`` of a module that is written out, and that any file may import."""
    name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
    if not isinstance(name, str) or getattr(node.func, "id", "") != "__import__":
        return False
    return name.partition(".")[0] not in MODULES


def _defined(node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    return node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else ""


def _name(node: ast.Name | ast.Attribute) -> str:
    """The last part of a dotted name: another module's ``sys`` is the same one."""
    return node.id if isinstance(node, ast.Name) else node.attr


def _imported(tree: ast.Module) -> list[str]:
    found = [one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names]
    found += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return sorted({name.partition(".")[0] for name in found})
