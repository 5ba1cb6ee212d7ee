"""A file's top level is run again only where something of it has changed."""

import pytest

from harness.explorer.run import opened
from harness.program.function import Function
from harness.strategies.replay import FollowChoices
from harness.world.loader.loader import Loader
from harness.world.world import World

KEPT = {
    "a lock's name": "from threading import Lock, Condition, Semaphore\nfrom time import monotonic",
    "a class": "class A:\n    def f(self, x=(1, 2)): return x",
    "a table": "ORDER = {'NEW': 0, 'DONE': 1}\nNAMES = ['a', 'b']\nSEEN = {1, 2}",
    "a decorated function": "from functools import partial\ndef f(x): return x\ng = partial(f, 1)",
    "a class whose instance is copied": """
from copy import deepcopy
class A: pass
def main(): deepcopy(A())""",
    "chance": "from random import uniform\ndef main(): uniform(0, 1)",
    "an enumeration": "from enum import Enum\nclass E(Enum):\n    A = 1\ndef main(): assert E.A is E(1)",
    "a class of fields": """
from dataclasses import dataclass, field
@dataclass
class A:
    n: int = 0
    seen: list = field(default_factory=list)
def main(): assert A().n == 0""",
}
CHANGED = {
    "a list that grows": "seen = []\ndef main(): seen.append(1)",
    "a table that is written": "table = {'a': 0}\ndef main(): table['a'] += 1",
    "one thing for another in a list": "seen = [1, 2]\ndef main(): seen[:] = [2, 1]",
    "a name": "count = 0\ndef main():\n    global count\n    count += 1",
    "a field of a class": "class A:\n    n = 0\ndef main(): A.n += 1",
    "a field of a partial": "from functools import partial\nf = partial(print)\ndef main(): f.n = 1",
    "a field of a member": "from enum import Enum\nclass E(Enum):\n    A = 1\ndef main(): E.A.n = 1",
    "a closed-over name": """
def maker():
    n = 0
    def main():
        nonlocal n
        n += 1
    return main
main = maker()""",
}
ALWAYS = {
    "a lock": "from threading import Lock\nlock = Lock()\ndef main(): pass",
    "an instance in a list": "class A: pass\nall_of_them = [A()]\ndef main(): pass",
    "chance of one's own": "from random import Random\nuniform = Random(1).uniform\ndef main(): uniform(0, 1)",
    "an iterator": "numbers = iter([1, 2])\ndef main(): pass",
}


def loads(folder, text):
    """How often the file's top level is run in three executions."""
    file = folder / "program.py"
    file.write_text(text if "def main" in text or "main =" in text else f"{text}\ndef main(): pass")
    world = World(str(file))
    times, modules = 0, []

    def body():
        nonlocal times
        source = world.loader.files[str(file)]
        before = source.module
        module = world.loader.load(str(file))
        times += module is not before or before is None
        modules.append(module)
        module.main()

    for _ in range(3):
        assert world.run(body, FollowChoices([])).ending == "done"
    world.loader.leave()
    return times


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_cannot_have_changed_is_kept(tmp_path, text):
    assert loads(tmp_path, text) == 1


@pytest.mark.parametrize("text", (CHANGED | ALWAYS).values(), ids=CHANGED | ALWAYS)
def test_what_has_changed_or_could_have_is_made_anew(tmp_path, text):
    assert loads(tmp_path, text) == 3


HELPED = {
    "functions and classes": ("class A:\n    n = 0\ndef f(): return A()", "from helper import f\ndef main(): f()", 1),
    "a module of a package": ("NAMES = ['a']", "import package.inner\ndef main(): package.inner.NAMES", 1),
    "one that is imported while the program runs": ("n = 1", "def main():\n    import helper\n    helper.n", 3),
    "a class that the helper made": (
        "def made():\n    class A:\n        n = 0\n    return A",
        "from helper import made\nA = made()\ndef main():\n    A.n += 1\n    assert A.n == 1",
        3,
    ),
    "a name of the helper": ("n = 0", "import helper\ndef main():\n    helper.n += 1\n    assert helper.n == 1", 3),
    "a list of the helper": (
        "seen = []",
        "from helper import seen\ndef main():\n    seen.append(1)\n    assert seen == [1]",
        3,
    ),
    "a lock of the helper": ("from threading import Lock\nlock = Lock()", "import helper\ndef main(): pass", 3),
    "a module that is taken out": (
        "n = 0",
        "import sys, helper\ndef main():\n    assert sys.modules.pop('helper').n == 0\n    import helper",
        None,
    ),
}


def watched(monkeypatch):
    """The names of the modules whose top level is run from now on."""
    executed, plain = [], Loader._execute

    def execute(loader, module, path):
        executed.append(module.__name__)
        plain(loader, module, path)

    monkeypatch.setattr(Loader, "_execute", execute)
    return executed


@pytest.mark.parametrize(("helper", "text", "times"), HELPED.values(), ids=HELPED)
def test_modules_that_a_program_imports_are_kept_with_it(tmp_path, monkeypatch, helper, text, times):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text('"""Nothing."""\n')
    for name in ("helper.py", "package/inner.py"):
        (tmp_path / name).write_text(helper)
    file = tmp_path / "program.py"
    file.write_text(text)
    executed = watched(monkeypatch)
    with opened(Function(str(file), "main"), 0) as search:
        for _ in range(3):
            outcome = search.run(FollowChoices([]))
            assert outcome.ending == "done", search.world.scheduler.failure
    if times is not None:
        assert executed.count("package.inner" if "inner" in text else "helper") == times


def test_a_module_of_a_package_is_kept_with_the_package(tmp_path, monkeypatch):
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("from .helper import f\nLEVEL = 1\n")
    (package / "helper.py").write_text("def f(): return 1\n")
    (package / "program.py").write_text("from . import LEVEL, f\ndef main(): assert f() == LEVEL\n")
    executed = watched(monkeypatch)
    with opened(Function(str(package / "program.py"), "main"), 0) as search:
        for _ in range(3):
            assert search.run(FollowChoices([])).ending == "done"
    assert sorted(executed) == ["package", "package.helper", "package.program"]
