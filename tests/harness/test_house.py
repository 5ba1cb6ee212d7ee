"""The rules of the house that no other tool holds: sizes, imports of the learner's rooms, one command in all places."""

import ast
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TALLEST = 400
FREE_THREADED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))


def files(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def test_a_file_of_the_harness_is_one_idea():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files("harness")}
    assert lengths
    tall = {str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > TALLEST}
    assert not tall, f"more than {TALLEST} lines, so more than one idea"


def test_stubs_and_solutions_import_the_standard_library_only():
    paths = files("katas", "solutions", "tests/wrong", "tests/right")
    assert paths
    foreign = {str(path.relative_to(ROOT)): names for path in paths if (names := foreign_imports(path))}
    assert not foreign


def foreign_imports(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}


def test_every_kata_has_a_stub_a_solution_and_a_contract():
    rooms = {
        "katas": {path.stem for path in (ROOT / "katas").glob("*.py")},
        "solutions": {path.stem for path in (ROOT / "solutions").glob("*.py")},
        "tests/katas": {path.stem.removeprefix("test_") for path in (ROOT / "tests/katas").glob("test_*.py")},
    }
    every = set.union(*rooms.values())
    assert every
    assert {room: every - names for room, names in rooms.items() if every - names} == {}


def readme_commands():
    """The lines of the README's first two blocks of shell: POSIX, then Windows, of each."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [block.strip() for block in re.findall(r"^```(?:sh|bat)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)][:4]


def test_the_test_command_is_the_same_everywhere():
    _, _, posix, windows = readme_commands()
    script = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert script[-1] == posix
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert f"run: {posix}\n" in workflow
    assert f"run: {windows}\n" in workflow


def test_both_commands_begin_with_nothing_but_python():
    demo, demo_windows, tests, tests_windows = readme_commands()
    for command in (demo, tests):
        assert command.startswith("python3 -m venv .venv && ")
    for command in (demo_windows, tests_windows):
        assert command.startswith("python -m venv .venv && ")
    assert demo.endswith("kata demo")
    assert demo_windows.endswith("kata demo")


def test_pre_commit_uses_the_linters_of_the_lint_extra():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {name for name in project["optional-dependencies"]["lint"] if name.startswith("ruff==")}
    theirs = set(re.findall(r"ruff==[\d.]+", (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")))
    assert ours == theirs


@pytest.mark.skipif(not FREE_THREADED, reason="this build has a GIL")
def test_the_gil_stays_off():
    modules = "harness.explore, harness.workers.worker, harness.plugin, harness.cli.main"
    code = f"import {modules}, sys; print(sys._is_gil_enabled())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False", done.stderr
