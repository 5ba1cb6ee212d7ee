"""The playground's files: a static page that needs nothing but a server of files.

Run it: ``python tools/build_playground.py`` writes ``build/site/playground``. It needs Node and npm (to bundle the page
and to compile Python with Pyodide), and pip's index (for the wheels that the engine imports).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from playground import archive, content, files, icons, offline

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
TARGET = ROOT / "build" / "site" / "playground"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")


def build(target: Path = TARGET) -> None:
    """Write the playground into a folder, in place of what is there.

    Raises:
        subprocess.CalledProcessError: npm, Node or pip failed; it has said why.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    _install()
    with tempfile.TemporaryDirectory() as folder:
        tree, imported = Path(folder) / "tree", Path(folder) / "imported.json"
        files.collect(ROOT, SITE, tree)
        subprocess.run(["node", "compile/compile_python.mjs", str(tree), str(imported)], cwd=SITE, check=True)
        _pyodide(target / "pyodide")
        archive.boot_library(tree, imported, target / "pyodide" / "python_stdlib.zip")
        archive.shrink(ROOT, tree)
        archive.pack(tree, target / "python.tar.gz")
    subprocess.run(["npm", "run", "--silent", "bundle", "--", f"--outdir={target}"], cwd=SITE, check=True)
    shutil.copytree(SITE / "static", target, dirs_exist_ok=True)
    content.write(ROOT, target)
    icons.write(target)
    offline.write(target)


def _install() -> None:
    """Install the packages of the lock file, unless they are there."""
    marker = SITE / "node_modules" / ".package-lock.json"
    if not marker.is_file() or marker.stat().st_mtime < (SITE / "package-lock.json").stat().st_mtime:
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=SITE, check=True)


def _pyodide(target: Path) -> None:
    """Copy what Pyodide needs at run time; its list of packages, which the page never installs, is left empty."""
    source = SITE / "node_modules" / "pyodide"
    target.mkdir()
    for name in PYODIDE:
        shutil.copyfile(source / name, target / name)
    archive.empty_lock(source / "pyodide-lock.json", target / "pyodide-lock.json")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
