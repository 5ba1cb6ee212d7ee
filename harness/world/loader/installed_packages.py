"""Installed packages that use threads: such a package is loaded into the world, although it is not rewritten.

Its locks then exclude the program's threads, and the threads that it starts run under the scheduler. A package with
modules of C is left to the interpreter, because such a module cannot be loaded twice.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from pathlib import Path

from ...common.package import is_our_file
from ..coroutines import LIBRARIES
from .module_paths import INIT, OUTSIDE, file_of, installed

TESTING = LIBRARIES | {"_pytest", "pluggy", "hypothesis", "iniconfig", "_hypothesis_pytestplugin"}
"""Packages that run tests: they run outside the world."""
USES_THREADS = re.compile(
    rb"^[ \t]*(?:import|from)[ \t]+(?:[\w, ]+,[ \t]*)?(?:threading|_thread|_threading_local|queue|concurrent|sched)\b",
    re.MULTILINE,
)
IMPORTS = re.compile(rb"^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*(?:[ \t]*,[ \t]*[A-Za-z_]\w*)*)", re.MULTILINE)
OF_C = (".so", ".pyd")
MOST_FILES = 1_000
"""A larger package is left to the interpreter: to load it for each world would take too long."""


def search_path() -> tuple[str, ...]:
    """Return the folders that are searched for installed packages."""
    return tuple(sys.path)


def packages_with_threads(top: str) -> frozenset[str]:
    """Return the installed packages that use threads, or need one that does, among a package and all that it needs."""
    path = search_path()
    return frozenset(name for name in _needed(top, path) if _uses_threads(name, path))


def is_installed_package(top: str) -> bool:
    """True when an installed package has this name, that of its outermost module."""
    return top.isidentifier() and _file(top, search_path()) is not None


@cache
def _file(top: str, path: tuple[str, ...]) -> Path | None:
    if top in OUTSIDE or top in TESTING:
        return None
    for folder in path:
        inside = Path(folder or os.curdir) / top
        file = file_of(inside.parent, top) or (inside if inside.is_dir() else None)  # a folder: a namespace package
        if file is not None:
            return file if installed(str(file.resolve())) and not is_our_file(str(file)) else None
    return None


@cache
def _needed(top: str, path: tuple[str, ...]) -> frozenset[str]:
    """Return the names of a package and of all that it may import, directly or not."""
    seen, left = {top}, [top]
    while left:
        imports = _content(left.pop(), path)[1]
        left += sorted(imports - seen)
        seen |= imports
    return frozenset(seen)


@cache
def _uses_threads(top: str, path: tuple[str, ...]) -> bool:
    return _file(top, path) is not None and any(_content(name, path)[0] for name in _needed(top, path))


@cache
def _content(top: str, path: tuple[str, ...]) -> tuple[bool, frozenset[str]]:
    """Return whether a package itself uses threads, and the first parts of the modules that it may import."""
    file = _file(top, path)
    if file is None:
        return False, frozenset()
    files = _files(file)
    if len(files) > MOST_FILES or any(name.endswith(OF_C) for name in files):
        return False, frozenset()
    texts = [Path(name).read_bytes() for name in files]
    names = (name.strip() for text in texts for found in IMPORTS.findall(text) for name in found.split(b","))
    return any(map(USES_THREADS.search, texts)), frozenset(name.decode() for name in names) - {top}


def _files(file: Path) -> list[str]:
    if file.suffix == ".py" and file.name != INIT:
        return [str(file)]
    found: list[str] = []
    for folder, _, names in os.walk(file.parent if file.name == INIT else file):
        found += [os.path.join(folder, name) for name in names if name.endswith((".py", *OF_C))]
        if len(found) > MOST_FILES:
            break
    return found
