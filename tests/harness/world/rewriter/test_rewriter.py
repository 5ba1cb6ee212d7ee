"""Every construct of Python means the same once it is rewritten, on every line of it."""

from textwrap import dedent

import pytest

SPY = '''
class Spy:
    """Says everything that is done to it, in order."""
    def __init__(self, name):
        object.__setattr__(self, "name_", name)
    def __getattr__(self, field):
        print("get", self.name_, field)
        return Spy(f"{self.name_}.{field}")
    def __setattr__(self, field, value):
        print("set", self.name_, field, value)
    def __delattr__(self, field):
        print("del", self.name_, field)
    def __getitem__(self, key):
        print("item", self.name_, key)
        return Spy(f"{self.name_}[{key}]")
    def __setitem__(self, key, value):
        print("set item", self.name_, key, value)
    def __delitem__(self, key):
        print("del item", self.name_, key)
    def __iadd__(self, other):
        print("iadd", self.name_, other)
        return self
    def __add__(self, other):
        print("add", self.name_, other)
        return Spy(f"({self.name_} + {other})")
    def __lt__(self, other):
        print("lt", self.name_, other)
        return True
    def __eq__(self, other):
        print("eq", self.name_, other)
        return False
    def __contains__(self, other):
        print("contains", self.name_, other)
        return True
    def __bool__(self):
        print("bool", self.name_)
        return not self.name_.startswith("false")
    def __call__(self, *args, **words):
        print("call", self.name_, *args, *words.items())
        return Spy(f"{self.name_}()")
    def __iter__(self):
        print("iter", self.name_)
        return iter([Spy(f"{self.name_}'"), Spy(f"{self.name_}''")])
    def __enter__(self):
        print("enter", self.name_)
        return self
    def __exit__(self, kind, error, trace):
        print("exit", self.name_, kind)
    def __str__(self):
        return self.name_
    def __format__(self, how):
        print("format", self.name_, how)
        return self.name_

def spy(name):
    print("name", name)
    return Spy(name)
'''

ORDER = {
    "store to a field": 'spy("a").x = spy("v").y',
    "store to an item": 'spy("a").x[spy("k").y] = spy("v").z',
    "store to a slice": 'spy("a")[spy("i"):spy("j"):spy("s")] = spy("v")',
    "store to several": 'spy("a").x, spy("b")[spy("k")], *spy("c").y = spy("u"), spy("v"), spy("w")',
    "store in a row": 'spy("a").x = spy("b")[spy("k")] = spy("c").y = spy("v")',
    "delete": 'del spy("a").x, spy("b")[spy("k")], spy("c").d[spy("i"):spy("j")]',
    "in place on a field": 'spy("a").x += spy("v").y',
    "in place on a field of a field": 'spy("a").b.x += spy("v")',
    "in place on an item": 'spy("a").x[spy("k").y] += spy("v")',
    "in place on a slice": 'spy("a")[spy("i"):spy("j")] += spy("v")',
    "in place on a pair": 'spy("a")[spy("i"), spy("j"):, *spy("k")] += spy("v")',
    "call": 'spy("f").g(spy("a"), *spy("b"), k=spy("c"), **{"x": spy("d")})',
    "call of a container's method": 'spy("f").append(spy("a").x, spy("b"))',
    "chained comparison": 'print(spy("a") < spy("b") == spy("c") in spy("d").x < spy("e"))',
    "chained comparison cut short": 'print(spy("a") == spy("b").x < spy("c"))',
    "membership": 'print(spy("a").x in spy("b").y, spy("c") not in spy("d"))',
    "identity": 'print(spy("a").x is spy("b").y, spy("c") is not None)',
    "and, or": 'print(spy("a") and spy("false") and spy("c") or spy("d").x or spy("e"))',
    "not": 'print(not spy("a").x, not spy("false"))',
    "a choice": 'print(spy("a") if spy("false").x else spy("b"), spy("c").x if spy("d") else spy("e"))',
    "displays": 'print([spy("a"), *spy("b")][0], {spy("k").x: spy("v").y} and 1, {**{"q": spy("d")}}["q"])',
    "f-string": """print(f"{spy('a').x:>{spy('w').y}} {spy('b')!s} {spy('c')[spy('k')]}")""",
    "comprehension": 'print([x.y for x in spy("a") if spy("b") for z in spy("c").d if x.u if z.v and 0])',
    "dict comprehension": 'print({x.a: x.b for x in spy("c").d} and 1)',
    "generator": 'print(sum(1 for x in spy("a").b if x.c))',
    "with": 'with spy("a").b as spy("c").d, spy("e") as spy("f")[spy("k")]: print("in")',
    "for": 'for spy("a").x, spy("b")[spy("k")] in [(1, 2), (3, 4)]: print("round")',
    "default and decorator": '@spy("d").e\ndef f(a=spy("x").y, *, b=spy("z")): pass',
    "class": '@(spy("d").x and print)\nclass C(spy("m").x and object, metaclass=spy("v") and type): pass',
    "lambda": 'print((lambda a=spy("x").y: a.z)())',
    "walrus": 'print((y := spy("a").x).b, y)',
    "annotated": 'spy("a").x: spy("not looked at") = spy("v")\nspy("b")[spy("k")]: int = 2',
    "match": 'match spy("a").x:\n    case x if spy("false").y: pass\n    case x if x.z: print("here")',
    "assert": 'assert spy("a").x, spy("not looked at")\nassert spy("false"), spy("message").x',
    "raise": 'raise spy("a").x from spy("b").y',
    "while": 'while spy("a").x and spy("false"): pass\nelse: print("else")',
}


@pytest.mark.parametrize("text", ORDER.values(), ids=ORDER)
def test_parts_are_evaluated_in_python_s_order(means_the_same, text):
    assert len(means_the_same(SPY, text)) > 1


LINES = {
    "a call over several lines": """
        def f(*args): raise KeyError
        x = [
            f(1,
              2,
            ),
        ]
        """,
    "a chain of methods": """
        class A:
            x = None
            def me(self): return self
            def other(self): raise KeyError
        a = A()
        a.x = a
        (a
            .me()
            .x.me(
            )
            .other()
            .me())
        """,
    "a chain of fields": """
        class A: pass
        a = A()
        a.b = a
        print(
            a
            .b
            .b
            .c
            .b)
        """,
    "a field that cannot be set": """
        class A:
            x = property(lambda self: 1)
        a = A()
        a.x = A
        """,
    "in place over lines": """
        class A: n = 1
        a = A()
        (a
         .n) += (
            1
            + "x"
        )
        """,
    "an item": """
        table = {"a": [1]}
        print(table
              ["a"]
              [
                  5
              ])
        """,
    "a store to an item": """
        table = ([1],
                 2)
        table[
            0
        ][
            7
        ] = 1
        """,
    "a loop over what is none": """
        x = 5
        for a in (
            x
        ):
            pass
        """,
    "an iterator that breaks": """
        def broken():
            yield 1
            raise KeyError
        for a in broken():
            b = [
                c
                for c in broken()
            ]
        """,
    "unpacking": """
        def f():
            return 1, 2
        for _ in [1]:
            (a,
             b, c) = f()
        """,
    "a condition": """
        class A:
            def __bool__(self):
                raise KeyError
        a = A()
        a.b = a
        if (a
            and 1):
            pass
        """,
    "a with": """
        class A:
            def __enter__(self): return 1
            def __exit__(self, *rest): raise KeyError
        with A(), \\
             A() as x:
            y = 1
            z = y.no
        """,
    "a lambda and a default": """
        f = lambda: (
            g()
        )
        g = lambda x=[
            1
        ]: x.no
        f()
        """,
    "a comparison": """
        a = [1]
        b = {}
        print(1
              <
              a
              < b)
        """,
    "a failing assert": """
        n = [1]
        assert n
        assert (n[0]
                and not n), (
            "no")
        """,
    "a cause": """
        try:
            {}["a"]
        except KeyError as error:
            raise ValueError("b"
                ) from error
        """,
    "deep inside": """
        class A:
            def __init__(self, n):
                self.n = n
            def go(self):
                self.n -= 1
                return self.go() if self.n else {}[self.n]
        A(3).go()
        """,
    "a shared name that is gone": """
        x = 1
        def f():
            global x
            x = x + 1
            del x
            return [
                x
            ]
        f()
        """,
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_a_traceback_shows_the_learner_s_lines(means_the_same, text):
    (last,) = means_the_same(dedent(text))[-1:]
    assert "through lines [" in last


POINTS = {
    "n = 0\ndef f():\n    global n\n    n += 1\nf()": ["write n", "read n", "write n"],
    "class A:\n    def __init__(self): self.n = 0\n    def f(self): self.n += 1\nA().f()": [
        "write n",
        "read n",
        "write n",
    ],
    "class A:\n    def __init__(self): self.n = 0\n    def f(self): return self.n\nA().f()": ["write n"],
    "l = [1]\nl.append(2)\nlen(l)\n1 in l\nl[0]\nl[0] = 5\nl[0] += 1": (
        "write list, read list, read list, read list, write list, read list, write list".split(", ")
    ),
    "d = {}\nd.get(1)\nd.pop(1, 2)\nif d: pass\nfor k in d: pass\n[*d]\nd == {}\ndel [d][0]": (
        "read dict, write dict, read dict, read dict, read dict, read dict, read dict, write list".split(", ")
    ),
    "from heapq import heappush\nh = []\nheappush(h, 1)\nsorted(h)\nany(x for x in h)": (
        "write list, read list, read list".split(", ")
    ),
    "x = [1]\na, b = x + x\nc = x and x or x": ["read list", "read list", "read list"],
    "def f():\n    for i in (1, 2):\n        (lambda: i)()\nf()": ["write i", "read i", "write i", "read i"],
    "def f():\n    def g(): return n\n    n = 1\n    n = 2\n    del n\nf()": ["write n", "write n", "write n"],
    "class A: pass\na = A()\na.x = 1\na.x\nsetattr(a, 'x', 2)\ngetattr(a, 'x')\ndelattr(a, 'x')": (
        "write x, read x, write x, read x, write x".split(", ")
    ),
    "class A:\n    n = 0\n    def f(self):\n        A.n += 1\nA().f()": ["read n", "write n"],
    "class A(list): pass\na = A()\nsetattr(a, 'count', 0)\na.count\nf = a.append\nf(1)\na.count + 1": (
        "write count, read count, write A, read count".split(", ")
    ),
    "from contextlib import nullcontext\nd = {}\nfor d[1 + 1] in (1, 2): pass\nfor d[1] in (1,): pass\n"
    "with nullcontext() as d[2 + 1]: pass": [*["write dict"] * 3, "write nullcontext", "write dict"],
    "for wrong in (getattr, setattr, delattr):\n    try: wrong(0, 1)\n    except TypeError: pass": [],
    "n = 1\ndef f(): return n\nf()": [],
    "def f():\n    n = 1\n    n += 1\n    return n\nf()": [],
}


@pytest.mark.parametrize(("text", "expected"), POINTS.items())
def test_points_stand_before_each_shared_access(points, text, expected):
    assert points(text) == expected
