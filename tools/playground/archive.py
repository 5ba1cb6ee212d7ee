"""The archives of Python files that the page loads: what Pyodide needs to start, and all that the engine needs."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from .files import LIBRARY, PACKAGES

WHOLE = ("_pyodide", "pyodide", "encodings")
"""Packages of which Pyodide may import any module while it starts."""
IMPORTED = "import json, sys, unittest.mock, pytest, harness.playground.session; print(json.dumps([*sys.modules]))"


def compiled(source: Path) -> Path:
    """Return where the compiled file of a source lies."""
    return source.parent / "__pycache__" / f"{source.stem}.cpython-314.pyc"


def shrink(root: Path, tree: Path) -> None:
    """Remove what is not needed: the sources of packages, and compiled modules of the library that nothing imports.

    The library's sources stay: programs import them, and the engine compiles them anew for simulated threads.

    Args:
        root: the clone.
        tree: the compiled files.
    """
    packages = tree / PACKAGES
    for source in packages.rglob("*.py"):
        if "concurrency_katas" not in source.parts and compiled(source).is_file():
            compiled(source).replace(source.with_suffix(".pyc"))
            source.unlink()
    shown = subprocess.run([sys.executable, "-c", IMPORTED], cwd=root, check=True, capture_output=True, text=True)
    wanted = {_module_file(tree / LIBRARY, name) for name in json.loads(shown.stdout)}
    for source in (tree / LIBRARY).rglob("*.py"):
        if packages not in source.parents and source not in wanted:
            compiled(source).unlink(missing_ok=True)


def _module_file(library: Path, name: str) -> Path:
    path = library.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def boot_library(tree: Path, imported: Path, target: Path) -> None:
    """Write the part of the standard library that Pyodide needs to start, compiled.

    Args:
        tree: the compiled files.
        imported: the list of the files that it imports.
        target: the archive.
    """
    library = tree / LIBRARY
    sources = {library / name for name in json.loads(imported.read_text(encoding="utf-8"))}
    sources |= {one for name in WHOLE for one in (library / name).rglob("*.py")}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for source in sorted(sources):
            place = source.relative_to(library).with_suffix(".pyc").as_posix()
            archive.writestr(zipfile.ZipInfo(place), compiled(source).read_bytes(), zipfile.ZIP_DEFLATED, 9)


def pack(tree: Path, target: Path) -> None:
    """Write the archive of all. Equal files make an equal archive, so that a browser need not load it again."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path in sorted(one for one in tree.rglob("*") if one.is_file()):
            entry = tarfile.TarInfo(path.relative_to(tree).as_posix())
            entry.size = path.stat().st_size
            tar.addfile(entry, io.BytesIO(path.read_bytes()))
    target.write_bytes(gzip.compress(raw.getvalue(), 9, mtime=0))


def empty_lock(source: Path, target: Path) -> None:
    """Write Pyodide's list of packages without packages: the page installs none."""
    info = json.loads(source.read_text(encoding="utf-8"))["info"]
    target.write_text(json.dumps({"info": info, "packages": {}}) + "\n", encoding="utf-8")
