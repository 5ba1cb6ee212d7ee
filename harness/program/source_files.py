"""The source files of a program: a replay depends on the files it imports as much as on the file itself."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ..common.syntax_trees import walk
from ..world.loader.load_error import LoadError
from ..world.loader.module_paths import OUTSIDE, is_own_file, module_file, package_of, shadow
from ..world.loader.parsing import parse

CACHED = 2_048
"""Files whose import statements are cached: of a large program a search asks for them several times."""

CONFTEST = "conftest.py"
"""The file with which pytest configures the tests of a folder."""


def source_files(first: str, path: Sequence[str] = (), inside: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the file and the files that it imports, directly or not, in an order that depends only on their text.

    Modules are looked for as an import statement would: in the folder that the first file is imported from, and on the
    path. Installed modules are left out, and so are modules without a file.

    Args:
        first: the file.
        path: the path; () for that of this process.
        inside: installed packages that are not left out.
    """
    found = [first]
    places = [package_of(first)[1], *(path or sys.path)]
    for file in found:
        for name in _imported(file, around=file == first):
            found += [one for one in _files(name, file, places, inside) if one not in found]
    return tuple(found)


def clause_files(target: str, contract: str) -> tuple[str, ...]:
    """Return a file under test, its contract, and the program's own files that the file under test imports."""
    return (target, contract, *source_files(target)[1:])


def pytest_files(first: str, path: Sequence[str], inside: frozenset[str]) -> tuple[str, ...]:
    """Return a file of tests, each conftest.py that pytest loads for it, and the program's own files that they import.

    Args:
        first: the file of tests.
        path: as for ``source_files``.
        inside: as for ``source_files``.
    """
    found: dict[str, None] = {}
    for one in (first, *conftests(first)):
        found.update(dict.fromkeys(source_files(one, path, inside)))
    return tuple(found)


def conftests(file: str) -> list[str]:
    """Return each conftest.py in the folder of a test file and in those above it, outermost first."""
    folders = reversed(Path(file).resolve().parents)
    return [str(folder / CONFTEST) for folder in folders if (folder / CONFTEST).is_file()]


def _imported(file: str, *, around: bool) -> list[str]:
    """Return the full names of the modules that a file may import; ``from a import b`` may import ``a.b``, too.

    Args:
        file: the file.
        around: its own package counts, too, because it is imported before the file.
    """
    try:
        raw = Path(file).read_bytes()
    except OSError:
        return []
    package = package_of(file)[0]
    names: dict[str, None] = {package: None} if around else {}
    for module, level, imported in _import_statements(file, raw):
        above = package.split(".")[: len(package.split(".")) - level + 1] if level else []
        base = ".".join([*above, *([module] if module else [])])
        names.update(dict.fromkeys([base, *(f"{base}.{name}" for name in imported)]))
    return [name for name in names if name.strip(".") and _may_be_own(name.partition(".")[0], file)]


@lru_cache(maxsize=CACHED)
def _import_statements(file: str, raw: bytes) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Return module, level and names of each import in a file; its content is an argument for the cache alone."""
    try:
        tree = parse(file)[0]
    except LoadError:
        return ()
    found: list[tuple[str, int, tuple[str, ...]]] = []
    for node in walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, 0, ()) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.module or "", node.level, tuple(alias.name for alias in node.names)))
    return tuple(found)


def _may_be_own(top: str, file: str) -> bool:
    return top not in OUTSIDE or shadow(top, file) is not None


def _files(name: str, importer: str, places: Sequence[str], inside: frozenset[str]) -> list[str]:
    """Return the files that the import of a dotted name runs, outermost first; [] if the program does not own it."""
    parts, found = name.split("."), list[str]()
    if parts[0] in OUTSIDE:
        places = [package_of(importer)[1]]
    for part in parts:
        file, places = module_file(part, places)
        if file is not None and (parts[0] in inside or is_own_file(str(file))):
            found.append(str(file))
        if not places or (file is not None and str(file) not in found):
            break
    return found
