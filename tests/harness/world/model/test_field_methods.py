"""The methods of C that read or write a field are seen, or said not to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function

PROGRAM = """import threading, types

class Slotted:
    __slots__ = ("n",)

def shared():
    def work(n=1):
        return n
    return work

def main():
    {made}
    seen = []
    def reader():
        seen.append(({read}, {read}))
    def writer():
        {write}
    threads = [threading.Thread(target=one) for one in (reader, writer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen[0][0] == seen[0][1]
"""
SLOT = "one = Slotted(); one.n = 1"
CELL = "n = 1; cell = (lambda: n).__closure__[0]"
WRITES = {
    "a slot": (SLOT, "one.n", "Slotted.n.__set__(one, 2)"),
    "a slot that is read so": (SLOT, "Slotted.n.__get__(one)", "one.n = 2"),
    "the defaults of a function": ("one = shared()", "one()", "type(one).__defaults__.__set__(one, (2,))"),
    "an argument of an exception": ("one = ValueError(1)", "one.args", "BaseException.args.__set__(one, (2,))"),
    "a namespace": ("one = types.SimpleNamespace(n=1)", "one.n", "one.__setattr__('n', 2)"),
    "a namespace that loses it": ("one = types.SimpleNamespace(n=1)", "hasattr(one, 'n')", "one.__delattr__('n')"),
    "a cell": (CELL, "n", "cell.__setattr__('cell_contents', 2)"),
    "a cell by object": (CELL, "n", "object.__setattr__(cell, 'cell_contents', 2)"),
}


@pytest.mark.parametrize("name", WRITES)
def test_such_a_write_is_seen_or_nothing_is_proved(name: str, tmp_path: Path) -> None:
    made, read, write = WRITES[name]
    file = tmp_path / "program.py"
    file.write_text(PROGRAM.format(made=made, read=read, write=write), encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(60))
    assert not result.exhaustive
    assert not result.passed or result.unproved
