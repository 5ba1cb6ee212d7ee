"""The package's two names: ``concurrency_katas`` in every project, and ``harness`` where the name is free."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[2]


def test_both_names_are_one_package_with_the_same_modules():
    import concurrency_katas
    import harness

    assert harness is concurrency_katas
    for name in ("explorer.run", "verdict", "plugin"):
        one, other = import_module(f"harness.{name}"), import_module(f"concurrency_katas.{name}")
        assert one is other
        assert one.__spec__.name == one.__name__ == f"concurrency_katas.{name}"


def test_a_module_runs_under_both():
    for package in ("harness", "concurrency_katas"):
        command = [sys.executable, "-m", f"{package}.world.model.page"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.stdout.startswith("# "), done.stderr


def test_a_function_with_the_name_of_its_module_stays():
    from concurrency_katas import checks

    function = checks.leak
    assert import_module("harness.checks.leak").leak is function
    assert checks.leak is function


def test_public_names_are_found_under_both():
    code = """
        from concurrency_katas import AnyOf, Blocks, Result, Stumble, Verdict, explore
        import harness
        assert [harness.AnyOf, harness.Blocks, harness.Result, harness.Stumble, harness.Verdict, harness.explore] == [
            AnyOf, Blocks, Result, Stumble, Verdict, explore]
        from harness.explore import explore as same
        assert same is explore
        try: harness.nothing
        except AttributeError as error: print(error)
        try: import harness.nothing
        except ModuleNotFoundError as error: print(error)
        """
    done = subprocess.run([sys.executable, "-c", dedent(code)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "module 'concurrency_katas' has no attribute 'nothing'", "No module named 'harness.nothing'"
    ]  # fmt: skip


OWN = """
    import threading

    class Rig:
        n = 0
        def lift(self):
            before = self.n
            self.n = before + 1
"""
TESTS = """
    import sys, threading
    import pytest
    import harness
    from harness import Rig
    from concurrency_katas import explore

    def lift_twice():
        assert "concurrency_katas" not in harness.__file__
        rig = Rig()
        threads = [threading.Thread(target=rig.lift) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        assert rig.n == 2

    def test_plain(): assert Rig().n == 0

    @pytest.mark.explore
    def test_marked(): lift_twice()

    def test_called():
        assert str(explore(lift_twice).verdict) == "wrong"
        assert sys.modules["harness"] is harness
"""


@pytest.mark.parametrize("command", [("-P", "-m", "pytest"), ("-m", "pytest")], ids=["pytest", "python -m pytest"])
@pytest.mark.parametrize("file", ["harness.py", "src/harness.py", "harness/__init__.py"])
def test_a_project_may_have_a_module_of_that_name(tmp_path, file, command):
    for path, text in ((file, OWN), ("test_rig.py", TESTS), ("pytest.ini", "[pytest]\npythonpath = . src\n")):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(dedent(text), encoding="utf-8")
    words = (*command, "-q", "-p", "no:cacheprovider")
    done = subprocess.run([sys.executable, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "1 failed, 2 passed" in done.stdout
    assert "rig.n == 2, but it was 1 == 2" in done.stdout
