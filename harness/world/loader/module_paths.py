"""Where a program's own modules and packages stand, and what is none of its own."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from functools import lru_cache
from pathlib import Path

INIT = "__init__.py"
OUTSIDE = sys.stdlib_module_names | {"harness", "pytest"}
"""No program's own, whatever lies beside it: another clone of this package may be on the path."""
CACHED = 32
"""Files whose package is kept in mind."""


def file_of(folder: Path, name: str) -> Path | None:
    """The file of a module in a folder; of a package, its ``__init__``."""
    for file in (folder / name / INIT, folder / f"{name}.py"):
        if file.is_file():
            return file
    return None


@lru_cache(maxsize=CACHED)
def package_of(path: str) -> tuple[str, str]:
    """The package a file belongs to, "" for none, and the folder that it is imported from."""
    folder, parts = Path(path).resolve().parent, list[str]()
    while (folder / INIT).is_file():
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts), str(folder)


def installed(path: str) -> bool:
    """Belongs to the interpreter or to an installed package, and is left as it is."""
    roots = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), *site.getsitepackages()}
    here = str(Path(__file__).resolve().parents[2])
    return (
        any(path.startswith(str(Path(root).resolve()) + os.sep) for root in [*roots, here]) or "site-packages" in path
    )
