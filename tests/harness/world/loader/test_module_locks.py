"""Threads that import the same module at once: one loads it, and the others wait until it is complete."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.result import Result
from harness.verdict import Verdict

FILES = {
    "slow.py": "import threading\nlock = threading.Lock()\nLOADS = []\nwith lock:\n    LOADS.append(1)\nVALUE = 3\n",
    "shop/__init__.py": "from threading import Lock\nlock = Lock()\nwith lock: pass\n",
    "shop/till.py": "from threading import Lock\nlock = Lock()\nwith lock: pass\nVALUE = 3\n",
    "first.py": "import second\nONE = 1\n",
    "second.py": "import first\nTWO = 2\n",
    "waiting.py": "from threading import Thread as T\ndef f(): import waiting\nt = T(target=f)\nt.start()\nt.join()\n",
    "failing.py": "from threading import Lock\nlock = Lock()\nwith lock: pass\nraise ValueError('half')\n",
}


@pytest.fixture
def explored(tmp_path: Path) -> Callable[..., Result]:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def explore(*targets: str, after: str = "pass") -> Result:
        threads = "".join(f"def f{n}():\n{indented(one)}\n" for n, one in enumerate(targets))
        names = ", ".join(f"f{n}" for n in range(len(targets)))
        body = dedent(f"""
            threads = [Thread(target=one) for one in ({names},)]
            for one in threads: one.start()
            for one in threads: one.join()
            {after}
            """)
        text = f"from threading import Lock, Thread\nlock = Lock()\n{threads}\ndef main():\n{indented(body)}\n"
        (tmp_path / "program.py").write_text(text, encoding="utf-8")
        return run(Function(str(tmp_path / "program.py"), "main"), Budget(500))

    return explore


def indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


@pytest.mark.parametrize(
    "statement",
    [
        "import slow\nassert slow.VALUE == 3 and slow.LOADS == [1]",
        "from slow import VALUE",
        "from shop import till\nassert till.VALUE == 3",
        "import shop.till as till\nassert till.VALUE == 3",
        "import importlib\nassert importlib.import_module('shop.till').VALUE == 3",
    ],
)
def test_no_thread_sees_half_a_module(explored, statement: str) -> None:
    result = explored(statement, statement)
    assert result.passed, result.message
    assert result.exhaustive, result.message


def test_modules_that_import_each_other_are_no_deadlock(explored) -> None:
    after = "import first, second; assert (first.ONE, second.TWO) == (1, 2)"
    result = explored("import first", "import second", after=after)
    assert result.passed, result.message


def test_a_module_that_waits_for_a_thread_that_imports_it_is_a_deadlock(explored) -> None:
    assert explored("import waiting").verdict is Verdict.DEADLOCK


def test_a_module_that_fails_is_tried_by_the_next_thread_too(explored) -> None:
    statement = "try:\n    import failing\nexcept ValueError: pass\nelse: raise Warning"
    result = explored(statement, statement)
    assert result.passed, result.message


def test_which_thread_loads_a_module_is_explored(explored) -> None:
    loads = "import slow\nif slow.LOADS: slow.LOADS.append({0})"
    result = explored(loads.format(1), loads.format(2), after="import slow; assert slow.LOADS == [1, 1, 2]")
    assert result.verdict is Verdict.WRONG
