"""The two builds of the core, pure and compiled: one source, the same schedules."""

import ast
import importlib
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

import pytest

from harness.course.learner.doctor import is_compiled
from harness.workers.hardening.audit_hook import FIELDS, SHARED

ROOT = Path(__file__).parents[3]
TOOL = runpy.run_path(str(ROOT / "tools" / "compile_core.py"))
DECLARED = sorted((ROOT / "harness").rglob("*.pxd"))


def declared_fields(text):
    """The fields of each class that a text of declarations names."""
    found = {}
    for line in text.splitlines():
        if header := re.match(r"cdef class (\w+)", line):
            fields = found[header[1]] = set()
        elif field := re.match(r"    cdef (?:public )?(?:\w+|long long) ((?:\w+, )*\w+)$", line):
            fields |= set(field[1].split(", "))
    return found


@pytest.mark.parametrize("path", DECLARED, ids=lambda path: path.name)
def test_a_declaration_names_the_slots_of_its_class(path):
    name = path.relative_to(ROOT / "harness").with_suffix("").as_posix().replace("/", ".")
    module = importlib.import_module(f"concurrency_katas.{name}")
    for kind, fields in declared_fields(path.read_text(encoding="utf-8")).items():
        assert fields == set(vars(getattr(module, kind))["__slots__"]), f"{path.name}: {kind}"


def test_every_module_of_the_core_has_a_source_and_every_declaration_a_module():
    modules = set(TOOL["MODULES"])
    assert all((ROOT / "harness" / f"{module}.py").is_file() for module in modules)
    assert {path.relative_to(ROOT / "harness").with_suffix("").as_posix() for path in DECLARED} <= modules


@pytest.mark.parametrize("module", TOOL["MODULES"])
def test_no_module_of_the_core_does_what_needs_a_frame_of_its_own(module):
    """The audit hook takes the nearest frame for the one that looks, and references are counted by frame, too."""
    tree = ast.parse((ROOT / "harness" / f"{module}.py").read_text(encoding="utf-8"))
    names = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    assert not names & FIELDS
    assert not names & {event.rpartition(".")[2] for event in SHARED}
    assert "getrefcount" not in names


def test_no_extension_module_is_older_than_its_source():
    old = []
    for module in TOOL["MODULES"]:
        made = ROOT / "harness" / (module + TOOL["suffix"]())
        sources = [path for end in (".py", ".pxd") if (path := ROOT / "harness" / (module + end)).exists()]
        if made.exists() and made.stat().st_mtime < max(path.stat().st_mtime for path in sources):
            old.append(module)
    assert not old, "compile again, or return to the pure build: python tools/compile_core.py --clean"


def test_all_modules_are_of_one_build():
    files = {module: find_spec(f"concurrency_katas.{module.replace('/', '.')}").origin for module in TOOL["MODULES"]}
    assert {not file.endswith(".py") for file in files.values()} == {is_compiled()}


@pytest.mark.skipif("KATA_BUILD" not in os.environ, reason="KATA_BUILD does not say which build is to be tested")
def test_the_build_is_the_one_that_was_asked_for():
    assert ("compiled" if is_compiled() else "pure") == os.environ["KATA_BUILD"]


def missing_tool():
    """What is missing to compile the core, or ""."""
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        return "a free-threaded build of Python has no compiled core"
    for name in ("Cython", "setuptools"):
        if find_spec(name) is None:
            return f'{name} is missing: pip install -e ".[compile]"'
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    return "" if sys.platform == "win32" or shutil.which(compiler) else f"there is no compiler {compiler}"


def schedules(home):
    """What ``schedules_of_a_build.py`` prints for the package in a folder."""
    script = Path(__file__).parent / "schedules_of_a_build.py"
    command = [sys.executable, str(script), str(home), str(ROOT / "benchmarks")]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": ""}
    done = subprocess.run(command, capture_output=True, text=True, cwd=home, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


HANDLERS = """
class Manager:
    def __init__(self):
        self.seen = []

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.seen.append(what)
        return True


def returns(key, *more):
    taken = [key, more]
    try:
        return {}[key]
    except KeyError as error:
        return error, taken


def left(key):
    manager = Manager()
    with manager:
        {}[key]
    return manager.seen


def cleans_up(key, seen):
    try:
        {}[key]
    finally:
        seen.append(key)


def raises_again(key):
    try:
        {}[key]
    except KeyError:
        raise
"""
"""Functions that handle an exception of C, each in another way."""
USE = """
import sys
from concurrency_katas.handlers import cleans_up, left, raises_again, returns

for _ in range(1000):
    error, taken = returns("key", 1)
    assert type(error) is KeyError and taken == ["key", (1,)]
    [(kind, error, trace)] = left("key")
    assert (kind, error.args, trace) == (KeyError, ("key",), None)
    for function in (raises_again, lambda key: cleans_up(key, [])):
        try:
            function("key")
        except KeyError as error:
            files = [error.__traceback__.tb_frame.f_code.co_filename]
            assert error.args == ("key",)
        else:
            raise AssertionError
assert files == ["<string>"]
"""


@pytest.mark.slow
@pytest.mark.skipif(bool(missing_tool()), reason=missing_tool())
def test_compiled_code_handles_exceptions_without_a_traceback(tmp_path, monkeypatch):
    package = tmp_path / "concurrency_katas"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "handlers.py").write_text(HANDLERS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    TOOL["_translate_and_build"](tmp_path, ("handlers",))
    (package / "handlers.py").unlink()
    done = subprocess.run([sys.executable, "-c", USE], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.timeout(900)  # a minute for the compiler, and several on a machine that is busy
@pytest.mark.skipif(bool(missing_tool()), reason=missing_tool())
def test_both_builds_run_the_same_schedules(tmp_path):
    found = {}
    for build in ("pure", "compiled"):
        home = tmp_path / build
        for folder in ("harness", "concurrency_katas"):
            ignored = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
            shutil.copytree(ROOT / folder, home / folder, ignore=ignored)
        if build == "compiled":
            TOOL["compile_core"](home / "harness")
        found[build] = schedules(home)
        assert found[build]["core"].endswith(".py") is (build == "pure")
        assert Path(found[build]["core"]).is_relative_to(home)
    assert found["compiled"]["digests"] == found["pure"]["digests"]
