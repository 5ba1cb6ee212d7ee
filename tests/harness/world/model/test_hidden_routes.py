"""State reached by a route that no statement shows: a program that depends on the order of such accesses is not proved.

Each program fails in some order of its two threads. The explorer finds that order, or says that it proves nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

BEGINNING = """\
import ast, collections, dataclasses, enum, gc, inspect, itertools, operator, re, sys, threading, types, weakref
from unittest import mock

G = 0

def read(): return G

def namespace_of_a_traceback():
    try: 1 / 0
    except ZeroDivisionError as error: return error.__traceback__.tb_frame.f_globals

def both(first, second):
    threads = [threading.Thread(target=first, name="first"), threading.Thread(target=second, name="second")]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

def name(): return threading.current_thread().name

"""
GLOBALS = """\
def main():
    out, names = [], {route}
    names["G"] = 0
    def change(): names["G"] = 1
    both(change, lambda: out.append(read()))
    assert out == [0]
"""
CELLS = """\
def main():
    out, x = [], 1
    def inner(): return x
    cell = inner.__closure__[0]
    def change(): {change}
    both(change, lambda: out.append(inner()))
    assert out == [1]
"""
ENDS = """\
{code}
def main():
    log, box = LOG, []
    log.clear()
    box.append(make())
    def first():
        one = box[0]
        del one
    def second():
        one = box[0]
        box[0] = None
        del one
    both(first, second)
    assert log != ["first"]
"""
TEXTS = """\
{code}
def main():
    thread = {thread}
    thread.start()
    text = {text}
    thread.join()
    assert "started" not in text
"""
READS = """\
{code}
def main():
    value, out = {value}, []
    before = repr({read})
    def change(): {change}
    both(change, lambda: out.append(repr({read})))
    assert out == [before], out
"""
WRITES = """\
{code}
def main():
    class Fields: n = 0
    fields, items, table, out = Fields(), [0], {{"k": 0}}, []
    def change(): {change}
    both(change, lambda: out.append((fields.n, list(items), table["k"])))
    assert out == [(0, [0], 0)], out
"""
LOG = "LOG = []\n"
MATCH = "re.match(b'.', MATCHED)"


def reads(value: str, read: str, change: str, code: str = "") -> str:
    return READS.format(value=value, read=read, change=change, code=code)


def writes(change: str) -> str:
    return WRITES.format(change=change, code="")


PROGRAMS = {
    "globals of a function": GLOBALS.format(route="read.__globals__"),
    "globals of a frame": GLOBALS.format(route="sys._getframe().f_globals"),
    "globals of the current frame": GLOBALS.format(route="inspect.currentframe().f_globals"),
    "globals of a traceback": GLOBALS.format(route="namespace_of_a_traceback()"),
    "globals of a generator": GLOBALS.format(route="(lambda: (yield))().gi_frame.f_globals"),
    "globals among the referents": GLOBALS.format(
        route="next(one for one in gc.get_referents(read) if type(one) is dict and 'read' in one)"
    ),
    "contents of a cell": CELLS.format(change="cell.cell_contents = 2"),
    "contents of a cell, deleted": CELLS.format(change="del cell.cell_contents"),
    "contents of a cell by its type": CELLS.format(change="types.CellType.cell_contents.__set__(cell, 2)"),
    "method __del__": ENDS.format(code=LOG + "class make:\n    def __del__(self): LOG.append(name())"),
    "inherited method __del__": ENDS.format(
        code=LOG + "class Base:\n    def __del__(self): LOG.append(name())\nclass make(Base): pass"
    ),
    "method __del__ by another name": ENDS.format(
        code=LOG + "def end(self): LOG.append(name())\nclass make:\n    __del__ = end"
    ),
    "finalizer": ENDS.format(
        code=LOG
        + "class Kind: pass\ndef make():\n    made = Kind()\n    weakref.finalize(made, lambda: LOG.append(name()))\n"
        "    return made"
    ),
    "generator that is given up": ENDS.format(
        code=LOG + "def steps():\n    try: yield\n    finally: LOG.append(name())\n"
        "def make():\n    made = steps()\n    next(made)\n    return made"
    ),
    "repr of a thread": TEXTS.format(code="", thread="threading.Thread(target=int)", text="repr(thread)"),
    "thread in a list in an f-string": TEXTS.format(
        code="", thread="threading.Thread(target=int)", text="f'{[thread]}'"
    ),
    "thread in a format": TEXTS.format(code="", thread="threading.Thread(target=int)", text="'{}'.format(thread)"),
    "thread in a percent format": TEXTS.format(code="", thread="threading.Thread(target=int)", text="'%s' % thread"),
    "thread of a class": TEXTS.format(
        code="class Kind(threading.Thread):\n    def run(self): pass", thread="Kind()", text="str(thread)"
    ),
    "list in an f-string": reads(value="[0]", read="f'{[value]}'", change="value.append(1)"),
    "tuple in an f-string": reads(value="[0]", read="f'{(value, 1)}'", change="value.append(1)"),
    "bytearray equals bytes": reads(value="bytearray(b'0')", read="value == b'0'", change="value[0] = 49"),
    "bytes equal bytearray": reads(value="bytearray(b'0')", read="b'0' == value", change="value[0] = 49"),
    "bytearray in bytes": reads(value="bytearray(b'0')", read="b'0a'.find(value)", change="value[0] = 49"),
    "bytearray cut off": reads(value="bytearray(b'0')", read="b'0a'.removeprefix(value)", change="value[0] = 49"),
    "match over a bytearray": reads(
        code="MATCHED = bytearray(b'0')", value=MATCH, read="value.group()", change="MATCHED[0] = 49"
    ),
    "item of a match over a bytearray": reads(
        code="MATCHED = bytearray(b'0')", value=MATCH, read="value[0]", change="MATCHED[0] = 49"
    ),
    "text of a repeat": reads(
        code="HELD = [0]", value="itertools.repeat(HELD, 1)", read="repr(value)", change="HELD.append(1)"
    ),
    "members of an enumeration": reads(
        value="{'a': 1}", read="enum.Enum('Kind', value).a.value", change="value['a'] = 2"
    ),
    "attributes of a class": reads(value="{'a': 1}", read="type('Kind', (), value).a", change="value['a'] = 2"),
    "exceptions of a group": reads(
        value="[ValueError(1)]",
        read="len(ExceptionGroup('group', value).exceptions)",
        change="value.append(ValueError(2))",
    ),
    "subclasses": reads(
        code="class Base: pass\nMADE = []",
        value="0",
        read="len(Base.__subclasses__())",
        change="MADE.append(type('Kind', (Base,), {}))",
    ),
    "subclasses by type": reads(
        code="class Base: pass\nMADE = []",
        value="0",
        read="len(type.__subclasses__(Base))",
        change="MADE.append(type('Kind', (Base,), {}))",
    ),
    "equality of a made dataclass": reads(
        code="Kind = dataclasses.make_dataclass('Kind', ['a'])",
        value="[0]",
        read="Kind(value) == Kind([0])",
        change="value.append(1)",
    ),
    "field as the target of a comprehension": writes("[0 for fields.n in (1,)]"),
    "item as the target of a comprehension": writes("[0 for items[0] in (1,)]"),
    "key as the target of a comprehension": writes("{0 for one in (1,) for table['k'] in (one,)}"),
    "code of a tree": writes("exec(compile(ast.parse('items.append(1)'), 'tree', 'exec'), {'items': items})"),
    "code of bytes": writes("exec(compile(b'items.append(1)', 'bytes', 'exec'), {'items': items})"),
    "mock as the target of threads": """\
def main():
    target = mock.Mock()
    both(target, target)
    assert target.call_count == 2
""",
}
ANNOTATIONS = {
    "annotation of a parameter": writes("exec('def inner(x: items.append(1)): pass')"),
    "annotation of a result": """\
def main():
    items, out = [0], []
    def change():
        def inner() -> items.append(1): pass
    both(change, lambda: out.append(list(items)))
    assert out == [[0]], out
""",
}
"""Before Python 3.14 a definition evaluates its annotations."""


def check(source: str, folder: Path) -> None:
    file = folder / "program.py"
    file.write_text(BEGINNING + source, encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(200))
    assert result.verdict in (Verdict.WRONG, Verdict.PASS), result.message
    assert result.verdict is Verdict.WRONG or not result.exhaustive, result.message


@pytest.mark.parametrize("what", PROGRAMS)
def test_nothing_is_proved_of_what_is_not_seen(what: str, tmp_path: Path) -> None:
    check(PROGRAMS[what], tmp_path)


@pytest.mark.parametrize("what", ANNOTATIONS)
def test_annotations_that_act_are_seen(what: str, tmp_path: Path) -> None:
    check(ANNOTATIONS[what], tmp_path)
