"""Modules of a program that set something up once per process do so in each execution, from the same beginning."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.strategies.replay import FollowChoices
from harness.verdict import Verdict
from harness.world.world import World

ONCE = {
    "a logger's handlers": """
        import logging
        log = logging.getLogger("shop")
        done = bool(log.handlers)
        log.addHandler(logging.NullHandler())
        """,
    "an importer": """
        import sys
        class Finder:
            name = __name__
            def find_spec(self, fullname, path=None, target=None): return None
        done = any(getattr(one, "name", "") == __name__ for one in sys.meta_path)
        sys.meta_path.append(Finder())
        """,
    "a path": "import sys\ndone = '/nowhere' in sys.path\nsys.path.append('/nowhere')\n",
    "a stub of a module": """
        import sys, types
        done = 'stub_of_shop' in sys.modules
        sys.modules['stub_of_shop'] = types.ModuleType('stub_of_shop')
        """,
    "another name of a module": """
        import sys
        done = 'another_shop' in sys.modules
        sys.modules['another_shop'] = sys.modules[__name__]
        """,
    "a variable of the environment": "import os\ndone = 'SHOP_DONE' in os.environ\nos.environ['SHOP_DONE'] = '1'\n",
    "a table of the standard library": """
        import mimetypes
        done = '.shop' in mimetypes.types_map
        mimetypes.types_map['.shop'] = 'text/shop'
        """,
    "a filter of warnings": """
        import warnings
        done = any('shop' in str(one) for one in warnings.filters)
        warnings.filterwarnings('ignore', message='shop')
        """,
    "a reducer of copyreg": """
        import copyreg
        class Till: pass
        done = any(kind.__name__ == 'Till' for kind in copyreg.dispatch_table)
        copyreg.pickle(Till, lambda till: 'till')
        """,
    "a function of the standard library": """
        import json
        done = hasattr(json, 'shop')
        json.shop = True
        """,
    "the arguments": "import sys\ndone = len(sys.argv) != 1\nsys.argv.append('more')\n",
}
PROGRAM = """
from threading import Lock, Thread
import shop

def program():
    assert not shop.done
    total, lock = [0], Lock()
    def add():
        with lock:
            total[0] += 1
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert total == [2]
"""


@pytest.mark.parametrize("text", ONCE.values(), ids=ONCE)
def test_what_is_set_up_once_per_process_is_no_difference_between_executions(tmp_path: Path, text: str) -> None:
    (tmp_path / "shop.py").write_text(dedent(text), encoding="utf-8")
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    path, finders = list(sys.path), list(sys.meta_path)
    result = run(Function(str(tmp_path / "program.py"), "program"), Budget(20))
    assert result.passed, result.message
    assert (sys.path, sys.meta_path) == (path, finders)
    assert not {"shop", "stub_of_shop", "another_shop"} & sys.modules.keys()


RANDOM = """
import random
def draw(): return [random.random() for _ in range(3)]
START = draw()
"""


def test_random_numbers_that_only_a_module_draws_are_the_same_in_all_executions(tmp_path: Path) -> None:
    (tmp_path / "numbers_of_shop.py").write_text(RANDOM, encoding="utf-8")
    (tmp_path / "inner.py").write_text("import numbers_of_shop\ndraw = numbers_of_shop.draw\n", encoding="utf-8")
    file = tmp_path / "program.py"
    file.write_text("def here():\n    import inner, numbers_of_shop\n    return numbers_of_shop.START, inner.draw()\n")
    world, drawn = World(str(file)), []
    for _ in range(3):
        world.run(lambda: drawn.append(world.loader.load(str(file)).here()), FollowChoices([]))
    assert drawn[0] == drawn[1] == drawn[2]


def test_a_large_program_is_no_hang(tmp_path: Path) -> None:
    folder = tmp_path / "big"
    folder.mkdir()
    count = 40
    (folder / "__init__.py").write_text("".join(f"from . import part{n}\n" for n in range(count)), encoding="utf-8")
    for n in range(count):
        lines = (f"def function_{k}(first, *rest, **named):\n    return sorted(named.items())\n" for k in range(20))
        (folder / f"part{n}.py").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "program.py").write_text(PROGRAM.replace("import shop", "import big as shop; shop.done = 0"))
    program = Function(str(tmp_path / "program.py"), "program")
    assert len(program.files) == count + 2
    result = run(program, Budget(20))
    assert result.verdict is Verdict.PASS, result.message
