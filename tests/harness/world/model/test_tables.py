"""The tables hold everything that this interpreter has, and what they say of it is true."""

import ast
import builtins
import os
import sys
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from types import FunctionType, SimpleNamespace

import pytest

from harness.common.kinds import full_name
from harness.world.model import inventory
from harness.world.model.functions import BUILTINS, CONSTRUCTORS, FUNCTIONS, MODULES, READING_DUNDERS
from harness.world.model.page import page
from harness.world.model.syntax import SYNTAX, Meaning
from harness.world.model.types import READERS, TYPES, TypeKind
from harness.world.rewriter import runtime
from harness.world.rewriter.changing_attributes import ANY_ATTRIBUTE
from harness.world.rewriter.rewriter import rewrite

SURVEYS = (inventory.syntax_nodes, inventory.builtin_functions, inventory.c_functions, inventory.c_types)


@pytest.mark.parametrize("survey", SURVEYS, ids=lambda survey: survey.__name__)
def test_the_tables_have_no_hole(survey, record_property):
    tally = survey()
    record_property("counts", str(tally))
    assert not tally.names["hole"], f"of {tally}"


def test_a_function_or_a_type_in_no_table_is_a_hole():
    assert inventory._of_effect(None) == "hole"
    assert "FrameLocalsProxy" not in TYPES  # full names only


EFFECTS = {"-", "=", "?"}


def test_every_effect_is_written_in_the_words_of_the_table():
    for table in (BUILTINS, MODULES, FUNCTIONS, CONSTRUCTORS):
        for name, effect in table.items():
            for part in effect.split():
                known = part in EFFECTS or (part[0] in "rRFwicm" and part[1:] and part[1:] in "*0123")
                assert known, (name, effect)


# -- syntax: a modelled node announces something --------------------------------------------------------

SHARED = """
import contextlib
class Thing:
    n = 0
    def __init__(self): self.n = 1
    def __enter__(self): self.n += 1
    def __exit__(self, *_): self.n += 1
    def __iter__(self):
        self.n += 1
        yield self.n
error = ValueError()
class Awaitable:
    async def __aenter__(self): thing.n += 1
    async def __aexit__(self, *_): thing.n += 1
    def __aiter__(self):
        thing.n += 1
        return self
    async def __anext__(self):
        thing.n += 1
        raise StopAsyncIteration
thing, items, table = Thing(), [1, 2], {"a": 1}
variable = 0
def change():
    global variable
    variable += 1
def every(*args, **words): return args, words
def drive(coroutine):
    try: coroutine.send(None)
    except StopIteration: pass
"""
PROGRAMS = {
    "AnnAssign": "thing.n: int = 1",
    "Assert": "assert items",
    "Assign": "thing.n = 1",
    "AsyncFor": "async def f():\n    async for _ in Awaitable(): pass\ndrive(f())",
    "AsyncFunctionDef": "def f():\n    global variable\n    async def variable(): pass\nf()",
    "AsyncWith": "async def f():\n    async with Awaitable(): pass\ndrive(f())",
    "Attribute": "thing.n",
    "AugAssign": "items += [1]",
    "BinOp": "items + items",
    "BoolOp": "items and 1",
    "Call": "len(items)",
    "ClassDef": "def f():\n    global variable\n    class variable: pass\nf()",
    "Compare": "items == [1]",
    "Delete": "del items[0]",
    "Dict": "{**table}",
    "DictComp": "{x: x for x in items}",
    "ExceptHandler": "def f():\n    global variable\n    try: 1 / 0\n    except Exception as variable: pass\nf()",
    "For": "for x in items: pass",
    "FormattedValue": "f'{items}'",
    "FunctionDef": "def f():\n    global variable\n    def variable(): pass\nf()",
    "GeneratorExp": "list(x for x in items)",
    "If": "if items: pass",
    "IfExp": "1 if items else 2",
    "Import": "def f():\n    global variable\n    import sys as variable\nf()",
    "ImportFrom": "def f():\n    global variable\n    from sys import path as variable\nf()",
    "Interpolation": "t'{items}'",
    "ListComp": "[x for x in items]",
    "Match": "match items:\n    case [1, *_]: pass",
    "MatchAs": "def f():\n    global variable\n    match 1:\n        case variable: pass\nf()",
    "MatchMapping": "def f():\n    global variable\n    match table:\n        case {'a': 1, **variable}: pass\nf()",
    "MatchStar": "def f():\n    global variable\n    match items:\n        case [1, *variable]: pass\nf()",
    "Name": "def f(): return variable\nf()",
    "NamedExpr": "def f():\n    global variable\n    (variable := 1)\nf()",
    "Raise": "try: raise error\nexcept ValueError: pass",
    "SetComp": "{x for x in items}",
    "Starred": "[*items]",
    "Subscript": "items[0]",
    "UnaryOp": "not items",
    "While": "while items: items.pop()",
    "With": "with thing: pass",
    "YieldFrom": "def f(): yield from items\nlist(f())",
    "comprehension": "[x for x in items if x]",
    "keyword": "every(**table)",
}
NEWER = {"Interpolation": (3, 14)}


def announced(text):
    """The accesses that a text announces, beyond those of an empty one."""
    found = []
    names = runtime.names(
        lambda *access: found.append(access),
        lambda number: True,
        lambda *_: None,
        also=lambda *access: found.append(access),
    )
    world = {"__builtins__": {**vars(builtins), **names}, "__name__": "program"}
    tree = rewrite(ast.parse(f"{SHARED}\nstart()\n{text}\n"), ANY_ATTRIBUTE)
    world["start"] = found.clear
    exec(compile(tree, "program.py", "exec", dont_inherit=True), world)
    return found


def test_a_text_that_shares_nothing_announces_nothing():
    assert announced("1 + 2") == []


@pytest.mark.parametrize("node", [name for name, (meaning, _) in SYNTAX.items() if meaning is Meaning.MODELLED])
def test_a_modelled_node_is_announced(node):
    if sys.version_info < NEWER.get(node, (3, 11)):
        pytest.skip(f"{node} came with Python {NEWER[node][1]}")
    text = PROGRAMS[node]
    assert any(type(one).__name__ == node for one in ast.walk(ast.parse(text)))
    assert announced(text)


# -- methods: a reader changes nothing -------------------------------------------------------------------

SAMPLES = [
    lambda: [3, 1, 2], lambda: {1: 2, 3: 4}, lambda: {1, 2}, lambda: bytearray(b"ab"), lambda: deque([1, 2]),
    lambda: OrderedDict(a=1), lambda: defaultdict(int, a=1), lambda: Counter("aab"), lambda: array("i", [1, 2]),
    lambda: memoryview(bytearray(b"ab")), lambda: SimpleNamespace(x=1), lambda: StringIO("ab"), lambda: BytesIO(b"ab"),
    lambda: Random(1),
]  # fmt: skip


def state(value):
    """Everything that can be seen of a container."""
    if isinstance(value, StringIO | BytesIO):
        return value.getvalue(), value.tell(), value.closed
    if isinstance(value, Random):
        return value.getstate()
    if isinstance(value, memoryview):
        return value.tobytes()
    return repr(value)


def attempts(value, name):
    """Call a method with no argument, one or two; arguments that it does not take do not matter."""
    for args in ((), (1,), ("a",), ("a", 1), ([1],), (b"a",)):
        try:
            getattr(value, name)(*args)
        except Exception:
            continue


def public_methods(kind):
    return [name for name in dir(kind) if not name.startswith("_") and callable(getattr(kind, name))]


@pytest.mark.parametrize("make", SAMPLES, ids=lambda make: type(make()).__name__)
def test_a_reader_of_a_container_changes_nothing(make):
    kind = type(make())
    readers = READERS[full_name(kind)]
    for name in [*readers, *(name for name in READING_DUNDERS if name not in ("__init_subclass__", "__new__"))]:
        if name in dir(kind) and callable(getattr(kind, name)):
            value = make()
            before = state(value)
            attempts(value, name)
            if kind is defaultdict and name == "__getitem__":
                continue  # the one reader that may write; the runtime knows
            assert state(value) == before, name


@pytest.mark.parametrize("make", SAMPLES, ids=lambda make: type(make()).__name__)
def test_every_reader_is_a_method_of_its_type(make):
    kind = type(make())
    missing = {name for name in READERS[full_name(kind)] if not hasattr(kind, name)}
    assert missing <= {"tounicode", *(("count", "index") if kind is memoryview else ())}  # of other versions


@pytest.mark.parametrize("make", SAMPLES, ids=lambda make: type(make()).__name__)
def test_every_method_is_a_reader_or_counts_as_a_write(make):
    point_of = {}
    kind = type(make())
    for name in public_methods(kind):
        if isinstance(getattr(kind, name), FunctionType):
            continue  # Python code, which is rewritten or unknown as a whole
        found = []
        names = runtime.names(lambda *access, found=found: found.append(access), lambda n: True, lambda *_: None)
        value = make()
        with suppress(Exception):  # it takes arguments
            names["_kata_call"](getattr(value, name))()
        found = [access for access in found if access[1] is value]
        point_of[name] = found[0][0] if found else None
    readers = READERS[full_name(kind)]
    wrong = {name: how for name, how in point_of.items() if how != ("read" if name in readers else "write")}
    static = {name for name in wrong if getattr(getattr(make(), name), "__self__", None) is None}
    classes = {name for name in wrong if isinstance(getattr(getattr(make(), name), "__self__", None), type)}
    assert set(wrong) - static - classes == set(), wrong


def test_every_listed_container_is_of_the_kind_container():
    assert all(TYPES[name] is TypeKind.CONTAINER for name in READERS)


# -- CPython's own page, "Thread Safety Guarantees", library/threadsafety -------------------------------

LOCK_FREE_READS = {
    list: "__getitem__ index count copy __contains__ __add__ __mul__",
    dict: "get __getitem__ __contains__ __len__ copy keys values items __or__ __eq__",
}
WRITES = {
    list: "append pop clear sort insert remove extend __setitem__ __iadd__ __imul__",
    dict: "__setitem__ __delitem__ pop popitem setdefault clear update __ior__",
}
STEPS = {
    "x[0] = x[0] + 1": 2, "x[0] += 1": 2, "if x:\n    x.pop()": 2, "for _ in x: pass": 3,
    "x.extend(y for y in (1, 2))": 3,
    "x.sort(key=lambda y: y)": 2, "d[1] = d[1] + 1": 2, "if 1 in d:\n    del d[1]": 2,
    "for a, b in d.items(): pass": 3, "d.update((y, y) for y in (1, 2))": 3,
    "x.append(1)": 1, "x.pop()": 1, "x.clear()": 1, "x + x": 1, "x.copy()": 1, "d.get(1)": 1, "d.pop(1)": 1,
    "d.popitem()": 1, "d.setdefault(1, 2)": 1, "d == {}": 1, "d | d": 1, "d.clear()": 1,
}  # fmt: skip


@pytest.mark.parametrize("kind", [list, dict])
def test_what_cpython_calls_a_read_or_a_write_is_one(kind):
    reading = READERS[f"builtins.{kind.__name__}"] | READING_DUNDERS
    assert set(LOCK_FREE_READS[kind].split()) <= reading
    assert not set(WRITES[kind].split()) & reading


@pytest.mark.parametrize(("text", "least"), STEPS.items())
def test_what_cpython_calls_atomic_is_one_step_and_the_rest_are_several(text, least):
    found = []
    names = runtime.names(lambda *access: found.append(access), lambda number: True, lambda *_: None)
    world = {"__builtins__": {**vars(builtins), **names}, "x": [1, 2], "d": {1: 1, 2: 2}}
    exec(compile(rewrite(ast.parse(text), ANY_ATTRIBUTE), "program.py", "exec", dont_inherit=True), world)
    contents = [obj for _, obj, field in found if field is None]  # not the look-ups of the methods themselves
    steps = [
        obj for obj in contents if any(obj is one for one in (world["x"], world["d"])) or "Iterator" in repr(type(obj))
    ]
    assert len(steps) == 1 if least == 1 else len(steps) >= least, found


# -- the page --------------------------------------------------------------------------------------------


def test_the_page_says_what_the_tables_say():
    file = Path(__file__).parents[4] / "docs" / "model.md"
    if "KATA_WRITE_SNAPSHOTS" in os.environ:
        file.write_text(page(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == page()
