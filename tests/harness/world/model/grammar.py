# ruff: noqa: E501 - the tables of statements have one a line
"""Random programs of two threads over the whole grammar of accesses to shared objects.

A program has one or two shared objects. Each thread performs a few statements on them and keeps what it saw in a list
of its own. The outcome of an execution is everything that was seen, the exceptions among it, and the final state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from textwrap import indent

HEADER = """
import array, bisect, collections, copy, dataclasses, functools, heapq, io, itertools, operator, string, threading, types

def every(*args, **words):
    return args, sorted(words.items())

def passing(items):
    yield from items

def run(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

class Stack(list):
    def append(self, item):
        super().append(item)
    def push(self, item):
        if len(self) < 4:
            super().append(item)

class Table(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value)
    def bump(self, key):
        super().__setitem__(key, super().get(key, 0) + 1)

class Point:
    shared = 0
    def __init__(self, x=0, y=0):
        self.x = x
        self.y = y
        self.items = [x, y]
    @property
    def total(self):
        return self.x + self.y
    @total.setter
    def total(self, value):
        self.x = value - self.y
    def move(self, by):
        self.x += by
        self.y += by
    def __iter__(self):
        yield self.x
        yield self.y

class Slotted:
    __slots__ = ("x", "y")
    def __init__(self):
        self.x = self.y = 0

@dataclasses.dataclass
class Record:
    x: int = 0
    y: int = 0
    items: list = dataclasses.field(default_factory=lambda: [1, 2])

@dataclasses.dataclass(frozen=True)
class Frozen:
    x: int = 0
    items: list = dataclasses.field(default_factory=lambda: [1, 2])

@dataclasses.dataclass(order=True)
class Pair:
    x: int = 0
    y: int = 0

variable = 0
"""
"""What every program begins with."""

_TEXT = (Path(__file__).parent / "statements.txt").read_text(encoding="utf-8")
TEMPLATES = {
    part[: part.index("]")]: part[part.index("]") + 1 :]
    for part in re.split(r"^\[(?=[A-Z_]+\]$)", _TEXT, flags=re.MULTILINE)[1:]
}
"""Templates of expressions and statements, by the name of their group."""


@dataclass(frozen=True)
class Kind:
    """A kind of shared object.

    Attributes:
        made: the expression that makes it.
        reads: expressions whose values a thread keeps.
        writes: statements; ``|`` separates their lines.
        final: the expression that shows its last state.
    """

    made: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    final: str = "repr({o})"


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(line for text in texts for line in TEMPLATES.get(text, text).strip().splitlines())


_ALL = ("ANY", "SHOWN", "ITERABLE")
KINDS = {
    "list": Kind("[1, 2, 3]", _lines(*_ALL, "NUMBERS", "SEQUENCE", "SLICED", "LIST"), _lines("LIST_WRITES", "STATEMENTS_OVER", "MATCHES")),
    "stack": Kind("Stack([1, 2, 3])", _lines(*_ALL, "NUMBERS", "SEQUENCE", "LIST"), _lines("LIST_WRITES", "BAG_WRITES", "MATCHES")),
    "deque": Kind(
        "collections.deque([1, 2, 3])", _lines(*_ALL, "NUMBERS", "SEQUENCE"), _lines("DEQUE_WRITES", "STATEMENTS_OVER", "MATCHES")
    ),
    "set": Kind("{1, 2, 3}", _lines(*_ALL, "NUMBERS", "SET_READS"), _lines("SET_WRITES", "STATEMENTS_OVER"), "sorted({o})"),
    "dict": Kind(
        "{1: 1, 2: 2}", _lines(*_ALL, "NUMBERS", "DICT_READS"), _lines("DICT_WRITES", "STATEMENTS_OVER", "DICT_STATEMENTS")
    ),
    "table": Kind("Table({1: 1, 2: 2})", _lines(*_ALL, "DICT_READS"), _lines("DICT_WRITES", "TABLE_WRITES", "DICT_STATEMENTS")),
    "ordered": Kind(
        "collections.OrderedDict([(1, 1), (2, 2)])",
        _lines(*_ALL, "DICT_READS"), _lines("DICT_WRITES", "ORDERED_WRITES", "DICT_STATEMENTS"),
    ),
    "defaultdict": Kind(
        "collections.defaultdict(int, {1: 1, 2: 2})", _lines(*_ALL, "DICT_READS", "DEFAULT_READS"), _lines("DICT_WRITES")
    ),
    "counter": Kind("collections.Counter([1, 1, 2])", _lines(*_ALL, "DICT_READS"), _lines("DICT_WRITES", "COUNTER_WRITES")),
    "userdict": Kind("filled(collections.UserDict())", _lines("ITERABLE", "ANY"), _lines("DICT_WRITES", "USER_WRITES")),
    "userlist": Kind("collections.UserList([1, 2, 3])", _lines(*_ALL, "SEQUENCE"), _lines("LIST_WRITES")),
    "chainmap": Kind("filled(collections.ChainMap())", _lines("ITERABLE", "ANY"), _lines("DICT_WRITES")),
    "point": Kind(
        "Point()", _lines("ATTRIBUTE_READS", "POINT_READS"), _lines("ATTRIBUTE_WRITES", "POINT_WRITES", "POINT_STATEMENTS"),
        """[getattr({o}, name, "none") for name in ("x", "y", "z", "items", "shared")], Point.shared""",
    ),
    "slotted": Kind(
        "Slotted()", _lines("ATTRIBUTE_READS"), _lines("ATTRIBUTE_WRITES"),
        '[getattr({o}, name, "none") for name in ("x", "y")]',
    ),
    "record": Kind(
        "Record()", _lines("ATTRIBUTE_READS", "RECORD_READS"), _lines("ATTRIBUTE_WRITES", "RECORD_WRITES", "RECORD_STATEMENTS"),
        """[getattr({o}, name, "none") for name in ("x", "y", "items")]""",
    ),
    "frozen": Kind("Frozen()", _lines("FROZEN_READS"), _lines("FROZEN_WRITES")),
    "pair": Kind("Pair()", _lines("ATTRIBUTE_READS", "PAIR_READS"), _lines("ATTRIBUTE_WRITES"), """[getattr({o}, name, "none") for name in ("x", "y", "items")]"""),
    "global": Kind("0", _lines("GLOBAL_READS"), _lines("GLOBAL_WRITES"), "last"),
    "cell": Kind("0", _lines("CELL_READS"), _lines("CELL_WRITES"), "last"),
    "iterator": Kind("iter([1, 2, 3])", _lines("ITERATOR_READS"), _lines("ITERATOR_WRITES"), "list({o})"),
    "generator": Kind("(x * 2 for x in [1, 2, 3])", _lines("ITERATOR_READS"), _lines("ITERATOR_WRITES"), "list({o})"),
    "count": Kind("itertools.count()", _lines("next({o})\n{o}.__next__()\nlist(itertools.islice({o}, 2))"),
                  _lines("for x in {o}:|    {note}(x)|    break\na, b = next({o}), next({o})|{note}((a, b))"), "next({o})"),
    "enumerate": Kind("enumerate('abc')", _lines("next({o}, None)\nlist({o})\n[i for i, x in {o}]"), _lines("ITERATOR_WRITES"),
                      "list({o})"),
    "bytearray": Kind("bytearray(b'123')", _lines(*_ALL, "NUMBERS", "BYTES_READS"), _lines("BYTES_WRITES")),
    "array": Kind("array.array('i', [1, 2, 3])", _lines("ANY", "SHOWN", "ARRAY_READS", "ITERABLE"), _lines("ARRAY_WRITES")),
    "stringio": Kind("io.StringIO('1\\n2\\n')", _lines("TEXT_READS"), _lines("TEXT_WRITES"), "{o}.getvalue()"),
    "namespace": Kind("types.SimpleNamespace(x=0, y=0)", _lines("SIMPLE_READS"), _lines("SIMPLE_WRITES")),
    "keys": Kind("base.keys()", _lines("VIEW_READS"), _lines("VIEW_WRITES"), "repr(base)"),
    "values": Kind("base.values()", _lines("VIEW_READS".replace("{o} & {{1, 2, {n}}}\n", "")), _lines("VIEW_WRITES"), "repr(base)"),
    "items": Kind("base.items()", _lines("VIEW_READS".replace("{o} & {{1, 2, {n}}}\n", "")), _lines("VIEW_WRITES"), "repr(base)"),
    "proxy": Kind("types.MappingProxyType(base)", _lines("PROXY_READS"), _lines("VIEW_WRITES"), "repr(base)"),
}  # fmt: skip
HELPERS = """
def filled(table):
    table[1], table[2] = 1, 2
    return table

def grow(items, item):
    items += [item]

def with_x(one, value):
    one.x += value

def map_all(function, values):
    return list(map(function, values))
"""
FAST = ("list", "dict", "set", "deque", "point", "record")
"""Kinds whose statements are many, so that they are chosen more often."""
PROTECTED, OWN, OPEN = "protected", "own", "open"
"""How the threads of a program share: under one lock, not at all, or as they like."""


def _statement(kind: Kind, rng: Random, number: int, counter: int, name: str, other: str) -> list[str]:
    writing = rng.random() < 0.6
    template = rng.choice(kind.writes if writing else kind.reads)
    note = f"notes{number}.append"
    if not writing:
        template = "{note}(" + template + ")"
    text = template.format(
        o=name, o2=other, k=rng.choice((1, 2, 3)), n=10 * (number + 1) + counter, i=rng.choice((1, 2)), note=note
    )
    return re.split(r"(?<! )\|", text)  # an operator has a space before it


def program(seed: int, sharing: str = OPEN) -> str:
    """Return the source of a random program, whose ``main(out)`` appends its outcome to ``out``.

    Args:
        seed: chooses the program.
        sharing: how the two threads share their objects.
    """
    rng = Random(seed)
    names = [rng.choice(list(KINDS) + list(FAST))]
    if rng.random() < 0.25 and names[0] not in ("global", "cell"):
        names.append(names[0])
    one = KINDS[names[0]]
    place = "variable" if names[0] in ("global", "cell") else "o1"
    second = "o2" if len(names) > 1 else place
    lengths = rng.choice(((1, 1), (1, 1), (2, 1), (1, 2), (2, 2)))
    bodies = []
    for number, length in enumerate(lengths):
        lines: list[str] = []
        own = f"p{number}" if sharing == OWN and place != "variable" else ""
        for counter in range(length):
            objects = [place, second]
            rng.shuffle(objects)
            name, other = (own, own) if own else objects
            lines += _statement(one, rng, number, counter, name, other)
        bodies.append(lines)
    made = [f"    o{index + 1} = {one.made}" for index in range(len(names)) if place != "variable"]
    if sharing == OWN and place != "variable":
        bodies = [[line.replace("base", f"base{number}") for line in lines] for number, lines in enumerate(bodies)]
        made += ["    base0, base1 = {1: 1, 2: 2}, {1: 1, 2: 2}"]
        made += [f"    p{number} = {one.made.replace('base', f'base{number}')}" for number in range(2)]
    if names[0] == "cell":
        made = ["    variable = 0"]
    start = ["    base = {1: 1, 2: 2}", *made, "    notes0, notes1 = [], []", "    lock = threading.Lock()"]
    if names[0] == "global":
        start = ["    global variable", *start]
    text = [HEADER, HELPERS, "def main(out):", *start]
    declare = {"global": "global variable", "cell": "nonlocal variable"}.get(names[0], "pass")
    for number, lines in enumerate(bodies):
        inner = "try:\n" + indent("\n".join(lines), "    ")
        inner += f"\nexcept Exception as error:\n    notes{number}.append(type(error).__name__)"
        if sharing == PROTECTED:
            inner = "with lock:\n" + indent(inner, "    ")
        text.append(indent(f"def body{number}():\n" + indent(f"{declare}\n{inner}", "    "), "    "))
    finals = ", ".join(one.final.format(o="o1" if place == "o1" else place) for _ in names[:1])
    if len(names) > 1:
        finals += ", " + one.final.format(o="o2")
    if sharing == OWN and place != "variable":
        finals += ", " + one.final.format(o="p0").replace("base", "base0")
    text.append("    run(body0, body1)")
    if place == "variable":
        text.append("    try:\n        last = variable\n    except NameError:\n        last = None")
    text.append(f"    out.append(repr((notes0, notes1, {finals})))")
    return "\n".join(text) + "\n"


def body_of(source: str) -> str:
    """Return the part of a program that differs from that of others."""
    return source[source.index("def main(out)") :]
