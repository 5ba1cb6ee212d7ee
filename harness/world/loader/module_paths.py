"""The files of a program's own modules and packages, and the modules that are not its own."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from functools import cache, lru_cache
from pathlib import Path

from harness import trace

INIT = "__init__.py"
OUTSIDE = sys.stdlib_module_names | {"harness", "pytest"}
"""Never a program's own, even if a file of that name is beside it: another clone of this package may be on the path."""
NEVER_HIDDEN = frozenset({
    *sys.builtin_module_names, "abc", "codecs", "encodings", "io", "os", "site", "stat", "posixpath", "ntpath",
    "genericpath", "_collections_abc", "_sitebuiltins", "zipimport", "importlib", "runpy", "__future__",
})  # fmt: skip
"""Modules that are loaded before a program begins, so that no file beside it can hide them."""
WORLD = frozenset(
    "threading _threading_local concurrent collections contextlib functools weakref _weakrefset types operator".split()
)
"""Modules of which the simulated threads are made."""
CACHED = 32
"""Files whose package is cached."""


def file_of(folder: Path, name: str) -> Path | None:
    """Return the file of a module in a folder, of a package its ``__init__``; None if there is none."""
    for file in (folder / name / INIT, folder / f"{name}.py"):
        if file.is_file():
            return file
    return None


@lru_cache(maxsize=CACHED)
def package_of(path: str) -> tuple[str, str]:
    """Return the package that a file belongs to ("" for none), and the folder that it is imported from."""
    folder, parts = Path(path).resolve().parent, list[str]()
    while (folder / INIT).is_file():
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts), str(folder)


def shadow(name: str, importer: str) -> Path | None:
    """Return the program's own file that hides a module of the standard library; None if there is none."""
    if name not in sys.stdlib_module_names or name in NEVER_HIDDEN:
        return None
    file = file_of(Path(package_of(importer)[1]), name)
    if file is None or str(file) == importer or installed(str(file.resolve())):
        return None
    return file


def installed(path: str) -> bool:
    """True when a file belongs to the interpreter or to an installed package, and so is not rewritten."""
    return path.startswith(_installed_in()) or "site-packages" in path


@cache
def _installed_in() -> tuple[str, ...]:
    roots = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), *site.getsitepackages()]
    here = str(Path(str(trace.__file__)).resolve().parent)
    return tuple(str(Path(root).resolve()) + os.sep for root in [*roots, here])
