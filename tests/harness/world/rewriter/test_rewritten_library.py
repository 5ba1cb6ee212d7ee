"""Modules of the standard library mean the same rewritten, as CPython's own tests of them see it.

Nobody here wrote that code or those tests, so what they hold of Python is not what the rewriter's
author thought of. Each module runs through its tests twice, as it is and rewritten, each time in a
process of its own (``rewritten_library.py`` says why), and every single test must end the same way.
"""

from __future__ import annotations

import importlib.util
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import harness

RUNNER = Path(__file__).with_name("rewritten_library.py")
LIBRARY: dict[str, str] = runpy.run_path(str(RUNNER))["LIBRARY"]
QUICK = set("bisect dataclasses functools string".split())
SPLIT = {"pickle"}
"""Takes as long as a dozen others, so not in the process where all are rewritten together."""

LEFT_OUT = {
    "test.test_argparse.TestFileTypeOpenArgs.test_open_args": (
        "puts a mock for open() into builtins, and a rewritten module has a copy of them, as in loader.py"
    ),
    "test.test_functools.TestLRUPy.test_lru_reentrancy_with_len": (
        "puts a rewritten function for len() into builtins, which the runtime uses, too; a program has a copy of them"
    ),
}
"""Tests that end differently, with the reason."""

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("test") is None or importlib.util.find_spec("test.support") is None,
    reason="this Python comes without CPython's own tests (the package test)",
)


def results(place: Path, modules: list[str], *options: str) -> dict[str, dict[str, Any]]:
    """What the runner says of modules."""
    place.mkdir()  # some tests write files where they are
    ended = subprocess.run(
        [sys.executable, str(RUNNER), *modules, *options],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(Path(harness.__file__).parents[1]), "PYTHONHASHSEED": "0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="backslashreplace",
    )
    sys.stderr.write(ended.stderr)  # how tests failed; pytest shows it when this one fails
    assert ended.returncode == 0
    found = {one["module"]: one for one in map(json.loads, ended.stdout.splitlines())}
    assert list(found) == modules
    return found


def different(plain: dict[str, Any], rewritten: dict[str, Any]) -> list[str]:
    """The tests that did not end the same way."""
    assert any("ok" in ended for ended in plain["outcomes"].values()), "no test passed"
    assert not [name for name in plain["outcomes"] if "_FailedTest" in name], "a file of tests cannot be imported"
    assert "points" not in plain
    assert rewritten["points"] > 0, "no rewritten code was run"
    before, after = plain["outcomes"], rewritten["outcomes"]
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def left_out(plain: dict[str, Any]) -> list[str]:
    """Those of whom we know; a test that ends the same way after all must leave the list."""
    return sorted(LEFT_OUT.keys() & plain["outcomes"].keys())


def compare(place: Path, modules: list[str]) -> None:
    plain = results(place / "plain", modules, "--plain")
    rewritten = results(place / "rewritten", modules)
    there = [name for name in modules if plain[name]["outcomes"]]
    expected = {name: left_out(plain[name]) for name in there}
    assert {name: different(plain[name], rewritten[name]) for name in there} == expected
    missing = [f"test_{file}" for name in modules for file in plain[name]["missing"]]
    if missing:
        pytest.skip(f"the same where it was run, but this Python has no {', '.join(missing)}")


@pytest.mark.parametrize(
    "module", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in LIBRARY]
)
def test_a_rewritten_module_does_in_its_own_tests_what_it_did(module: str, tmp_path: Path) -> None:
    compare(tmp_path, [module])


@pytest.mark.slow
def test_all_modules_rewritten_together_do_what_they_did(tmp_path: Path) -> None:
    compare(tmp_path, [name for name in LIBRARY if name not in SPLIT])
