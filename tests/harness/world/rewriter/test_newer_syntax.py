"""The syntax of newer versions of Python means the same once it is rewritten."""

import sys
from textwrap import dedent

import pytest


def since(*version):
    """Skip visibly on versions before the one that introduced the syntax."""
    wanted = ".".join(map(str, version))
    return pytest.mark.skipif(sys.version_info < version, reason=f"this syntax came with Python {wanted}")


NEWER = [
    pytest.param(
        """
        type Pair[A, *B, **C] = tuple[A, *B]
        type Lazy = list[undefined]
        class Box[T: (int, str)]:
            items: list[T]
            def __init__(self, *items: T) -> None:
                self.items, self.count = list(items), 0
            def map[U](self, function: 'not looked at', *, seen: list[U] = []) -> 'Box[U]':
                self.count += 1
                return Box(*[function(one) for one in self.items if one or T])
        class Sub[T](Box[T], dict[str, T]): pass
        def first[T](box: Box[T]) -> T:
            def inner() -> T:
                return box.items[0], T.__name__
            return inner()
        print(first(Box(1, 2).map(lambda x: x + 1)), Sub.__orig_bases__, Lazy)
        print(Pair.__type_params__, first.__type_params__, Box.__type_params__)
        """,
        marks=since(3, 12),
        id="type parameters",
    ),
    pytest.param(
        """
        class Box[T = int]:
            def get[U = list[T]](self) -> U: return [U.__default__]
        type Alias[T = str] = dict[str, T]
        print(Box().get(), Alias[int])
        """,
        marks=since(3, 13),
        id="defaults of type parameters",
    ),
    pytest.param(
        """
        name, table = "x", {"k": 1}
        class Box: n = 0
        box = Box()
        box.n += 3
        text = t"hello {name!r:>{box.n}} {table['k'] + box.n} {box.n=}"
        print(text.strings, text.values)
        print([(one.expression, one.conversion, one.format_spec) for one in text.interpolations])
        """,
        marks=since(3, 14),
        id="template strings",
    ),
    pytest.param(
        """
        try:
            {}["x"]
        except KeyError, ValueError:
            print("caught")
        def f(a: not_there_yet) -> list[not_there_yet]: return a
        class C:
            x: not_there_yet = 1
        print(f(1), C.x)
        """,
        marks=since(3, 14),
        id="except without brackets, annotations for later",
    ),
    pytest.param(
        """
        rows, tables = [[1, 2], [3]], [{"a": 1}, {"b": 2}]
        print([*row for row in rows], {*row for row in rows if row}, list(*row for row in rows))
        print({**table for table in tables})
        """,
        marks=since(3, 15),
        id="unpacking in comprehensions",
    ),
    pytest.param(
        """
        lazy import colorsys
        lazy from fractions import Fraction as F
        print(F(1, 2), colorsys.rgb_to_hsv(0, 0, 0))
        """,
        marks=since(3, 15),
        id="lazy imports",
    ),
]


@pytest.mark.parametrize("text", NEWER)
def test_newer_syntax_means_the_same(means_the_same, text):
    printed = means_the_same(dedent(text))
    assert printed
    assert "through lines" not in printed[-1]
