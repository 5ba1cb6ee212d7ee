"""Small programs that use classes, containers and builtins do the same once they are rewritten."""

from textwrap import dedent

import pytest

MEANING = {
    "mangled names": """
        class Safe:
            __slots__ = ("__code", "other")
            def __init__(self):
                self.__code = 1
            def turn(self):
                self.__code += 41
                self.other = [self.__code]
                self.other[0] += self.__class__._Safe__offset
                return self.__code, self.other
            __offset = 5
            class Inner:
                def look(self, safe):
                    return safe.__code
        class __: # mangles nothing
            __x = 3
            def look(self):
                return self.__x, getattr(self, "__x")
        print(Safe().turn(), __().look())
        try:
            Safe.Inner().look(Safe())
        except AttributeError as error:
            caught(error)
        """,
    "properties, descriptors, class attributes": """
        class Field:
            def __set_name__(self, owner, name):
                self.name = "_" + name
            def __get__(self, one, kind):
                print("get", self.name)
                return self if one is None else one.__dict__.get(self.name, 0)
            def __set__(self, one, value):
                print("set", self.name)
                one.__dict__[self.name] = value
        class Account:
            opened = 0
            amount = Field()
            def __init__(self):
                Account.opened += 1
                type(self).opened += 1
            @property
            def double(self):
                return 2 * self.amount
            @double.setter
            def double(self, value):
                self.amount = value // 2
            @double.deleter
            def double(self):
                print("deleted")
            @classmethod
            def count(cls):
                cls.opened += 1
                return cls.opened
            @staticmethod
            def none():
                return None
        one = Account()
        one.amount += 3
        one.double += 4
        one.double -= one.amount
        del one.double
        print(one.amount, one.double, Account.count(), Account.none(), one.opened)
        one.opened = 9
        print(one.opened, Account.opened)
        """,
    "super and __class__": """
        class Base:
            def hello(self, who):
                return f"hello {who}"
            @classmethod
            def make(cls):
                return cls.__name__
        class Middle(Base):
            def hello(self, who):
                def inner():
                    return super(Middle, self).hello(who), __class__.__name__
                return super().hello(who) + "!", inner(), [super(Middle, self).hello(x) for x in who]
            @classmethod
            def make(cls):
                return super().make() + "?"
        print(Middle().hello("ab"), Middle.make())
        """,
    "decorators and defaults": """
        def loud(word):
            print("made", word)
            def decorate(thing):
                print("decorates", word)
                return thing
            return decorate
        count = 0
        def next_one():
            global count
            count += 1
            return count
        @loud("a")
        @loud("b")
        def f(x, y=next_one(), /, *rest, z=next_one(), **words):
            return x, y, rest, z, words
        print(f(1), f(1, 2, 3, z=4, w=5), f.__name__, f.__defaults__, f.__kwdefaults__)
        @loud("c")
        class C:
            @loud("d")
            def method(self, seen=[]):
                seen.append(count)
                return seen
        print(C().method(), C().method(), C.method.__qualname__)
        try:
            f()
        except TypeError as error:
            caught(error)
        """,
    "annotations": """
        from typing import NamedTuple, get_type_hints, Generic, TypeVar
        import dataclasses
        T = TypeVar("T")
        x: int = 1
        y: "undefined"
        class Pair(NamedTuple):
            left: int
            right: list[int] = [1]
        @dataclasses.dataclass(order=True, slots=True, kw_only=True)
        class Item(Generic[T]):
            size: int
            name: str = "none"
            tags: list[str] = dataclasses.field(default_factory=list)
        def f(a: "int", b: list[T] = [], *c: x, **d: "y") -> dict[str, Item[int]]:
            z: undefined_and_never_looked_at
            w: int = 4
            return w
        class Box:
            def __init__(self):
                self.value: int = 3
                self.other: list[undefined_in_the_function]
        print(__annotations__ if "__annotations__" in globals() else {"x": int, "y": "undefined"})
        print(Pair(1), Pair.__annotations__, Item(size=1) < Item(size=2), Item.__annotations__, f(1), Box().value)
        print(get_type_hints(Pair), [one.name for one in dataclasses.fields(Item)], f.__annotations__["a"])
        """,
    "builtins with a twin in the runtime": """
        class Thing: pass
        one = Thing()
        setattr(one, "x", 1)
        print(getattr(one, "x"), getattr(one, "y", 2), hasattr(one, "x"))
        delattr(one, "x")
        for wrong in (lambda: getattr(one, "x"), lambda: getattr(one, 3), lambda: getattr(one),
                      lambda: delattr(one, "x"), lambda: setattr(5, "x", 1)):
            try:
                wrong()
            except Exception as error:
                print(type(error))
        one.__dict__["z"] = 4
        vars(one)["w"] = 5
        print(one.z, one.w, sorted(vars(one)))
        """,
    "module attributes": """
        import collections, os.path, sys as system
        from collections import deque as d, OrderedDict
        collections.extra = 1
        collections.extra += 1
        print(collections.extra, os.path.join("a", "b"), d([1], maxlen=2), system.version_info[0])
        del collections.extra
        try:
            collections.nothing
        except AttributeError as error:
            caught(error)
        try:
            from collections import nothing
        except ImportError as error:
            print(type(error))
        """,
    "classes of every make": """
        import abc, enum, functools, contextlib
        class Meta(type):
            def __new__(mcls, name, bases, space, **words):
                print("new", name, sorted(key for key in space if not key.startswith("_")), words)
                return super().__new__(mcls, name, bases, space)
            def __init__(cls, name, bases, space, **words):
                super().__init__(name, bases, space)
        class Made(metaclass=Meta, flag=1):
            table = {"a": 1}
            table["a"] += 1
            table["b"] = [n for n in range(3)]
            for loop in range(2):
                table[loop] = loop
            if table:
                def chosen(self): return "chosen"
            def __init_subclass__(cls, **words): print("subclass", cls.__name__, words)
        class Sub(Made, x=2): pass
        print(Made.table, Sub().chosen())
        class Colour(enum.Enum):
            RED = 1
            GREEN = RED + 1
            def next(self): return Colour(self.value % 2 + 1)
        print(Colour.RED.next(), list(Colour))
        class Shape(abc.ABC):
            @abc.abstractmethod
            def area(self): ...
            @functools.cached_property
            def lazy(self):
                print("computed")
                return self.area()
        class Square(Shape):
            def __init__(self, side): self.side = side
            def area(self): return self.side ** 2
        square = Square(3)
        print(square.lazy, square.lazy)
        try:
            Shape()
        except TypeError as error:
            caught(error)
        @contextlib.contextmanager
        def around(word):
            print("before", word)
            try:
                yield word.upper()
            finally:
                print("after", word)
        with around("x") as a, around(a) as b:
            print(a, b)
        @functools.total_ordering
        class Number:
            def __init__(self, n): self.n = n
            def __eq__(self, other): return self.n == other.n
            def __lt__(self, other): return self.n < other.n
            def __hash__(self): return hash(self.n)
        print(Number(1) >= Number(2), max(Number(1), Number(5)).n, len({Number(1), Number(1)}))
        """,
    "a subclass of a container": """
        class Loud(list):
            def append(self, item):
                print("append", item)
                super().append(item)
            def __getitem__(self, index):
                print("getitem", index)
                return super().__getitem__(index)
            def __len__(self):
                print("len")
                return 3
            def __bool__(self):
                print("bool")
                return True
        loud = Loud([1])
        loud.append(2)
        loud.extend([3, 4])
        if loud: print(loud[0], len(loud), loud.pop(), loud == [1], loud.index(2))
        class Named:
            def append(self, item, *more, key=None): return item, more, key
            get = {"a": 1}.get
            pop = None
        print(Named().append(1, 2, key=3), Named().get("a"), Named.append.__name__)
        try:
            Named().pop()
        except TypeError as error:
            caught(error)
        try:
            [].append()
        except TypeError as error:
            caught(error)
        """,
    "a container's methods handed on": """
        from functools import partial
        items, table = [3, 1, 2], {3: "c", 1: "a"}
        add, get = items.append, table.get
        add(5)
        print(items, list(map(get, items)), max([1, 3], key=get), sorted([3, 1], key=table.get))
        print(add == items.append, add != items.pop, {items.pop: 1}[items.pop], add.__name__, add.__self__)
        print(repr(add)[:20])
        print(partial(items.insert, 0)(9), items, list(iter(items.pop, 1)), callable(get), bool(get))
        try:
            add()
        except TypeError as error:
            caught(error)
        try:
            items.appendix
        except AttributeError as error:
            caught(error)
        class Shelf:
            count = 0
            def __init__(self): self.items, self.keys = [1], {}
            def values(self): return self.items
        shelf = Shelf()
        print(shelf.items, shelf.keys, shelf.count, shelf.values(), Shelf.values.__name__, str.count("aa", "a"))
        """,
}


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("text", MEANING.values(), ids=MEANING)
def test_a_construct_means_the_same(means_the_same, text):
    printed = means_the_same(dedent(text))
    assert printed
    assert not [line for line in printed if "SyntaxError" in line]
