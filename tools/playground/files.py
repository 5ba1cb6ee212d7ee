"""The Python files of the page: the standard library, the harness as a wheel has it, and the wheels that it imports."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

VERSION = "3.14"
LIBRARY = Path(f"lib/python{VERSION}")
PACKAGES = LIBRARY / "site-packages"
WORKSPACE = Path("kata")
WHEELS = (
    "pytest", "pluggy", "iniconfig", "packaging", "pygments",  # every contract imports pytest
    "jinja2", "rich",  # reports
)  # fmt: skip
SAFE = "markupsafe"
"""Its wheels have native code; the module works without it."""
LEFT_OUT = ("cli", "debugger", "soak", "plugin.py", "course/authoring", "course/quiz")
"""Parts of the harness that no page imports."""
HANDED_OUT = ("katas", "solutions", "tests/katas")
SKIPPED = re.compile(
    r"__pycache__|\.dist-info/|\.data/|\.(so|pyi|c)$|/$"
    r"|^(idlelib|lib2to3|ensurepip|turtledemo|pydoc_data)/"
    r"|^pygments/(lexers|styles|formatters|filters)/(?!__init__|_mapping|python|diff|default|_utils|terminal\.)"
)
"""Names in archives that the page does without: the lexers of other languages, native code, development tools."""


def collect(root: Path, site: Path, tree: Path) -> None:
    """Put all files into a folder, where they lie in the page.

    Args:
        root: the clone.
        site: its folder with the page.
        tree: an empty folder.
    """
    _unzip(site / "node_modules" / "pyodide" / "python_stdlib.zip", tree / LIBRARY)
    packages = tree / PACKAGES
    _wheels(packages)
    harness(root, packages / "concurrency_katas")
    shutil.copyfile(site / "python" / "start.py", packages / "start.py")
    for folder in ("katas", "tests/katas"):
        for path, text in _committed(root, folder):
            _write(tree / WORKSPACE / path, text)


def harness(root: Path, package: Path) -> None:
    """Put the package there as a wheel has it, without the parts that no page imports."""
    for path, text in _committed(root, "concurrency_katas"):
        _write(package.parent / path, text)
    for path, text in _committed(root, "harness"):
        inner = path.removeprefix("harness/")
        if not any(inner == part or inner.startswith(f"{part}/") for part in LEFT_OUT):
            _write(package / path, text)
    for folder in HANDED_OUT:
        for path, text in _committed(root, folder):
            _write(package / "harness" / "_handout" / path, text)


def _committed(root: Path, folder: str) -> list[tuple[str, bytes]]:
    """Return the files of a folder that git knows: stubs as they were committed, all other files as they are."""
    listed = subprocess.run(["git", "-C", str(root), "ls-files", folder], check=True, capture_output=True, text=True)
    found = []
    for path in listed.stdout.splitlines():
        if path.startswith("katas/"):
            shown = subprocess.run(["git", "-C", str(root), "show", f"HEAD:{path}"], check=True, capture_output=True)
            found.append((path, shown.stdout))
        elif (root / path).is_file():
            found.append((path, (root / path).read_bytes()))
    return found


def _wheels(packages: Path) -> None:
    """Download the wheels and unpack them without native code."""
    folder = packages / "wheels"
    folder.mkdir(parents=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    pip += ["--only-binary=:all:", "--dest", str(folder)]
    subprocess.run([*pip, "--python-version", VERSION, "--platform", "any", *WHEELS], check=True)
    subprocess.run([*pip, SAFE], check=True)
    for wheel in sorted(folder.glob("*.whl")):
        _unzip(wheel, packages)
    shutil.rmtree(folder)


def _unzip(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if not SKIPPED.search(name):
                _write(folder / name, file.read(name))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
