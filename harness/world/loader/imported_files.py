"""The files that a program may import, found in its import statements before it runs.

What a program's threads can do to each other is partly known from its text: which attributes change, whether a thread
asks if a lock is held or if another thread is alive. Such a question may stand in any file that the program imports.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ...common.syntax_trees import walk
from .module_paths import INIT, is_own_file, module_file, package_of, shadow

MOST_FILES = 200
"""A program that imports more files than this counts as one whose files are not all known."""
CACHED = 256
"""Files of which the import statements are cached."""
DYNAMIC = frozenset({
    "__import__", "importlib", "import_module", "runpy", "pkgutil", "zipimport", "exec", "eval", "__path__",
})  # fmt: skip
"""Names by which a program may import or run files that its import statements do not name."""
SEARCH = frozenset({"path", "meta_path", "path_hooks", "modules"})
"""Attributes of ``sys`` that decide what an import finds."""


@dataclass(frozen=True)
class Import:
    """One module that an import statement names.

    Attributes:
        name: the module, relative to its package if there is a level.
        level: number of dots before it.
        late: it is inside a function, so that it may happen after threads have started.
    """

    name: str
    level: int
    late: bool


@dataclass
class ImportedFiles:
    """The files that a program consists of, as far as its import statements tell.

    Attributes:
        trees: the syntax tree of each file, by path.
        whole: no other file belongs to the program.
        late: a file may be imported while threads run.
    """

    trees: dict[str, ast.Module] = field(default_factory=dict)
    whole: bool = True
    late: bool = False


def imported_files(
    files: Sequence[tuple[str, ast.Module]],
    outside: frozenset[str],
    folders: Sequence[str],
    parsed: Callable[[str], ast.Module | None],
    inside: frozenset[str] = frozenset(),
) -> ImportedFiles:
    """Return the files that a program consists of.

    Args:
        files: those that are known already, with their trees.
        outside: modules that are never the program's own.
        folders: where its modules are searched for.
        parsed: parses a file; None if it cannot be read or is not valid.
        inside: installed packages that count as the program's own.
    """
    found, known = ImportedFiles(), set[str]()
    todo = [(str(path), tree) for path, tree in files]
    while todo:
        path, tree = todo.pop()
        if os.path.realpath(path) in known:
            continue
        known.add(os.path.realpath(path))
        found.trees[path] = tree
        if len(found.trees) > MOST_FILES:
            found.whole = False
            return found
        found.whole = found.whole and not is_dynamic(tree)
        package = package_of(path)[0]
        above = [Import(package, 0, False)] if package and not path.endswith(INIT) else []
        for one in (*above, *imports(tree)):
            places = _files(one, path, outside, folders, inside)
            if places is None:
                found.whole = False
                continue
            found.late |= one.late and bool(places)
            for place in places:
                if os.path.realpath(place) not in known:
                    other = parsed(place)
                    if other is None:
                        found.whole = False
                    else:
                        todo.append((place, other))
    return found


def _files(
    one: Import, path: str, outside: frozenset[str], folders: Sequence[str], inside: frozenset[str]
) -> list[str] | None:
    """Return the files that an import executes; None if they are not all known, or not the program's own."""
    package, root = package_of(path)
    name, places = one.name, list(folders)
    if one.level:
        parts = package.split(".") if package else []
        if len(parts) < one.level:
            return None
        name, places = ".".join([*parts[: len(parts) - one.level + 1], *filter(None, [name])]), [root]
    else:
        top = name.partition(".")[0]
        hides = shadow(top, path)
        if hides is not None:
            places = [root]
        elif top in outside:
            return []
    found: list[str] = []
    for part in name.split("."):
        if part == "*":  # it imports the modules that the package's __all__ names, too
            files = (file for folder in places for file in Path(folder).glob("*.py"))
            return [*found, *sorted(map(str, files))]
        file, within = module_file(part, places)
        if file is None and not within:
            # the last part may be a name inside the module that the parts before it name
            return found or None
        here = [str(file)] if file is not None else within
        if name.partition(".")[0] not in inside and not all(map(is_own_file, here)):
            return None
        if file is not None:
            found.append(str(file))
        places = within
    return found


@lru_cache(maxsize=CACHED)
def imports(tree: ast.Module) -> tuple[Import, ...]:
    """Return the modules that the import statements of a file name, and those that they may name."""
    return tuple(dict.fromkeys(_imports(tree, late=False)))


def _imports(node: ast.AST, late: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, 0, late) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            module = child.module or ""
            if module:
                yield Import(module, child.level, late)
            for alias in child.names:  # a name may be a module of the package
                yield Import(f"{module}.{alias.name}" if module else alias.name, child.level, late)
        else:
            if isinstance(child, ast.Call):
                yield from (Import(name, 0, late) for name in _called(child))
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, late or inside)


def _called(call: ast.Call) -> Iterator[str]:
    """Yield the module that a call of ``import_module`` or ``__import__`` names, where it is written out."""
    match call:
        case ast.Call(
            func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            if name and not name.startswith("."):
                yield name


@lru_cache(maxsize=CACHED)
def is_dynamic(tree: ast.Module) -> bool:
    """True when a file may import or run files that its import statements do not name."""
    for node in walk(tree):
        match node:
            case ast.Name(id=name) if name in DYNAMIC:
                return True
            case ast.Attribute(attr=name) if name in DYNAMIC:
                return True
            case ast.Attribute(attr=name, value=ast.Name(id="sys")) if name in SEARCH:
                return True
            case ast.ImportFrom(module="sys", names=names) if any(one.name in SEARCH for one in names):
                return True
            case ast.alias(name=name) if name.partition(".")[0] in DYNAMIC:
                return True
            case ast.alias(name="sys", asname=str()):
                return True
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in DYNAMIC:
                return True
    return False
