"""Public libraries, unedited, at a version with a known thread bug, which is found, and at its fix, which passes.

``cases.toml`` has the versions; ``drive_NAME.py`` is the program. The drivers are not called after their libraries,
because a file beside the program hides an installed package of that name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CASES: dict[str, dict[str, Any]] = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))
SCHEDULES = 1_000
MAIN = "from concurrency_katas.cli.main import main; main()"
PATIENCE = 900
"""Seconds for one library: the slowest takes two minutes."""

pytestmark = pytest.mark.slow


@cache
def installed(folder: Path, *requirements: str) -> str:
    """Return a folder into which packages are installed, or why they cannot be."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]
    pip = subprocess.run(
        [*command, "--target", str(folder), *requirements], capture_output=True, text=True, check=False
    )
    if pip.returncode:
        pytest.skip(f"pip cannot install {' '.join(requirements)}: {pip.stderr.strip().splitlines()[-1:]}")
    return str(folder)


def explored(name: str, version: str, session: Path) -> dict[str, Any]:
    """Return the report on a library's driver; ``version`` is "buggy" or "fixed"."""
    case = CASES[name]
    needs = [*case["needs"], *case.get(f"{version}_needs", ())]
    folder = installed(session / f"{name}-{version}" / "site-packages", f"{case['package']}=={case[version]}", *needs)
    inside = [part for package in case["inside"] for part in ("--inside", package)]
    command = [sys.executable, "-c", MAIN, "explore", f"{HERE / f'drive_{name}.py'}::scenario", *inside]
    done = subprocess.run(
        [*command, "--schedules", str(SCHEDULES), "--jobs", "1", "--json"],
        cwd=session, env={**os.environ, "PYTHONPATH": folder}, capture_output=True, text=True, check=False,
        timeout=PATIENCE,
    )  # fmt: skip
    assert done.stdout, done.stderr[-2_000:]
    result: dict[str, Any] = json.loads(done.stdout)["results"][0]
    return result


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which the libraries are installed."""
    return tmp_path_factory.mktemp("libraries")


@pytest.mark.parametrize("name", CASES)
def test_the_known_bug_is_found(name: str, session: Path) -> None:
    result = explored(name, "buggy", session)
    assert (result["verdict"], CASES[name]["says"] in result["message"]) == (CASES[name]["verdict"], True), result


@pytest.mark.parametrize("name", CASES)
def test_the_fixed_version_passes(name: str, session: Path) -> None:
    result = explored(name, "fixed", session)
    assert result["verdict"] == "pass", result["message"]


def pytested(session: Path, name: str, version: str, file: Path) -> subprocess.CompletedProcess[str]:
    """Return pytest's run of a file with a library of a version that has been installed by ``explored``."""
    env = {**os.environ, "PYTHONPATH": str(session / f"{name}-{version}" / "site-packages")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", str(file)]
    return subprocess.run(command, cwd=session, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE)


@pytest.mark.parametrize("name", CASES)
def test_a_kept_order_fails_on_the_bug_and_passes_on_the_fix(name: str, session: Path) -> None:
    token = explored(name, "buggy", session)["replay"]
    explored(name, "fixed", session)  # installs it
    test = session / f"test_kept_{name}.py"
    env = {**os.environ, "PYTHONPATH": str(session / f"{name}-buggy" / "site-packages")}
    keep = [sys.executable, "-c", MAIN, "keep", token, "-o", str(test)]
    kept = subprocess.run(keep, cwd=session, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert kept.returncode == 0, kept.stderr
    failing = pytested(session, name, "buggy", test)
    assert (failing.returncode, CASES[name]["says"] in failing.stdout.replace("\n", " ")) == (1, True), failing.stdout
    passing = pytested(session, name, "fixed", test)
    assert passing.returncode == 0, passing.stdout
