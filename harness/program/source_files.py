"""The files of a program: what it imports of its own, which a replay depends on as much as on the file itself."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from harness.world.loader.load_error import LoadError
from harness.world.loader.module_paths import OUTSIDE, file_of, installed, package_of
from harness.world.loader.source import parse


def source_files(first: str) -> tuple[str, ...]:
    """The file, and those that its import statements lead to, in an order that depends on their text only.

    What is installed is left out, and so is what has no file; as the import would find it, from the file's
    folder, the folder above its package, and the path.
    """
    found = [first]
    for file in found:
        for name in _imported(file):
            found += [one for one in _files(name, file) if one not in found]
    return tuple(found)


def _imported(file: str) -> list[str]:
    """Full names of the modules that a file may import; a name that is imported from one may be one, too."""
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
    return [name for name in names if name.strip(".") and name.partition(".")[0] not in OUTSIDE]


def _files(name: str, importer: str) -> list[str]:
    """The files that an import of a dotted name runs, outermost first; [] if it is none of the program's own."""
    parts = name.split(".")
    for place in (str(Path(importer).parent), package_of(importer)[1], *sys.path):
        folder, found = Path(place or "."), list[str]()
        for part in parts:
            file = file_of(folder, part)
            if file is None or installed(str(file.resolve())):
                break
            found.append(str(file))
            folder = folder / part
        if found:
            return found
    return []
