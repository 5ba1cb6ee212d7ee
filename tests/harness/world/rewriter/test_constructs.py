"""Small programs that use every construct of the language do the same once they are rewritten."""

from textwrap import dedent

import pytest

MEANING = {
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
