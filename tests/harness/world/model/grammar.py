# ruff: noqa: E501 - the tables of statements have one a line
"""Random programs of two threads over the whole grammar of accesses to shared objects.

A program has one or two shared objects. Each thread performs a few statements on them and keeps what it saw in a list
of its own. The outcome of an execution is everything that was seen, the exceptions among it, and the final state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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

ANY = """
len({o})
bool({o})
not {o}
1 if {o} else 2
({o} and 1) or 2
"""
SHOWN = """
repr({o})
str({o})
f"{{{o}}}"
f"{{{o}!r:>30}}"
"%s" % ({o},)
"%r" % [{o}]
"{{}}".format({o})
format({o}, "") if type({o}).__format__ is object.__format__ else 0
"{{0!r}}".format({o})
string.Template("$a").substitute(a={o})
repr([{o}, ({o},)])
"""
ITERABLE = """
[x for x in {o}]
[x for x in {o} if x]
{{x for x in {o}}}
{{x: x for x in {o}}}
list(x for x in {o})
list({o})
tuple({o})
[*{o}]
({n}, *{o})
every(*{o})[0]
list(passing({o}))
list(iter({o}))
next(iter({o}), None)
[y for x in [{o}] for y in x]
list(enumerate({o}))
[(i, x) for i, x in enumerate({o})]
list(zip({o}, {o}))
[x for x, in zip({o})]
list(map(str, {o}))
[x for x in map(str, {o})]
list(filter(None, {o}))
sorted({o}, key=str)
sorted(map(str, {o}))
" ".join(map(str, {o}))
" ".join(str(x) for x in {o})
any({o})
all({o})
any(x for x in {o})
list(itertools.chain({o}, {o}))
list(itertools.islice({o}, 2))
list(itertools.zip_longest({o}, {o}))
list(itertools.accumulate({o}, lambda a, b: b))
functools.reduce(lambda a, b: (a, b), {o}, 0)
{k} in {o}
{k} not in {o}
operator.contains({o}, {k})
copy.copy({o}) and 1
set({o})
frozenset({o})
collections.Counter({o})
dict.fromkeys({o})
collections.deque({o}, 2)
max({o}, default=0, key=str)
list(map(functools.partial(every, {n}), {o}))
"""
NUMBERS = """
sum({o})
sum(x for x in {o})
max({o}, default=0)
min({o}, default=0)
sorted({o})
functools.reduce(operator.add, {o}, 0)
functools.reduce(lambda a, b: a + b, {o}, 0)
heapq.nsmallest(2, {o})
"""
STATEMENTS_OVER = """
for x in {o}:|    {note}(x)
for x in {o}:|    {note}(x)|    if x == {k}:|        break|else:|    {note}("end")
first, *rest = {o}|{note}((first, rest))
*rest, last = {o}|{note}((last, rest))
a, b = {o}|{note}((a, b))
i = iter({o})|{note}(next(i))|{note}(next(i, "end"))
"""
SEQUENCE = """
list(reversed({o}))
[x for x in reversed({o})]
{o}[0]
{o}[-1]
{o}[{i}]
{o}.index({k})
{o}.count({k})
operator.getitem({o}, 0)
operator.itemgetter(0, 1)({o})
operator.indexOf({o}, {k})
[{o}[j] for j in range(len({o}))]
"""
SLICED = """
{o}[:]
{o}[1:]
{o}[::2]
{o}[-2:]
{o}.copy()
{o} + {o}
{o} * 2
operator.add({o}, {o})
bisect.bisect({o}, {k})
"""
LIST = """
{o} == {o2}
{o} != [1, 2, 3]
{o} < {o2}
[1] <= {o}
list.__len__({o})
list.__getitem__({o}, 0)
{o}.__contains__({k})
copy.deepcopy({o})
[{o}] == [{o2}]
({o}, 1) < ({o2}, 2)
every(**{{"a": {o}}}) and 1
[1, 2, 3] == {o}
"""
MATCHES = """
match {o}:|    case [a, b]:|        {note}((2, a, b))|    case [a, *rest]:|        {note}((1, a, rest))|    case _:|        {note}(0)
match {o}:|    case [1, *_] if {o}[-1] == {k}:|        {note}(1)|    case [_, b, *_]:|        {note}(b)
match {n}, {o}:|    case (_, [*rest]):|        {note}(rest)
"""
LIST_WRITES = """
{o}.append({n})
{o}.append(len({o}))
list.append({o}, {n})
{o}.insert(0, {n})
{o}.extend([{n}, {k}])
{o}.extend({o2})
{o} += [{n}]
{o}[0] = {n}
{o}[0] += 1
{o}[{o}.index({k})] = {n}
{o}[:1] = [{n}, {n}]
{o}[1:] = []
del {o}[0]
del {o}[:2]
{o}.pop()
{note}({o}.pop())
{note}({o}.pop(0))
{o}.remove({k})
{o}.reverse()
{o}.sort()
{o}.sort(key=lambda x: -x)
{o}.clear()
operator.setitem({o}, 0, {n})
operator.delitem({o}, 0)
operator.iadd({o}, [{n}])
operator.methodcaller("append", {n})({o})
{o}.__setitem__(0, {n})
{o}.__iadd__([{n}])
getattr({o}, "append")({n})
put = {o}.append|put({n})
grow({o}, {n})
for x in {o}:|    {o}.remove(x)|    {note}(x)
bisect.insort({o}, {k})
heapq.heappush({o}, {n})
{note}(heapq.heappop({o}))
list(map({o}.append, [{n}, {k}]))
[{o}.append(x) for x in (1, {n})]
functools.partial({o}.append, {n})()
functools.partial(list.append, {o})({n})
if {k} in {o}:|    {o}.remove({k})
if len({o}) < 4:|    {o}.append({n})
{o}[:], {o}[0] = [{n}, 5], {n}
{o}[0], {o}[1] = {o}[1], {o}[0]
for {o}[0] in (4, {n}):|    {note}(len({o}))
"""
BAG_WRITES = """
{o}.push({n})
super(Stack, {o}).append({n})
"""
DEQUE_WRITES = """
{o}.append({n})
{o}.appendleft({n})
{note}({o}.popleft())
{note}({o}.pop())
{o}.rotate(1)
{o}.extend(x for x in (1, {n}))
{o}.extendleft([{n}])
{o}.clear()
{o}.remove({k})
{o}[0] += 1
del {o}[0]
{o} += [{n}]
while {o}:|    {note}({o}.popleft())
"""
SET_READS = """
{o} | {{1}}
{o} & {{1, {n}}}
{o} - {{1}}
{o} ^ {{2}}
{o} <= {{1, 2, 3, {n}}}
{o} == {o2}
{o}.union([{n}])
{o}.issubset({o2})
{o}.isdisjoint([{n}])
{o}.copy()
{{{n}}} | {o}
frozenset([1]) < {o}
"""
SET_WRITES = """
{o}.add({n})
{o}.discard({k})
{o}.remove({k})
{note}({o}.pop())
{o}.update([{n}, 8])
{o} |= {{{n}}}
{o} -= {{1, 2}}
{o} &= {{1, {n}}}
{o} ^= {{1, {n}}}
{o}.clear()
set.add({o}, {n})
{o}.difference_update({{1}})
{o}.intersection_update([1, 2])
{o}.symmetric_difference_update([1, {n}])
operator.ior({o}, {{{n}}})
if {k} not in {o}:|    {o}.add({k})|    {note}("added")
for x in {o}:|    {o}.discard({k})
"""
DICT_READS = """
{o}[{k}]
{o}.get({k})
{o}.get({k}, {n})
list({o}.items())
[(a, b) for a, b in {o}.items()]
sorted({o}.values())
sum({o}.values())
{{**{o}, 9: 9}}
dict({o})
dict({o}, a=1)
{k} in {o}.keys()
({k}, 1) in {o}.items()
{o}.keys() & {{1, 2}}
{o} == {o2}
{o}.copy()
{o} | {{7: 7}}
{{7: 7}} | {o}
list(reversed({o}))
max({o}, key={o}.get, default=0)
list(map({o}.get, [1, 2, 3]))
dict.get({o}, {k})
{o}.__getitem__({k})
operator.itemgetter({k})({o})
"{{0[1]}}".format({o})
types.MappingProxyType({o}).get({k})
list(types.MappingProxyType({o}))
every(**{{str(x): 1 for x in {o}}})
copy.deepcopy({o})
collections.ChainMap({{}}, {o}).get({k})
list({o}.keys())
len({o}.keys())
list(zip({o}.keys(), {o}.values()))
[{o}[x] for x in list({o})]
[{o}[x] for x in {o}]
"""
DICT_STATEMENTS = """
for a, b in {o}.items():|    {note}((a, b))
view = {o}.values()|{note}(len(view))|{note}(list(view))
match {o}:|    case {{1: a, **rest}}:|        {note}((a, rest))|    case {{2: b}}:|        {note}(b)
match {o}:|    case {{1: a}} if a > 1:|        {note}(a)|    case {{}}:|        {note}("empty")
"""
DICT_WRITES = """
{o}[{k}] = {n}
{o}[{n}] = {k}
{o}[{k}] += 1
{o}[{k}] = {o}.get({k}, 0) + 1
del {o}[{k}]
{note}({o}.pop({k}, None))
{note}({o}.popitem())
{note}({o}.setdefault({k}, {n}))
{note}({o}.setdefault({n}, {n}))
{o}.update({{{n}: {n}}})
{o}.update([({k}, {n})])
{o}.update(dict({o2}))
{o} |= {{{n}: 1}}
{o}.clear()
dict.__setitem__({o}, {k}, {n})
{o}.__setitem__({n}, 1)
{o}.__delitem__({k})
operator.setitem({o}, {n}, 1)
if {k} not in {o}:|    {o}[{k}] = {n}|    {note}("made")
if {k} in {o}:|    del {o}[{k}]
for x in {o}:|    {o}[x] += 1
for x in list({o}):|    del {o}[x]
try:|    {note}({o}[{k}])|except KeyError as error:|    {o}[{k}] = {n}|    {note}(error.args)
"""
TABLE_WRITES = """
{o}.bump({k})
super(Table, {o}).__setitem__({k}, {n})
"""
ORDERED_WRITES = """
{o}.move_to_end({k})
{note}({o}.popitem(last=False))
"""
DEFAULT_READS = """
{o}[{n}]
[{o}[x] for x in (1, {n})]
"""
COUNTER_WRITES = """
{o}.update([{k}, {n}])
{o}[{n}] += 1
{o}.subtract([1])
{note}({o}.most_common(1))
{note}({o} + {o2})
{note}(sorted({o}.elements()))
{note}({o}.total())
"""
ATTRIBUTE_READS = """
{o}.x
{o}.x + {o}.y
({o}.x, {o}.y)
getattr({o}, "x")
getattr({o}, "z", None)
hasattr({o}, "z")
operator.attrgetter("x", "y")({o})
f"{{{o}.x}} {{{o}.y}}"
"{{0.x}}".format({o})
"%d %d" % ({o}.x, {o}.y)
object.__getattribute__({o}, "x")
[one.x for one in [{o}]]
{o}.x if {o}.x else {o}.y
{o}.x < {o}.y < 9
(lambda one=({o}.x): one)()
copy.copy({o}).x
"""
ATTRIBUTE_WRITES = """
{o}.x = {n}
{o}.y = {o}.x + 1
{o}.x += 1
{o}.x, {o}.y = {n}, {o}.x
{o}.x = {o}.y = {n}
setattr({o}, "x", {n})
object.__setattr__({o}, "x", {n})
{o}.__init__()
for {o}.x in (1, {n}):|    {note}({o}.x)
del {o}.x
if not {o}.x:|    {o}.x = {n}
{o}.x = {n} if {o}.x == 0 else {o}.y
with_x({o}, {n})
"""
POINT_READS = """
{o}.total
{o}.shared
Point.shared
[*{o}]
list({o})
vars({o})["x"]
sorted(vars({o}))
{o}.__dict__["x"]
copy.deepcopy({o}).items
{o}.items[0]
len({o}.items)
[x for x in {o}.items]
[*{o}.items, {o}.x]
{o}.items == [0, 0]
"""
POINT_STATEMENTS = """
match {o}:|    case Point(x=0, y=b):|        {note}(("zero", b))|    case Point(x=a):|        {note}(a)
a, b = {o}|{note}((a, b))
"""
POINT_WRITES = """
{o}.total = {n}
{o}.total += 1
{o}.move({n})
Point.move({o}, 1)
Point.shared += 1
{o}.shared = {n}
{o}.__init__({n}, {n})
{o}.items.append({o}.x)
{o}.items += [{n}]
{o}.items = [{n}]
{o}.z = {n}
{o}.__dict__["x"] = {n}
vars({o}).update(x={n})
operator.methodcaller("move", 1)({o})
map_all({o}.move, [1, {n}])
"""
RECORD_READS = """
{o} == Record()
repr({o})
f"{{{o}}}"
dataclasses.asdict({o})
dataclasses.astuple({o})
dataclasses.replace({o}, y=7).x
copy.copy({o})
copy.deepcopy({o})
len({o}.items)
"{{}}".format({o})
[Record(), {o}] == [{o2}, {o}]
Record() in [{o}]
"""
RECORD_STATEMENTS = """
match {o}:|    case Record(0, b):|        {note}(("zero", b))|    case Record(a, _):|        {note}(a)
"""
RECORD_WRITES = """
{o}.items.append({n})
{o}.items = [{n}]
"""
FROZEN_READS = """
{o} == Frozen()
repr({o})
{o}.x
dataclasses.replace({o}, items=[]).x
list({o}.items)
"""
FROZEN_WRITES = """
object.__setattr__({o}, "x", {n})
{o}.items.append({n})
{o}.__init__({n})
"""
PAIR_READS = """
{o} < Pair(1, 1)
max({o}, Pair(1, 1)).y
sorted([Pair(1, 0), {o}])[0].x
{o} == Pair()
"""
GLOBAL_READS = """
variable
variable + variable
f"{{variable}}"
globals()["variable"]
[variable for _ in range(2)]
eval("variable")
(lambda: variable)()
"""
GLOBAL_WRITES = """
variable = {n}
variable += 1
variable = variable + {n}
globals()["variable"] = {n}
if variable == 0:|    variable = {n}
for variable in (3, {n}):|    pass
exec("variable = {n}", globals())
variable = variable if variable else {n}
{note}(variable := {n})
(variable, x) = ({n}, variable)|{note}(x)
try:|    raise ValueError({n})|except ValueError as variable:|    {note}(variable.args)
with io.StringIO() as variable:|    pass|variable = 1
match {n}:|    case variable:|        {note}(1)
"""
CELL_READS = GLOBAL_READS.replace('globals()["variable"]\n', "").replace('eval("variable")\n', "")
CELL_WRITES = "\n".join(line for line in GLOBAL_WRITES.splitlines() if "globals()" not in line)
ITERATOR_READS = """
next({o})
next({o}, None)
list({o})
[x for x in {o}]
[*itertools.islice({o}, 2)]
sum({o})
tuple(zip({o}, {o}))
{k} in {o}
{o}.__next__()
"""
ITERATOR_WRITES = """
for x in {o}:|    {note}(x)
for x in {o}:|    {note}(x)|    break
a, *b = {o}|{note}((a, b))
"""
BYTES_READS = """
bytes({o})
{o}.hex()
{o}.decode("latin1")
{o} + b"1"
{o}.find(b"2")
{o}.startswith(b"1")
memoryview({o})[0]
{o} == b"123"
int({o})
"""
BYTES_WRITES = """
{o}.append(49)
{o} += b"7"
{o}[0] = 50
{o}.extend(b"78")
{o}[0:1] = b""
del {o}[0]
{note}({o}.pop())
{o}.clear()
memoryview({o})[0] = 51
"""
ARRAY_READS = """
{o}.tolist()
{o}.tobytes()
{o}[0]
{o}[1:]
{o}.index({k})
len({o})
[x for x in {o}]
sum({o})
{o} == array.array("i", [1, 2, 3])
list({o})
{o}.buffer_info()[1]
"""
ARRAY_WRITES = """
{o}.append({n})
{o}[0] += 1
{o}.extend([{n}])
{note}({o}.pop())
{o}.reverse()
{o}.remove({k})
{o}.insert(0, {n})
{o}.fromlist([{n}])
"""
TEXT_READS = """
{o}.getvalue()
{o}.tell()
{o}.read()
{o}.readline()
list({o})
"""
TEXT_WRITES = """
{o}.write("{n}")
{o}.seek(0)
{o}.truncate(1)
print({n}, file={o})
{o}.writelines(["{n}", "x"])
{o}.seek(0)|{o}.write("{n}")
"""
USER_WRITES = """
{o}.data[{n}] = 1
{note}({o}.pop({k}, None))
"""
SIMPLE_READS = """
{o}.x
repr({o})
{o} == types.SimpleNamespace(x=0, y=0)
f"{{{o}.y}}"
"""
SIMPLE_WRITES = """
{o}.x = {n}
{o}.x += 1
{o}.z = {n}
setattr({o}, "y", {n})
{o}.__dict__.update(x={n})
"""
VIEW_READS = """
list({o})
len({o})
[x for x in {o}]
{k} in {o}
sorted({o})
repr({o})
{o} & {{1, 2, {n}}}
[*{o}]
"""
VIEW_WRITES = """
base[{n}] = 1
base.pop({k}, None)
base[{k}] = {n}
for x in {o}:|    {note}(x)
base.clear()
"""
PROXY_READS = """
{o}[{k}]
{o}.get({k})
list({o})
len({o})
dict({o})
{{**{o}}}
{k} in {o}
list({o}.items())
[x for x in {o}]
{o} == {{1: 1}}
{o} | {{5: 5}}
"""


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
    return tuple(line for text in texts for line in text.strip().splitlines())


_ALL = (ANY, SHOWN, ITERABLE)
KINDS = {
    "list": Kind("[1, 2, 3]", _lines(*_ALL, NUMBERS, SEQUENCE, SLICED, LIST), _lines(LIST_WRITES, STATEMENTS_OVER, MATCHES)),
    "stack": Kind("Stack([1, 2, 3])", _lines(*_ALL, NUMBERS, SEQUENCE, LIST), _lines(LIST_WRITES, BAG_WRITES, MATCHES)),
    "deque": Kind(
        "collections.deque([1, 2, 3])", _lines(*_ALL, NUMBERS, SEQUENCE), _lines(DEQUE_WRITES, STATEMENTS_OVER, MATCHES)
    ),
    "set": Kind("{1, 2, 3}", _lines(*_ALL, NUMBERS, SET_READS), _lines(SET_WRITES, STATEMENTS_OVER), "sorted({o})"),
    "dict": Kind(
        "{1: 1, 2: 2}", _lines(*_ALL, NUMBERS, DICT_READS), _lines(DICT_WRITES, STATEMENTS_OVER, DICT_STATEMENTS)
    ),
    "table": Kind("Table({1: 1, 2: 2})", _lines(*_ALL, DICT_READS), _lines(DICT_WRITES, TABLE_WRITES, DICT_STATEMENTS)),
    "ordered": Kind(
        "collections.OrderedDict([(1, 1), (2, 2)])",
        _lines(*_ALL, DICT_READS), _lines(DICT_WRITES, ORDERED_WRITES, DICT_STATEMENTS),
    ),
    "defaultdict": Kind(
        "collections.defaultdict(int, {1: 1, 2: 2})", _lines(*_ALL, DICT_READS, DEFAULT_READS), _lines(DICT_WRITES)
    ),
    "counter": Kind("collections.Counter([1, 1, 2])", _lines(*_ALL, DICT_READS), _lines(DICT_WRITES, COUNTER_WRITES)),
    "userdict": Kind("filled(collections.UserDict())", _lines(ITERABLE, ANY), _lines(DICT_WRITES, USER_WRITES)),
    "userlist": Kind("collections.UserList([1, 2, 3])", _lines(*_ALL, SEQUENCE), _lines(LIST_WRITES)),
    "chainmap": Kind("filled(collections.ChainMap())", _lines(ITERABLE, ANY), _lines(DICT_WRITES)),
    "point": Kind(
        "Point()", _lines(ATTRIBUTE_READS, POINT_READS), _lines(ATTRIBUTE_WRITES, POINT_WRITES, POINT_STATEMENTS),
        """[getattr({o}, name, "none") for name in ("x", "y", "z", "items", "shared")], Point.shared""",
    ),
    "slotted": Kind(
        "Slotted()", _lines(ATTRIBUTE_READS), _lines(ATTRIBUTE_WRITES),
        '[getattr({o}, name, "none") for name in ("x", "y")]',
    ),
    "record": Kind(
        "Record()", _lines(ATTRIBUTE_READS, RECORD_READS), _lines(ATTRIBUTE_WRITES, RECORD_WRITES, RECORD_STATEMENTS),
        """[getattr({o}, name, "none") for name in ("x", "y", "items")]""",
    ),
    "frozen": Kind("Frozen()", _lines(FROZEN_READS), _lines(FROZEN_WRITES)),
    "pair": Kind("Pair()", _lines(ATTRIBUTE_READS, PAIR_READS), _lines(ATTRIBUTE_WRITES), """[getattr({o}, name, "none") for name in ("x", "y", "items")]"""),
    "global": Kind("0", _lines(GLOBAL_READS), _lines(GLOBAL_WRITES), "last"),
    "cell": Kind("0", _lines(CELL_READS), _lines(CELL_WRITES), "last"),
    "iterator": Kind("iter([1, 2, 3])", _lines(ITERATOR_READS), _lines(ITERATOR_WRITES), "list({o})"),
    "generator": Kind("(x * 2 for x in [1, 2, 3])", _lines(ITERATOR_READS), _lines(ITERATOR_WRITES), "list({o})"),
    "count": Kind("itertools.count()", _lines("next({o})\n{o}.__next__()\nlist(itertools.islice({o}, 2))"),
                  _lines("for x in {o}:|    {note}(x)|    break\na, b = next({o}), next({o})|{note}((a, b))"), "next({o})"),
    "enumerate": Kind("enumerate('abc')", _lines("next({o}, None)\nlist({o})\n[i for i, x in {o}]"), _lines(ITERATOR_WRITES),
                      "list({o})"),
    "bytearray": Kind("bytearray(b'123')", _lines(*_ALL, NUMBERS, BYTES_READS), _lines(BYTES_WRITES)),
    "array": Kind("array.array('i', [1, 2, 3])", _lines(ANY, SHOWN, ARRAY_READS, ITERABLE), _lines(ARRAY_WRITES)),
    "stringio": Kind("io.StringIO('1\\n2\\n')", _lines(TEXT_READS), _lines(TEXT_WRITES), "{o}.getvalue()"),
    "namespace": Kind("types.SimpleNamespace(x=0, y=0)", _lines(SIMPLE_READS), _lines(SIMPLE_WRITES)),
    "keys": Kind("base.keys()", _lines(VIEW_READS), _lines(VIEW_WRITES), "repr(base)"),
    "values": Kind("base.values()", _lines(VIEW_READS.replace("{o} & {{1, 2, {n}}}\n", "")), _lines(VIEW_WRITES), "repr(base)"),
    "items": Kind("base.items()", _lines(VIEW_READS.replace("{o} & {{1, 2, {n}}}\n", "")), _lines(VIEW_WRITES), "repr(base)"),
    "proxy": Kind("types.MappingProxyType(base)", _lines(PROXY_READS), _lines(VIEW_WRITES), "repr(base)"),
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
