"""Functions of C that run Python code and then write, or read on: the program that depends on it is not proved.

Each operation runs ``step``, during which another thread can run, and changes the container only afterwards. The
explorer finds the order in which the other thread comes between, or says that it proves nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

WRITES = """\
import array, collections, functools, itertools, operator, threading, types

class Shared: x = 0
shared, seen = Shared(), []

def step(*_):
    seen.append(shared.x)
    return 7

def steps():
    yield step()

class Steps:
    def __iter__(self):
        yield step()

class Table(Steps):
    def keys(self): return ()

class Grid:
    def __setitem__(self, key, value): list(value)
    def __len__(self): return 1

class Made:
    def __init__(self):
        step()

def main():
    seen.clear()
    shared.x = 0
    box, out = {box}, []
    before = repr(box)
    def writer():
        {write}
    def reader():
        shared.x = 1
        out.append(repr(box))
    threads = [threading.Thread(target=one) for one in (writer, reader)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert not (seen[0] == 0 and out[0] == before), out
"""
FILLED = {
    "slice": ("[0]", "box[:] = steps()"),
    "slice of a generator expression": ("[0]", "box[:] = (step() for _ in range(1))"),
    "slice of a map": ("[0]", "box[:] = map(step, [0])"),
    "slice of bytes": ("bytearray(1)", "box[:] = steps()"),
    "slice by a variable": ("[0]", "key = slice(None); box[key] = steps()"),
    "slice with another target": ("[0]", "box[:] = other = steps()"),
    "slice among targets": ("[0]", "box[:], other = steps(), 1"),
    "slice of an object": ("[0]", "box[:] = Steps()"),
    "slice by a method": ("[0]", "box.__setitem__(slice(None), steps())"),
    "slice by a method of the class": ("[0]", "list.__setitem__(box, slice(None), steps())"),
    "slice by a function": ("[0]", "operator.setitem(box, slice(None), steps())"),
    "slice of a field": ("[0]", "shared.box = box; shared.box[0:1] = steps()"),
    "extend": ("[]", "box.extend(steps())"),
    "extend by a map": ("[]", "box.extend(map(step, [0]))"),
    "extend by an object": ("[]", "box.extend(Steps())"),
    "extend of the class": ("[]", "list.extend(box, steps())"),
    "extend that is kept": ("[]", "extend = box.extend; extend(steps())"),
    "extend of a deque": ("collections.deque()", "box.extendleft(steps())"),
    "extend of an array": ("array.array('b')", "box.extend(steps())"),
    "constructor": ("[]", "box.__init__(steps())"),
    "in place": ("[]", "shared.box = box; shared.box += steps()"),
    "in place by an object": ("[]", "shared.box = box; shared.box += Steps()"),
    "in place by a method": ("[]", "box.__iadd__(steps())"),
    "in place by a function": ("[]", "operator.iadd(box, steps())"),
    "concatenation": ("[]", "operator.iconcat(box, steps())"),
    "reduction": ("[]", "functools.reduce(operator.iadd, [steps()], box)"),
    "set": ("set()", "box.update(steps())"),
    "set by a mapping": ("set()", "box.update(Table())"),
    "difference": ("{7}", "box.difference_update(steps())"),
    "intersection": ("{1}", "box.intersection_update(steps())"),
    "counter": ("collections.Counter()", "box.update(steps())"),
    "dictionary": ("{}", "box.update(zip(steps(), [1]))"),
    "dictionary in place": ("{}", "shared.box = box; shared.box |= zip(steps(), [1])"),
    "dictionary by a method": ("{}", "box.__ior__((one, 7) for one in steps())"),
}
DEFAULTS = {
    "item": "box['k']",
    "method": "box.__getitem__('k')",
    "method of the class": "dict.__getitem__(box, 'k')",
    "method that is kept": "get = box.__getitem__; get('k')",
    "map": "list(map(box.__getitem__, 'k'))",
    "missing": "box.__missing__('k')",
    "itemgetter": "operator.itemgetter('k')(box)",
    "getitem": "operator.getitem(box, 'k')",
    "percent": "'%(k)s' % box",
    "percent by a method": "'%(k)s'.__mod__(box)",
    "format": "'{0[k]}'.format(box)",
    "format of a map": "'{k}'.format_map(box)",
    "translate": "'a'.translate(box)",
    "modulo": "operator.mod('%(k)s', box)",
    "proxy": "types.MappingProxyType(box)['k']",
}
UPDATES = """\
import functools, operator, threading

def main():
    table = {{"n": 0}}
    def add():
        value = table["n"] + 1
        {write}
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert table["n"] == 2
"""
CALLS = {
    "method": "list(iter(functools.partial(table.__setitem__, 'n', value), None))",
    "method by its name": "list(iter(functools.partial(getattr(table, '__setitem__'), 'n', value), None))",
    "function": "list(iter(functools.partial(operator.setitem, table, 'n', value), None))",
    "in a loop": "for _ in iter(functools.partial(table.update, {'n': value}), None): pass",
}
READS = """\
import collections, itertools, threading

class Hashed:
    def __init__(self, number): self.number = number
    def __hash__(self): return hash(self.number)

def pause(): yield Hashed(0)

def main():
    items, out = {items}, []
    def reader():
        out.append(sorted({{one.number for one in {read}}} - {{0}}))
    def writer():
        {write}
    threads = [threading.Thread(target=one) for one in (reader, writer)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert out[0] in ([1, 2], [3, 4])
"""
SEEN = {
    "set display": ("[Hashed(1), Hashed(2)]", "{*items}", "items[:] = [Hashed(3), Hashed(4)]"),
    "longer set display": ("[Hashed(1), Hashed(2)]", "{Hashed(0), *items}", "items[:] = [Hashed(3), Hashed(4)]"),
    "set display of a view": (
        "{1: Hashed(1), 2: Hashed(2)}",
        "{*items.values()}",
        "items.update({1: Hashed(3), 2: Hashed(4)})",
    ),
}
CHAINED = """\
import itertools, threading

class Shared: x = 0
shared, seen = Shared(), []

def steps():
    seen.append(shared.x)
    yield 7

def main():
    seen.clear()
    shared.x = 0
    items, out = [0], []
    def reader():
        out.append(list(itertools.chain.from_iterable({chained}))[1])
    def writer():
        shared.x = 1
        items[0] = 1
    threads = [threading.Thread(target=one) for one in (reader, writer)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert not (seen[0] == 0 and out[0] == 1)
"""
CHAINS = ("itertools.chain([steps()], [items])", "[steps(), items]", "iter((steps(), items))")
AS_IN_PYTHON = """\
import collections, itertools, threading

def seven(): return 7

class Looked(collections.defaultdict):
    def __getitem__(self, key): return super().__getitem__(key)

class Missed(collections.defaultdict):
    def __missing__(self, key): return key

class Kept(list):
    def __setitem__(self, key, value): self.value = value

def error_of(function):
    try: function()
    except Exception as error: return type(error)

def main():
    thread = threading.Thread(target=int)
    thread.start()
    assert Looked(seven)["k"] == 7 and Looked(seven).__getitem__("k") == 7
    assert Missed(seven)["k"] == "k" and Missed(seven).__getitem__("k") == "k"
    assert error_of(lambda: collections.defaultdict(None).__getitem__("k")) is KeyError
    items, kept, made = [1, 2, 3], Kept(), (one for one in ())
    kept[:] = made
    assert kept.value is made
    items[::2] = (one for one in (7, 8))
    assert items == [7, 2, 8]
    first, second = [1], [2]
    first[:], second[:] = second[:], first[:]
    assert (first, second) == ([2], [1])
    put, size = items.__setitem__, items.__len__
    put(0, 9)
    assert items[0] == 9 and size() == 3 and put.__name__ == "__setitem__"
    assert type(itertools.chain.from_iterable([[1]])) is itertools.chain
    assert error_of(lambda: iter(5, None)) is TypeError
    assert {*items, *{1: 2}, *(one for one in (5,))} == {9, 2, 8, 1, 5}
    thread.join()
"""
PROVED = {
    "slice": ("[0]", "box[:] = (one for one in (1, 2))"),
    "extend": ("[0]", "box.extend(one for one in (1, 2))"),
    "in place": ("[0]", "shared.box = box; shared.box += map(str, (1, 2))"),
    "set": ("{0}", "box.update(iter([1, 2]))"),
    "dictionary": ("{}", "box.update(zip('ab', (1, 2)))"),
    "default": ("collections.defaultdict(list)", "box['k'].append(1)"),
    "default by a method": ("collections.defaultdict(list)", "box.__getitem__('k')"),
    "default by Python code": ("collections.defaultdict(step)", "box['k']"),
    "set display": ("[0]", "box[0] = len({*box})"),
    "slice of an object of the program": ("Grid()", "box[:] = Steps()"),
    "slices": ("[0]", "other = [1]; box[:], other[:] = other[:], box[:]"),
}


def explored(source: str, folder: Path) -> tuple[Verdict, bool]:
    file = folder / "program.py"
    file.write_text(source, encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(300))
    return result.verdict, result.exhaustive and not result.unproved


@pytest.mark.parametrize("what", FILLED)
def test_the_write_after_an_item_is_made_is_seen(what: str, tmp_path: Path) -> None:
    box, write = FILLED[what]
    assert explored(WRITES.format(box=box, write=write), tmp_path)[0] is Verdict.WRONG


@pytest.mark.parametrize("factory", ["step", "Made", "functools.partial(step)"])
@pytest.mark.parametrize("what", DEFAULTS)
def test_the_write_after_a_default_is_made_is_seen(what: str, factory: str, tmp_path: Path) -> None:
    source = WRITES.format(box=f"collections.defaultdict({factory})", write=DEFAULTS[what])
    verdict, proved = explored(source, tmp_path)
    assert verdict in (Verdict.WRONG, Verdict.PASS)
    assert not proved


@pytest.mark.parametrize("what", CALLS)
def test_the_steps_of_an_iterator_over_calls_are_seen(what: str, tmp_path: Path) -> None:
    assert explored(UPDATES.format(write=CALLS[what]), tmp_path)[0] is Verdict.WRONG


@pytest.mark.parametrize("what", SEEN)
def test_a_set_display_reads_on_after_it_has_hashed(what: str, tmp_path: Path) -> None:
    items, read, write = SEEN[what]
    assert explored(READS.format(items=items, read=read, write=write), tmp_path)[0] is Verdict.WRONG


@pytest.mark.parametrize("chained", CHAINS)
def test_a_chain_of_made_iterators_reads_them_in_steps(chained: str, tmp_path: Path) -> None:
    assert explored(CHAINED.format(chained=chained), tmp_path)[0] is Verdict.WRONG


@pytest.mark.parametrize("what", PROVED)
def test_such_operations_are_still_proved(what: str, tmp_path: Path) -> None:
    box, write = PROVED[what]
    source = WRITES.format(box=box, write=write).replace("assert not", "assert 1 or").replace("repr(box)", "len(box)")
    assert explored(source, tmp_path) == (Verdict.PASS, True)


def test_the_results_are_those_of_python(tmp_path: Path) -> None:
    assert explored(AS_IN_PYTHON, tmp_path) == (Verdict.PASS, True)
