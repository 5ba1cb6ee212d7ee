"""Small programs that use every construct of the language do the same once they are rewritten."""

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
    "in place on what cannot change": """
        pair = ([1], 2)
        try:
            pair[0] += [3]
        except TypeError as error:
            caught(error)
        a = b = [1]
        a += (2,)
        c = d = (1,)
        c += (2,)
        print(pair, a, b, c, d)
        class Odd:
            def __iadd__(self, other):
                return NotImplemented
            def __add__(self, other):
                return "added"
            def __imatmul__(self, other):
                return ["matrix", other]
        e, f = Odd(), Odd()
        e += 1
        f @= 2
        print(e, f)
        for how in ("+=", "-=", "*=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^="):
            for left in (7, True, 2.5, "x", [1], {1}, {1: 2}, None):
                space = {"left": left, "box": [left]}
                for name in ("left", "box[0]"):
                    try:
                        exec(f"{name} {how} 3", space)
                    except TypeError as error:
                        print(error)
        """,
    "in place where the value moves the target": """
        def run():
            items, others, i = [1, 2, 3], [10, 20, 30], 0
            items[i] += (i := 2)
            items[i] += len(items := others)
            print(items, others, i)
            class Box: pass
            box, other = Box(), Box()
            box.x, other.x = 1, 100
            first = box
            box.x += (box := other).x
            print(first.x, other.x)
        run()
        """,
    "globals, nonlocals, closures": """
        total = 0
        def counter(start):
            count = start
            def up(by=1):
                nonlocal count
                global total
                total += by
                count += by
                return count
            def down():
                return (lambda: count - total)()
            return up, down
        up, down = counter(10)
        up2, _ = counter(20)
        print(up(), up(5), up2(), down(), total)
        def late():
            for i in range(3):
                yield lambda: i
        print([f() for f in list(late())], [f() for f in late()])
        def unbound():
            def inner():
                return missing
            try:
                inner()
            except NameError as error:
                caught(error)
            missing = 1
            del missing
            try:
                inner()
            except NameError as error:
                caught(error)
            missing = 2
            return inner()
        print(unbound())
        def early():
            total = total + 1
        try:
            early()
        except UnboundLocalError as error:
            caught(error)
        def forget():
            global total
            del total
        forget()
        try:
            forget()
        except NameError as error:
            caught(error)
        """,
    "names bound by every statement": """
        def run():
            def look():
                found = []
                for read in (lambda: a, lambda: b, lambda: c, lambda: d, lambda: e, lambda: f, lambda: g, lambda: h):
                    try:
                        found.append(read() if not callable(read()) else "callable")
                    except NameError as error:
                        found.append(str(error))
                return found
            print(look())
            for a in range(2): pass
            for b, (a, *c) in [(1, (2, 3, 4))]: print(look())
            from contextlib import nullcontext as d, nullcontext
            with nullcontext(5) as e, nullcontext([6, 7]) as (f, g): pass
            print(look())
            def h(): pass
            print(look())
            class h: pass
            match {"x": [1, 2, 3], "y": 4}:
                case {"x": [a, *b], **c}: print(look())
            try:
                raise KeyError(8)
            except KeyError as g:
                print(type(look()[6]))
            print(look(), (h := 9), look())
            import os.path as d
            del a, b, e
            print(look()[0], look()[1], look()[4])
        run()
        """,
    "global loop variables": """
        def rounds():
            global step, pair
            for step in range(3):
                if step == 1:
                    continue
                print("at", step, now())
            else:
                step = 10
            for pair[0], step in [(1, 2)]:
                print(pair, now())
            for step, pair in [(1, 2), 3]:
                pass
        def now():
            return step
        step, pair = -1, [0, 0]
        try:
            rounds()
        except TypeError as error:
            caught(error)
        print(step, pair)
        """,
    "comprehensions in their scopes": """
        x = "global"
        class Table:
            x = "class"
            rows = [1, 2]
            names = [x for row in rows]
            pairs = {row: x for row in rows}
            first = next(y for y in [x])
        print(Table.names, Table.pairs, Table.first)
        def inside(x):
            return [[x for x in range(x)] for x in range(3)], x, {x: y for x in "ab" for y in [x * 2] if y != "bb"}
        print(inside(2))
        print([(last := n) for n in range(4)], last, {n % 2 for n in range(9) if n > 3})
        gen = (print("made", n) or n for n in range(2))
        print("before", next(gen), list(gen))
        async def later():
            return [a async for a in agen() if a], [await one(b) for b in (1, 2)]
        async def agen():
            for n in range(3):
                yield n
        async def one(value):
            return value
        try:
            later().send(None)
        except StopIteration as done:
            print(done.value)
        """,
    "generators": """
        def both():
            got = []
            try:
                while len(got) < 3:
                    try:
                        got.append((yield len(got)))
                    except ValueError as error:
                        got.append(str(error))
            finally:
                print("closed", got)
            return got
        def outer():
            result = yield from both()
            print("result", result)
        one = outer()
        print(next(one), one.send("a"), one.throw(ValueError("b")))
        try:
            one.send("c")
        except StopIteration as done:
            print("stopped", done.value)
        two = both()
        next(two)
        two.close()
        print(list(x for x in range(3) if (yield_ := x)))
        """,
    "with, several and failing": """
        class Manager:
            def __init__(self, name, swallow=False, breaks=""):
                self.name, self.swallow, self.breaks = name, swallow, breaks
            def __enter__(self):
                print("enter", self.name)
                if self.breaks == "enter":
                    raise KeyError(self.name)
                return self.name
            def __exit__(self, kind, error, trace):
                print("exit", self.name, kind)
                if self.breaks == "exit":
                    raise ValueError(self.name)
                return self.swallow
        for last in (Manager("c"), Manager("c", True), Manager("c", breaks="enter"), Manager("c", breaks="exit")):
            try:
                with Manager("a") as a, (
                    Manager("b", True)
                ) as b, last:
                    print(a, b)
                    with (Manager("d") as d, Manager("e")):
                        raise TypeError(d)
            except Exception as error:
                caught(error)
        """,
    "try, else, finally": """
        def run(how):
            try:
                print("try", how)
                if how == "raise":
                    raise KeyError(how)
                if how == "return":
                    return "try"
            except (KeyError, IndexError) as error:
                print("except", error)
                return "except"
            else:
                print("else")
            finally:
                print("finally")
                for _ in range(2):
                    if how == "override":
                        break
            return "end"
        print([run(how) for how in ("", "raise", "return", "override")])
        for n in range(4):
            try:
                if n == 1: continue
                if n == 3: break
            finally:
                print("done", n)
        """,
    "exception groups": """
        def run(*errors):
            try:
                raise ExceptionGroup("some", errors)
            except* (KeyError, IndexError) as group:
                print("lookup", group.exceptions)
            except* ValueError as group:
                print("value", [str(one) for one in group.exceptions])
                raise TypeError("in the handler")
            else:
                print("else")
            finally:
                print("finally")
        for errors in ([KeyError(1)], [ValueError(2), IndexError(3)], [OSError(4), KeyError(5)]):
            try:
                run(*errors)
            except Exception as error:
                caught(error)
                print([type(one) for one in error.exceptions])
        """,
    "match": """
        from dataclasses import dataclass
        @dataclass
        class Point:
            x: int
            y: int
            ORIGIN = None
        Point.ORIGIN = Point(0, 0)
        class Kind:
            RED = "red"
        def look(value):
            match value:
                case Point.ORIGIN: return "origin"
                case Point(x=0, y=y) | Point(y, 0): return "axis", y
                case Point(x, y) if x == y: return "diagonal"
                case Point(): return "point"
                case Kind.RED | "blue": return "colour"
                case [int(a), [b, *rest], *_] if (n := len(rest)): return a, b, rest, n
                case {"k": {"deep": [*_, last]}, **others}: return last, others
                case [] | () | None: return "empty"
                case str() as text if text.startswith("x"): return text
                case -1 | 2.5 | 1+2j | b"b": return "literal"
                case _: return "other"
        for value in (Point(0, 0), Point(0, 3), Point(3, 0), Point(2, 2), Point(1, 2), "red", [1, [2, 3, 4], 5],
                      {"k": {"deep": (1, 2)}, "z": 1}, [], None, "xyz", -1, 1+2j, 7):
            print(look(value))
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
    "the future": """
        '''A module's docstring.'''
        from __future__ import annotations
        def f(a: not_there) -> also_not_there: return a
        print(f.__annotations__, f(1))
        """,
    "slices and subscripts": """
        class Show:
            def __getitem__(self, key):
                return key
            def __class_getitem__(cls, key):
                return key
        s = Show()
        print(s[1], s[1:2], s[:], s[::2], s[1, 2], s[1:2, ::3], s[()], s[...], s[(1,)])
        print(s[*[1, 2]], s[1, *[2]], Show[int, 3])
        items = list(range(10))
        items[2:4] = "ab"
        items[::5] = [0, 0]
        del items[-2:], items[0]
        items[1:1] += [7]
        items[:2] *= 2
        print(items, items[-1], items[slice(1, None, 3)])
        table = {(1, 2): 3}
        table[1, 2] += 4
        table[3] = table.setdefault(4, []) or 5
        print(table)
        for broken in (lambda: items["x"], lambda: items[99], lambda: table["no"], lambda: None[0], lambda: 5[1:]):
            try:
                broken()
            except Exception as error:
                caught(error)
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
    "async stays async": """
        class Context:
            async def __aenter__(self):
                print("aenter")
                return [1]
            async def __aexit__(self, *rest):
                print("aexit")
        class Numbers:
            def __init__(self): self.n = 0
            def __aiter__(self): return self
            async def __anext__(self):
                self.n += 1
                if self.n > 3:
                    raise StopAsyncIteration
                return self.n
        async def main(seen=[]):
            async with Context() as items, Context():
                async for number in Numbers():
                    items.append(number)
                else:
                    items += [await twice(items[-1])]
            seen.append(items)
            return seen
        async def twice(value):
            return 2 * value
        try:
            main().send(None)
        except StopIteration as done:
            print(done.value)
        """,
    "text": """
        class Money:
            def __init__(self, amount): self.amount = amount
            def __format__(self, how): return f"<{how}:{self.amount}>"
            def __repr__(self): return f"Money({self.amount!r})"
        m, width, table = Money(3), 8, {"k": [1, 2]}
        print(f"{m:>{width}} {m!r:*^{width + 4}} {m.amount + 1=} {table['k'][-1]!s:>{len(table)}}")
        print(f"{{}} {(lambda: width)()}")
        print(f"{', '.join(f'{n:02}' for n in range(3))}" "tail" f'{m.amount if m else 0}')
        """,
}


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("text", MEANING.values(), ids=MEANING)
def test_a_construct_means_the_same(means_the_same, text):
    printed = means_the_same(dedent(text))
    assert printed
    assert not [line for line in printed if "SyntaxError" in line]
