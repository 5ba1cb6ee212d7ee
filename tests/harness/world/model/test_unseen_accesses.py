"""Accesses that the interpreter or its library makes by itself: a program that depends on their order is not proved."""

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

FRAME = """
import threading
{imports}

class A:
    x = 1
    def f(self): return 1
    def __add__(self, other): return 1

class B(A):
    def f(self): return 2
    def __add__(self, other): return 2

def raising(error, *cause):
    try:
        if cause: raise error from cause[0]
        raise error
    except ValueError: return 1

def main():
    out = []
    {before}
    def first(): out.append((({read}), ({read})))
    def second(): {change}
    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert out[0][0] == out[0][1], out
"""
"""A program that reads something twice, while another thread changes it."""
UNSEEN = {
    "special method of a class": ("", "c = A()", "c + 1", "A.__add__ = lambda self, other: 3"),
    "special method by setattr": ("", "c = A()", "c + 1", "setattr(A, '__add__', lambda self, other: 3)"),
    "deleted special method": ("", "c = A()", "hasattr(c, '__add__')", "del A.__add__"),
    "class of an instance": ("", "c = A()", "type(c)", "c.__class__ = B"),
    "class by object.__setattr__": ("", "c = A()", "c.f()", "object.__setattr__(c, '__class__', B)"),
    "bases of a class": ("", "class C: pass\n    class K(A): pass", "K.__mro__", "K.__bases__ = (B,)"),
    "abstract base class": ("from abc import ABC\nclass Z(ABC): pass", "c = A()", "isinstance(c, Z)", "Z.register(A)"),
    "protocol": (
        "from typing import Protocol, runtime_checkable\n@runtime_checkable\nclass P(Protocol):\n    y: int",
        "c = A()", "isinstance(c, P)", "c.y = 1",
    ),
    "traceback of an exception": ("", "e = ValueError(1)", "e.__traceback__", "raising(e)"),
    "cause of an exception": ("", "e = ValueError(1)", "e.__cause__", "raising(e, KeyError())"),
    "suppressed context": ("", "e = ValueError(1)", "e.__suppress_context__", "e.__cause__ = None"),
    "text of an exception": ("", "e = ValueError(1)", "str(e)", "e.args = (2,)"),
    "text of an OSError": ("", "e = OSError(1, 'x')", "str(e)", "e.errno = 2"),
    "field of a template": ("", "c = A(); c.x = 1", "'{0.x}'.format(c)", "c.x = 2"),
    "attrgetter of a class": ("from operator import attrgetter", "c = A()", "attrgetter('x')(c)", "A.x = 2"),
    "getattr_static": ("import inspect", "c = A()", "inspect.getattr_static(c, 'x')", "A.x = 2"),
    "getattr_static by keywords": (
        "import inspect", "c = A(); c.x = 1", "inspect.getattr_static(obj=c, attr='x', default=0)", "c.x = 2",
    ),
    "getattr_static of a namespace": (
        "import inspect", "c = A(); c.x = 1", "inspect.getattr_static(c, '__dict__').__get__(c)['x']", "c.x = 2",
    ),
    "name of a function": ("", "def g(): pass", "repr(g)[:11]", "g.__qualname__ = 'h'"),
    "defaults of a function": ("", "def g(x=1): return x", "g()", "g.__defaults__ = (2,)"),
    "keywords of a partial": ("from functools import partial", "p = partial(dict, n=1)", "p()", "p.keywords['n'] = 2"),
    "generic alias": ("from typing import Annotated", "i = [1]; t = Annotated[int, i]", "repr(t)", "i.append(2)"),
    "state of a generator": ("", "g = (i for i in [1])", "g.gi_frame is None", "list(g)"),
    "state by inspect": ("import inspect", "g = (i for i in 'a')", "inspect.getgeneratorstate(g)", "next(g)"),
    "length of an iterator": ("", "i = iter([1, 2])", "i.__length_hint__()", "next(i)"),
    "text of a lock": ("", "lock = threading.Lock()", "repr(lock)[:16]", "lock.acquire()"),
    "text of an event": ("", "e = threading.Event()", "f'{e}'[-6:]", "e.set()"),
    "environment": (
        "import os", "os.environ['KATA'] = '1'", "os.path.expandvars('$KATA')", "os.environ['KATA'] = '2'",
    ),
    "module of sys.modules": (
        "import sys, types\ndef pick():\n    from kata_m import x\n    return x",
        "sys.modules['kata_m'] = types.SimpleNamespace(x=1)", "pick()",
        "sys.modules['kata_m'] = types.SimpleNamespace(x=2)",
    ),
    "switch interval": ("import sys", "", "sys.getswitchinterval()", "sys.setswitchinterval(0.5)"),
    "stack size": ("", "threading.stack_size(0)", "threading.stack_size()", "threading.stack_size(65536)"),
    "string.Template": ("import string", "t = string.Template('a')", "t.substitute()", "t.template = 'b'"),
    "calendar": ("import calendar", "", "calendar.firstweekday()", "calendar.setfirstweekday(6)"),
    "decoder": (
        "import codecs", "d = codecs.getincrementaldecoder('utf8')()", "d.getstate()", "d.decode(b'\\xc3')",
    ),
    "array of ctypes": ("import ctypes", "c = (ctypes.c_int * 1)()", "c[0]", "c[0] = 2"),
    "member of an enum": ("import enum\nclass E(enum.Enum): R = 1", "", "repr(E.R)", "E.R._name_ = 'S'"),
    "hash of a dataclass": (
        "import dataclasses\n@dataclasses.dataclass(frozen=True)\nclass D: x: int", "d = D(1)", "hash(d)",
        "object.__setattr__(d, 'x', 2)",
    ),
    "namespace of a class": (
        "N = {}\nclass M(type):\n    @classmethod\n    def __prepare__(m, n, b): return N", "", "N.get('n')",
        "\n        class K(metaclass=M): n = 1",
    ),
}  # fmt: skip
"""By kind: imports, preparation, what one thread reads twice, and the change that another makes."""
RIGHT = {
    "a new exception": ("", "", "raising(ValueError('x'), KeyError())", "raising(ValueError('y'))"),
    "a template of numbers": ("", "", "'{:.2f} {n}'.format(1.5, n=2)", "'{:.1f}'.format(2.5)"),
    "a class with special methods": ("", "", "1", "\n        class K:\n            def __len__(self): return 1"),
    "wraps": ("from functools import wraps", "def g(): pass", "1", "\n        @wraps(g)\n        def h(): pass"),
    "a dataclass": ("import dataclasses", "", "1", "\n        @dataclasses.dataclass\n        class D: x: int"),
    "a generator of one thread": ("", "", "list(i for i in [1])", "next(i for i in [1])"),
    "string.Template": ("import string", "t = string.Template('a')", "t.substitute()", "t.substitute()"),
    "paths": ("from pathlib import Path", "p = Path('a')", "str(p / 'b')", "p.with_suffix('.x')"),
    "enum": ("import enum\nclass E(enum.Enum): R = 1", "", "E.R.value", "repr(E(1))"),
    "partial": ("from functools import partial", "p = partial(dict, n=1)", "p()", "p()"),
    "attrgetter": ("from operator import attrgetter", "c = A()", "attrgetter('x')(c)", "attrgetter('x')(c)"),
    "getattr_static": ("import inspect", "c = A()", "inspect.getattr_static(c, 'f')", "inspect.getattr_static(A, 'f')"),
    "an exit stack": (
        "from contextlib import ExitStack", "lock = threading.Lock()", "1",
        "\n        with ExitStack() as s: s.enter_context(lock)",
    ),
    "isinstance": ("from collections.abc import Sized", "c = A()", "isinstance(c, Sized)", "isinstance(c, A)"),
}  # fmt: skip
"""Right programs near each kind, which remain proved."""


def result_of(folder: Path, parts: tuple[str, str, str, str]):
    imports, before, read, change = parts
    path = folder / "unseen.py"
    text = FRAME.format(imports=imports, before=before or "pass", read=read, change=change)
    path.write_text(text, encoding="utf-8")
    return run(Function(str(path), "main"), Budget(200))


@pytest.mark.parametrize("kind", UNSEEN)
def test_an_unseen_access_withholds_the_proof(kind, tmp_path):
    result = result_of(tmp_path, UNSEEN[kind])
    assert result.verdict in (Verdict.PASS, Verdict.WRONG), result.message
    assert not result.exhaustive


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_program_remains_proved(kind, tmp_path):
    assert result_of(tmp_path, RIGHT[kind]).exhaustive
