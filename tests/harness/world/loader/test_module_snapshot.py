"""A file's top level is run again only where something of it has changed."""

import pytest

from harness.strategies.replay import FollowChoices
from harness.world import World

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
