"""Accesses inside code of C, by other names or other ways than a statement shows, are seen or said not to be.

In each program one thread reads twice what the other one writes, so some order of the threads fails. The explorer finds
that order, or says that it proves nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

MODULES = ("abc", "contextlib", "decimal", "importlib", "inspect", "sys", "types", "warnings", "zoneinfo")
PROGRAM = """import {modules}

{slots}
def given(value): return lambda function: value

class Made(type):
    def __new__(kind, name, bases, space): return 2

class Entered:
    def __enter__(self): return 2
    def __exit__(self, *error): return False

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
SLOTS = """\
class Slotted:
    __slots__ = ("n",)
    def __init__(self): self.n = 1

class Renamed(Slotted):
    __slots__ = ()
    again = Slotted.n
    by_c = property(Slotted.n.__get__, Slotted.n.__set__)
    found = property(operator.attrgetter("n"))

class Later(Slotted):
    __slots__ = ()
"""
RENAMED = "one = Renamed()"
LOADED = "sys.modules['hid'] = types.ModuleType('hid')"
KINDS = """class Base(abc.ABC): pass
    class Kind: pass
    Base.register(Kind)"""
ONE = "one = 1"
INNER = "one = 1; inner = lambda: one; cell = inner.__closure__[0]"
BINDINGS = {
    "a definition": "def one(): pass",
    "a decorated definition": "@given(2)\n        def one(): pass",
    "a class": "class one: pass",
    "a class of a metaclass": "class one(metaclass=Made): pass",
    "an import": "import types as one",
    "an import of a name": "from types import CodeType as one",
    "an exception": "try: 1 / 0\n        except ZeroDivisionError as one: pass\n        one = 2",
    "a context": "with Entered() as one: pass",
    "a part of a context": "with contextlib.nullcontext((2, 3)) as (one, other): pass",
    "the first of two contexts": "with Entered() as one, Entered() as other: pass",
    "a loop": "for one in (2,): pass",
    "a pattern": "match 2:\n            case one: pass",
    "a part of a pattern": "match (2, 3):\n            case [one, *_]: pass",
    "a starred pattern": "match (2, 3):\n            case [*one]: pass",
    "the rest of a mapping": "match {2: 3}:\n            case {**one}: pass",
    "an expression": "(one := 2)",
}
READS = {
    "a field of a cell by an attrgetter": "operator.attrgetter('cell_contents')(cell)",
    "a field of a cell by name": "getattr(cell, 'cell_contents')",
    "a field of a cell by a template": "'{0.cell_contents}'.format(cell)",
    "a cell that is compared": "cell == types.CellType(1)",
    "the variables of a closure": "inspect.getclosurevars(inner).nonlocals",
}
WRITES = {
    "a slot by another name": (RENAMED, "one.n", "one.again = 2"),
    "another name of a slot": (RENAMED, "one.again", "one.n = 2"),
    "another name that is read by C": (RENAMED, "Slotted.__dict__['n'].__get__(one)", "one.again = 2"),
    "another name that is written by C": (RENAMED, "one.again", "Renamed.again.__set__(one, 2)"),
    "a property of C": (RENAMED, "one.n", "one.by_c = 2"),
    "a property of C that is read": (RENAMED, "one.by_c", "one.n = 2"),
    "a property that looks a slot up": (RENAMED, "one.found", "one.n = 2"),
    "a name that is given later": ("one = Later(); Later.more = Slotted.n", "one.n", "one.more = 2"),
    "a slot that is written by map()": ("one = Slotted()", "one.n", "list(map(Slotted.n.__set__, [one], [2]))"),
    "a slot that is written by a name": (
        "one = Slotted()",
        "one.n",
        "operator.methodcaller('__set__', one, 2)(Slotted.n)",
    ),
    "a proxy of a proxy": (
        "items = {'a': 1}; one = types.MappingProxyType(types.MappingProxyType(items))",
        "one['a']",
        "items['a'] = 2",
    ),
    "a module that is imported by a function": (LOADED, "id(importlib.import_module('hid'))", LOADED),
    "a module that is imported by __import__": (LOADED, "id(__import__('hid'))", LOADED),
    "a module that is imported with other names": (LOADED, "id(__import__('hid', {}, {}))", LOADED),
    "the classes of an abstract class": (KINDS, "isinstance(Kind(), Base)", "Base._abc_registry_clear()"),
    "the registry of warnings": (
        "one = {}",
        "len(one)",
        "warnings.warn_explicit('text', UserWarning, 'file', 1, registry=one)",
    ),
    "the context of each thread": (
        "decimal.DefaultContext.prec = 28",
        "decimal.Decimal(1) / 3",
        "decimal.DefaultContext.prec = 3",
    ),
    "the zones that are kept": ("", "zoneinfo.ZoneInfo('UTC')", "zoneinfo.ZoneInfo.clear_cache()"),
    "an iterator that is set back": ("one = iter([1, 2])", "one.__reduce__()[2]", "one.__setstate__(1)"),
    **{f"a name bound by {how}": (ONE, "one", f"nonlocal one\n        {written}") for how, written in BINDINGS.items()},
    **{how: (INNER, read, "nonlocal one\n        one = 2") for how, read in READS.items()},
}
"""What is made, how it is read, and how it is written."""
NESTED = """import threading

class Entered:
    def __init__(self, log, value): self.log, self.value = log, value
    def __enter__(self): self.log.append(("in", self.value)); return self.value
    def __exit__(self, *error): self.log.append(("out", self.value, error[0] is not None)); return self.value == 1

def main():
    log, one, two = [], 0, 0
    def names(): return one, two
    def work():
        nonlocal one, two
        with Entered(log, 1) as one, Entered(log, one + 1) as (two), Entered(log, two + 1):
            log.append(names())
        with Entered(log, 1) as (one, two):
            log.append("not reached")
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert log == [
        ("in", 1), ("in", 2), ("in", 3), (1, 2), ("out", 3, False), ("out", 2, False), ("out", 1, False),
        ("in", 1), ("out", 1, True),
    ], log
"""


def explored(source: str, folder: Path) -> tuple[Verdict, bool, str]:
    file = folder / "program.py"
    file.write_text(source, encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(60))
    return result.verdict, result.exhaustive, result.message


def program(what: str) -> str:
    """Return one of the programs, with no more than it needs: some modules let any attribute change."""
    made, read, write = WRITES[what]
    needed = [name for name in MODULES if f"{name}." in made + read + write]
    return PROGRAM.format(
        modules=", ".join(["operator", "threading", *needed]),
        slots=SLOTS if any(one in made for one in ("Slotted", "Renamed")) else "",
        made=made, read=read, write=write,
    )  # fmt: skip


@pytest.mark.parametrize("what", WRITES)
def test_such_an_access_is_seen_or_nothing_is_proved(what: str, tmp_path: Path) -> None:
    verdict, proved, message = explored(program(what), tmp_path)
    assert verdict in (Verdict.WRONG, Verdict.PASS), message
    assert not proved, message


def test_a_shared_name_of_a_with_statement_is_bound_as_before(tmp_path: Path) -> None:
    verdict, proved, message = explored(NESTED, tmp_path)
    assert (verdict, proved) == (Verdict.PASS, True), message


def test_a_property_that_looks_up_a_constant_field_takes_no_proof_away(tmp_path: Path) -> None:
    source = """import operator, threading

class Named:
    def __init__(self): self._name, self.n = "a", 0
    name = property(operator.attrgetter("_name"))

def main():
    one = Named()
    lock = threading.Lock()
    def work():
        with lock:
            one.n += len(one.name) + len(Named().name)
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert one.n == 4
"""
    verdict, proved, message = explored(source, tmp_path)
    assert (verdict, proved) == (Verdict.PASS, True), message
