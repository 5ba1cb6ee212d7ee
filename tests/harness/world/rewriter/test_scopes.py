"""Which names and attributes of a file two threads can see change."""

import ast
from textwrap import dedent

import pytest

from harness.world.rewriter.changing_attributes import attributes_that_change
from harness.world.rewriter.scopes import Scopes

NAMES = {
    "a global that never changes": ("n = 1\ndef f(): return n", ""),
    "a global bound twice": ("n = 1\nn = 2\ndef f(): return n", "n"),
    "a global bound in a loop": ("for n in range(3): pass\ndef f(): return n", "n"),
    "a global that no function reads": ("n = 1\nn = 2\nprint(n)", ""),
    "a global bound in a function": ("n = 1\ndef f():\n    global n\n    n = 2", "n"),
    "a global bound in a function only": ("def f(v):\n    global n\n    n = v\ndef g(): return n", "n"),
    "a global in place": ("n = 1\nn += 1\ndef f(): return n", "n"),
    "a global deleted": ("n = 1\ndel n\ndef f(): return n", "n"),
    "a global bound by a walrus": ("n = 1\nprint(n := 2)\ndef f(): return n", "n"),
    "a global bound in a class": ("n = 1\nclass C:\n    global n\n    n = 2\n    def f(self): return n", "n"),
    "a function defined twice": ("def f(): pass\ndef f(): pass\ndef g(): f()", "f"),
    "functions that call each other": ("def f(): g()\ndef g(): f()", ""),
    "a class and an import": ("import a.b\nfrom c import d as e\nclass C: pass\ndef f(): return a, e, C()", ""),
    "an import twice": ("import a\nimport a.b\ndef f(): return a", "a"),
    "a builtin": ("def f(): return len, print", ""),
    "locals": ("def f(n):\n    n = 1\n    n += 1\n    for m in n: m = 2\n    return n, m", ""),
    "a closure variable that never changes": ("def f(n):\n    m = n\n    return lambda: n + m", ""),
    "a closure variable that changes": ("def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1", "n"),
    "an argument that changes": ("def f(n):\n    n += 1\n    return lambda: n", "n"),
    "a closure variable bound after its reader": ("def f():\n    def g(): return n\n    n = 1", "n"),
    "a closure variable bound before its reader": ("def f():\n    n = 1\n    def g(): return n", ""),
    "nested functions that call each other": ("def f():\n    def g(): h()\n    def h(): g()", ""),
    "a loop variable in a lambda": ("def f():\n    for n in 'ab': yield lambda: n", "n"),
    "a loop variable as a default": ("def f():\n    for n in 'ab': yield lambda n=n: n", ""),
    "a loop variable in a comprehension": ("def f():\n    return [lambda: n for n in 'ab']", "n"),
    "a comprehension of its own function": ("def f():\n    n = 1\n    n = 2\n    return [n for _ in 'ab']", ""),
    "a walrus in a comprehension": ("def f():\n    n = [m := 1 for _ in 'ab']\n    return lambda: m", "m"),
    "a name of a class": ("class C:\n    n = 1\n    n = 2\n    m = [n for _ in 'ab']\n    def f(self): return n", ""),
    "a name of a class and a global": ("n = 1\nn = 2\nclass C:\n    n = 3\n    def f(self): return n", "n"),
    "what a pattern binds": (
        "def f(v):\n    match v:\n        case [n, *m] | {'a': n, **m}: pass\n    n = m = 1\n    return lambda: (n, m)",
        "m n",
    ),
    "what a pattern binds hides a global": ("n = 1\nn = 2\ndef f(v):\n    match v:\n        case [n]: return n", ""),
    "what with and except bind": (
        "def f():\n    with a as n: n = 1\n    try: pass\n    except E as e: e = 1\n    return lambda: (n, e)",
        "e n",
    ),
    "nonlocal after the reader": (
        "def f():\n    n = 1\n    def g():\n        def h(): return n\n        nonlocal n\n        n = 2",
        "n",
    ),
    "the same name elsewhere": (
        "def f():\n    n = 1\n    n = 2\n    return n\ndef g():\n    n = 1\n    return lambda: n",
        "",
    ),
    "a default and a decorator": ("n = 1\nn = 2\n@n\ndef f(m=n): pass", ""),
    "two threads' own counters": ("def f():\n    n = 0\n    n += 1\n    return n\nx = f\ny = f", ""),
}


def shared_names(text):
    scopes = Scopes(ast.parse(text))
    return {name for scope in scopes.of.values() for name in scope.bindings if scopes.shared(scope, name)}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_a_name_is_shared_when_others_can_see_it_change(text, expected):
    compile(text, "<program>", "exec")
    assert shared_names(text) == set(expected.split())


ATTRIBUTES = {
    "set once": ("class A:\n def __init__(self): self.a = 1", ""),
    "set in another method": ("class A:\n def __init__(self): self.a = 1\n def f(self): self.a = 2", "a"),
    "set by another object": ("class A:\n def __init__(self, other): other.a = 1; self.b = 2", "a"),
    "set for another name of self": ("class A:\n def __init__(me): me.a = 1; self = me; self.b = 2", "b"),
    "in place": ("class A:\n def __init__(self): self.a = 1; self.b = 1; self.b += 1", "b"),
    "deleted": ("class A:\n def __init__(self): self.a = 1\n def f(self): del self.a", "a"),
    "in a loop": ("class A:\n def __init__(self):\n  for _ in 'ab': self.a = 1\n  while 1: self.b = 1", "a b"),
    "in a branch": ("class A:\n def __init__(self):\n  if x: self.a = 1\n  else: self.a, self.b = 2, 3", ""),
    "in a with and a try": (
        "class A:\n def __init__(self):\n  with x: self.a = 1\n  try: self.b = 1\n  finally: pass",
        "",
    ),
    "as a loop's target": ("class A:\n def __init__(self):\n  for self.a in 'ab': pass", "a"),
    "as a with's target": ("class A:\n def f(self):\n  with x as self.a: pass", "a"),
    "unpacked": ("class A:\n def f(self): (self.a, [self.b, *self.c]) = x", "a b c"),
    "of the class": ("class A:\n a = 1\n def f(self): A.a = 2; type(self).b = 3", "a b"),
    "annotated": ("class A:\n a: int = 1\n def __init__(self): self.b: int = 2\n def f(self): self.c: int = 3", "c"),
    "after construction": ("class A:\n def __post_init__(self): self.a = 1", ""),
    "in a function inside": ("class A:\n def __init__(self):\n  def f(): self.a = 1", "a"),
    "the same name elsewhere": ("class A:\n def __init__(self): self.a = 1\nclass B:\n def f(self): self.a = 1", "a"),
    "without self": ("class A:\n def __init__(): pass\n def f(self): self.a = 1", "a"),
}


@pytest.mark.parametrize(("text", "expected"), ATTRIBUTES.values(), ids=ATTRIBUTES)
def test_an_attribute_changes_unless_only_the_constructor_sets_it(text, expected):
    assert attributes_that_change(ast.parse(text)).names == set(expected.split())


@pytest.mark.parametrize(
    "text",
    [
        "setattr(a, 'b', 1)",
        "delattr(a, 'b')",
        "a.__dict__['b'] = 1",
        "vars(a).update(b=1)",
        "object.__setattr__(a, 'b', 1)",
        "exec('a.b = 1')",
        "class A:\n def f(self): self.__init__()",
    ],
)
def test_any_attribute_may_change_where_they_are_reached_by_other_means(text):
    assert attributes_that_change(ast.parse(text)).others


def test_a_constructor_may_call_those_of_its_bases():
    text = """
        class A(B):
            def __init__(self):
                super().__init__()
                B.__init__(self)
                self.a = 1
        """
    assert attributes_that_change(ast.parse(dedent(text))).names == set()


def test_files_that_share_objects_share_what_changes():
    once, again = "class A:\n def __init__(self): self.a = 1", "def f(one): one.a = 2"
    assert attributes_that_change(ast.parse(once)).names == set()
    assert attributes_that_change(ast.parse(once), ast.parse(again)).names == {"a"}
    assert attributes_that_change(ast.parse(once), ast.parse("vars(x)")).others
