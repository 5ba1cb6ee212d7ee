"""The source files of a program: a replay depends on the files it imports as much as on the file itself."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from harness.world.loader.load_error import LoadError
from harness.world.loader.module_paths import OUTSIDE, file_of, installed, package_of, shadow
from harness.world.loader.source import parse


def source_files(first: str, inside: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the file and the files that it imports, directly or not, in an order that depends only on their text.

    Modules are looked for as an import statement would: in the file's folder, in the folder above its package, and
    on the path. Installed modules are left out, and so are modules without a file.

    Args:
        first: the file.
        inside: installed packages that are not left out.
    """
    found = [first]
    for file in found:
        for name in _imported(file):
            found += [one for one in _files(name, file, inside) if one not in found]
    return tuple(found)


def _imported(file: str) -> list[str]:
    """Return the full names of the modules that a file may import; ``from a import b`` may import ``a.b``, too."""
    try:
        tree = parse(file)[0]
    except LoadError:
        return []
    package = package_of(file)[0]
    names: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(dict.fromkeys(alias.name for alias in node.names))
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names.update(dict.fromkeys([base, *(f"{base}.{alias.name}" for alias in node.names)]))
    return [name for name in names if name.strip(".") and _may_be_own(name.partition(".")[0], file)]


def _may_be_own(top: str, file: str) -> bool:
    return top not in OUTSIDE or shadow(top, file) is not None


def _files(name: str, importer: str, inside: frozenset[str]) -> list[str]:
    """Return the files that the import of a dotted name runs, outermost first; [] if the program does not own it."""
    parts = name.split(".")
    for place in (str(Path(importer).parent), package_of(importer)[1], *sys.path):
        folder, found = Path(place or "."), list[str]()
        for part in parts:
            file = file_of(folder, part)
            if file is None or (parts[0] not in inside and installed(str(file.resolve()))):
                break
            found.append(str(file))
            folder = folder / part
        if found:
            return found
    return []
