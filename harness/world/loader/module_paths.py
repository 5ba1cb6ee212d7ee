"""The files of a program's own modules and packages, and the modules that are not its own."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from ...common.package import ALIAS, FACADE, HOME, PACKAGE, PREFIX, is_alias_file

INIT = "__init__.py"
OUTSIDE = sys.stdlib_module_names | {PACKAGE, "pytest"}
"""Never a program's own, even if a file of that name is beside it."""
OURS = (PREFIX, "pytest.", "_pytest.")
"""Prefixes of modules whose functions no program shares."""
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
MODULES = 8_192
"""Files of which is cached whether they are installed: each world asks for all modules of the process."""


def file_of(folder: Path, name: str) -> Path | None:
    """Return the file of a module in a folder, of a package its ``__init__``; None if there is none."""
    for file in (folder / name / INIT, folder / f"{name}.py"):
        if file.is_file():
            return file
    return None


def module_file(name: str, places: Sequence[str]) -> tuple[Path | None, list[str]]:
    """Return the file of a module, and the folders in which modules inside it are.

    Args:
        name: the last part of the module's name.
        places: the folders to look in, in this order. A folder without ``__init__.py`` is a package only if none of
            them has the module (Python's language reference, section 5.3, "Namespace packages").
    """
    portions: list[str] = []
    for place in places:
        folder = Path(place or os.curdir)
        file = file_of(folder, name)
        if file is not None:
            return file, [str(file.parent)] if file.name == INIT else []
        if (folder / name).is_dir():
            portions.append(str(folder / name))
    return None, portions


@lru_cache(maxsize=CACHED)
def package_of(path: str) -> tuple[str, str]:
    """Return the package that a file belongs to ("" for none), and the folder that it is imported from."""
    folder, parts = Path(path).resolve().parent, list[str]()
    while (folder / INIT).is_file():
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts), str(folder)


@lru_cache(maxsize=CACHED)
def module_name(path: str) -> str:
    """Return the name of the file under test as a module: the one under which a test runner imports it.

    A file with the name of a module that always takes precedence can run only as a script, so it gets another name.
    """
    package, stem = package_of(path)[0], Path(path).stem
    name = stem if not package else package if Path(path).name == INIT else f"{package}.{stem}"
    return f"script_{stem}" if name in {*OUTSIDE, "__main__"} or name.startswith(OURS) else name


@lru_cache(maxsize=CACHED)
def never_own(path: tuple[str, ...]) -> frozenset[str]:
    """Return the modules that are never a program's own: with ``harness``, unless a project on the path has one.

    Args:
        path: the folders in which the program's modules are searched for.
    """
    file = module_file(ALIAS, path)[0]
    own = file is not None and is_own_file(str(file)) and not is_alias_file(str(file))
    return OUTSIDE if own else OUTSIDE | {ALIAS}


def shadow(name: str, importer: str) -> Path | None:
    """Return the program's own file that hides a module of the standard library; None if there is none."""
    if name not in sys.stdlib_module_names or name in NEVER_HIDDEN:
        return None
    return beside(name, importer)


def beside(name: str, importer: str) -> Path | None:
    """Return the program's own file of a module in the folder from which a file is imported; None if there is none."""
    file = file_of(Path(package_of(importer)[1]), name)
    if file is None or str(file) == importer or not is_own_file(str(file)):
        return None
    return file


@lru_cache(maxsize=MODULES)
def is_own_file(path: str) -> bool:
    """True when a file or folder can be the program's own, because it is not installed."""
    return not installed(os.path.realpath(path))


def installed(path: str) -> bool:
    """True when a file belongs to the interpreter or to an installed package, and so is not rewritten."""
    return path.startswith(_installed_in()) or "site-packages" in Path(path).parts


@cache
def _installed_in() -> tuple[str, ...]:
    # of some builds the standard library is in an archive beside the folder that ``sysconfig`` names
    library = os.path.dirname(os.__file__)
    roots = [library, sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), *site.getsitepackages()]
    return tuple(str(Path(root).resolve()) + os.sep for root in [*roots, HOME, FACADE])
