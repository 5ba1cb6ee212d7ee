"""Modules of a program have their own names, and Python's own import machinery finds them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from harness.explore import explore
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.result import Result
from harness.strategies.replay import FollowChoices
from harness.world.world import World

FILES = {
    "shop/__init__.py": "",
    "shop/till.py": """
        import sys
        from dataclasses import dataclass
        HERE = sys.modules[__name__]
        COUNT = []
        @dataclass
        class Till:
            n: "int" = 0
        """,
    "shop/first.py": "from shop import second\ndef f(): return second.g()\n",
    "shop/second.py": "import shop.first as first\ndef g(): return first.__name__\n",
    "shop/lazy.py": """
        def __getattr__(name):
            if name != 'late':
                raise AttributeError(name)
            return 'made late'
        """,
    "shop/halves.py": "from shop.other_half import x\ny = 1\n",
    "shop/other_half.py": "from shop.halves import y\nx = 1\n",
    "parts/deep/one.py": "from . import two\nfrom .two import n as m\n",
    "parts/deep/two.py": "n = 2\n",
    "app/__init__.py": "",
    "app/tools.py": "import helpers\nFOUND = helpers.WHERE\n",
    "app/helpers.py": "WHERE = 'inside the package'\n",
    "app/alone.py": "import only_inside\n",
    "app/only_inside.py": "",
    "helpers.py": "WHERE = 'beside the package'\n",
    "changing.py": "import helpers\nloads = globals().get('loads', 0) + 1\n",
}
"""A program's own modules: a package, a namespace package, and files beside."""
TEXTS = (Path(__file__).parent / "statements.txt").read_text(encoding="utf-8").split("\n\n")
STATEMENTS = dict(text.removeprefix("# ").split("\n", 1) for text in TEXTS)
"""Statements that hold in Python itself, by what they show."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")
    return tmp_path


@pytest.fixture
def explored(project: Path) -> Callable[[str], Result]:
    def explore_statements(statements: str) -> Result:
        file = project / "scenario.py"
        file.write_text(f"def here():\n{indent(statements, '    ')}\n", encoding="utf-8")
        return run(Function(str(file), "here"), Budget(20))

    return explore_statements


@pytest.mark.parametrize("statements", STATEMENTS.values(), ids=STATEMENTS)
def test_what_holds_in_python_holds_in_a_world_and_the_process_stays_as_it_was(explored, statements: str) -> None:
    modules, path, arguments, finders = dict(sys.modules), list(sys.path), sys.argv, list(sys.meta_path)
    result = explored(statements)
    assert result.passed, result.message
    changed = {name for name, module in modules.items() if sys.modules.get(name) is not module}
    assert not changed
    own = ("shop", "parts", "app", "helpers", "scenario", "changing", "stub", "only_inside", "from_a_file")
    assert not [name for name in sys.modules.keys() - modules.keys() if name.partition(".")[0] in own]
    assert (sys.path, sys.argv, sys.meta_path) == (path, arguments, finders)


@pytest.mark.parametrize("statements", STATEMENTS.values(), ids=STATEMENTS)
def test_they_do_hold_in_python(project: Path, statements: str) -> None:
    (project / "scenario.py").write_text(f"def here():\n{indent(statements, '    ')}\n", encoding="utf-8")
    main = "import sys, scenario; sys.path[0], sys.argv = sys.argv[1], [scenario.__file__]; scenario.here()"
    command = [sys.executable, "-c", main, str(project)]
    ran = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_two_worlds_do_not_see_each_others_modules(project: Path) -> None:
    (project / "scenario.py").write_text("from shop import till\ndef here(): till.COUNT.append(1)\n", encoding="utf-8")
    file = str(project / "scenario.py")
    one, other = World(file), World(file)
    seen = []

    def body(world: World) -> None:
        module = world.loader.load(file)
        module.here()
        seen.append((module.till, list(module.till.COUNT), sys.modules["shop.till"]))

    for world in (one, other, one):
        assert world.run(lambda world=world: body(world), FollowChoices([])).ending == "done"
        assert "shop.till" not in sys.modules
    assert len({id(module) for module, _, _ in seen}) == 3
    assert all(count == [1] and entry is module for module, count, entry in seen)


def test_the_copy_that_the_process_itself_has_imported_is_not_the_worlds(project: Path, monkeypatch) -> None:
    monkeypatch.syspath_prepend(project)
    monkeypatch.delitem(sys.modules, "scenario", raising=False)
    text = "from shop import till\ndef here():\n    till.COUNT.append(1)\n    assert till.COUNT == [1]\n"
    (project / "scenario.py").write_text(text, encoding="utf-8")
    import scenario  # type: ignore[import-not-found]  # a file that the test writes

    real = sys.modules["shop.till"]
    try:
        assert explore(scenario.here).passed
        assert scenario.till.COUNT == []
        assert sys.modules["shop.till"] is real is scenario.till
    finally:
        for name in ("scenario", "shop", "shop.till"):
            sys.modules.pop(name, None)


@pytest.mark.parametrize("name", ["queue", "typer", "concurrency_katas", "enum", "pytest"])
def test_no_module_that_the_process_needs_is_replaced(project: Path, name: str) -> None:
    __import__(name)
    real = sys.modules[name]
    (project / f"{name}.py").write_text("OWN = True\n", encoding="utf-8")
    text = f"import sys, {name}\ndef here():\n    return {name}, sys.modules['{name}']\n"
    (project / "scenario.py").write_text(text, encoding="utf-8")
    found = []
    world = World(str(project / "scenario.py"))
    world.run(lambda: found.extend(world.loader.load(world.target).here()), FollowChoices([]))
    assert found[1] is real is sys.modules[name]
    assert hasattr(found[0], "OWN") == (name in ("queue", "typer", "enum"))


@pytest.mark.parametrize(
    ("stem", "name"), [("my-file", "my-file"), ("enum", "script_enum"), ("__main__", "script___main__")]
)
def test_the_file_under_test_has_the_name_of_its_stem(project: Path, stem: str, name: str) -> None:
    file = project / f"{stem}.py"
    file.write_text(f"def here():\n    assert __name__ == {name!r}, __name__\n", encoding="utf-8")
    result = run(Function(str(file), "here"), Budget(20))
    assert result.passed, result.message


def test_a_class_of_its_own_with_the_name_of_a_simulated_one_is_traced(project: Path) -> None:
    (project / "queue.py").write_text("class Queue:\n    n = 0\n    def put(self): self.n += 1\n", encoding="utf-8")
    text = """
        import threading, logging, concurrent.futures
        from queue import Queue
        def here():
            one = Queue()
            threads = [threading.Thread(target=one.put) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            assert one.n == 2
        """
    (project / "scenario.py").write_text(dedent(text), encoding="utf-8")
    result = run(Function(str(project / "scenario.py"), "here"), Budget(50))
    assert not result.passed


def test_the_threads_of_a_module_that_is_loaded_from_a_file_are_explored(project: Path) -> None:
    racy = """
        import threading
        def race():
            total = [0]
            def add(): total[0] += 1
            threads = [threading.Thread(target=add) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            assert total == [2]
        """
    (project / "racy.py").write_text(dedent(racy), encoding="utf-8")
    text = f"""
        from importlib.util import module_from_spec, spec_from_file_location
        def here():
            spec = spec_from_file_location("loaded", {str(project / "racy.py")!r})
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            module.race()
        """
    (project / "scenario.py").write_text(dedent(text), encoding="utf-8")
    assert not run(Function(str(project / "scenario.py"), "here"), Budget(50)).passed
