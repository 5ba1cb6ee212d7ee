"""Runs small programs on real threads, and sees to it that none of their threads is left."""

import _thread
import sys
import threading
import time
from pathlib import Path

import pytest

from harness.program.clause import Clause
from harness.program.function import Function
from harness.stress import Stress
from harness.world.loader.own_modules import ProgramLoader

HERE = Path(__file__).parent


@pytest.fixture
def stress():
    """Stress a function of wrong_programs.py, or of another file beside it."""

    def run(function, runs=6, seed=0, file="wrong_programs.py", **words):
        return Stress(Function(str(HERE / file), function), seed).run(runs, **words)

    return run


@pytest.fixture
def kata(tmp_path):
    """Stress one clause of a contract: kata(source of the kata, source of the clause)."""

    def run(source, clause, allow="any", runs=6, spin=False, seed=0, **words):
        target, contract = tmp_path / "x.py", tmp_path / "test_x.py"
        target.write_text(source, encoding="utf-8")
        mark = f'import pytest\n\npytestmark = pytest.mark.kata("x", allow="{allow}", spin={spin})\n\n\n'
        contract.write_text(mark + clause, encoding="utf-8")
        return Stress(Clause("x", str(contract), "test_it", str(target)), seed).run(runs, **words)

    return run


@pytest.fixture(autouse=True)
def _nothing_is_left_behind():
    before = idents(), real_threading(), sys.getswitchinterval(), sys.stdout, set(sys.modules)
    yield
    for _ in range(100):  # a thread of the test itself may be on its way out
        if idents() <= before[0]:
            break
        time.sleep(0.005)
    assert idents() <= before[0]
    assert real_threading() == before[1]
    assert (sys.getswitchinterval(), sys.stdout) == before[2:4]
    assert not {name for name in set(sys.modules) - before[4] if isinstance(_loader(name), ProgramLoader)}


def _loader(name):
    return getattr(getattr(sys.modules[name], "__spec__", None), "loader", None)


def idents():
    return set(sys._current_frames())


def real_threading():
    """What a patched ``threading`` would show."""
    names = ("Thread", "Lock", "RLock", "Condition", "Semaphore", "Event", "excepthook", "get_ident", "current_thread")
    return [vars(threading)[name] for name in names], threading.enumerate(), _thread.start_new_thread, time.sleep
