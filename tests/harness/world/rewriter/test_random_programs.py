"""Random sequential programs mean the same before and after they are rewritten."""

import re
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

PRELUDE = """
class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", show(self.name))
        return self.name
    def __exit__(self, kind, error, trace):
        print("exit", show(self.name), kind and kind.__name__)
        return self.swallow

class Slotted:
    __slots__ = ("x", "y")
    def __init__(self):
        self.x = 1
    def __getitem__(self, key):
        print("getitem", show(key))
        return 7 if key != 5 else [][0]
    def __setitem__(self, key, value):
        print("setitem", show(key), show(value))
    def __delitem__(self, key):
        print("delitem", show(key))

class Box(Slotted):
    count = 0
    def __init__(self, x=3):
        super().__init__()
        self.rounds, self.x, self.__hidden, self.items = 0, x, [x], [x, 2]
        self.table = {"k": x, 1: 2}
    @property
    def prop(self):
        print("get prop")
        return self.__hidden[-1]
    @prop.setter
    def prop(self, value):
        print("set prop", show(value))
        self.__hidden.append(value)
    def bump(self, by=1, *rest, **words):
        print("bump", show(rest), show(words))
        self.__hidden[0] += by
        Box.count += 1
        return self.__hidden[0]
    def chained(self, value):
        return self if value else value
    def enough(self):
        self.rounds += 1
        return self.rounds % 4 == 0 or self.rounds > 60
    def __getattr__(self, name):
        print("getattr", name)
        if name != "other":
            raise AttributeError(name)
        return 11
    def __iter__(self):
        yield from self.items
    def __contains__(self, value):
        return value in self.items

def show(value, depth=0):
    if depth > 5:
        return "..."
    if isinstance(value, (int, str, bool, type(None))):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}{[show(one, depth + 1) for one in value]}"
    if isinstance(value, (set, frozenset)):
        return f"set{sorted(show(one) for one in value)}"
    if isinstance(value, dict):
        return f"dict{[(show(key), show(one, depth + 1)) for key, one in value.items()]}"
    return type(value).__name__

def few(values):
    for value in values:
        yield value
        if o.enough():
            break

def seen(label, value):
    print("seen", label, show(value))
    return value

def counted(function):
    def inner(*args, **words):
        nonlocal calls
        calls += 1
        print("call", calls)
        return function(*args, **words)
    calls = 0
    return inner

def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as done:
        print(show(done.value))
    coroutine.close()

o, s = Box(), Slotted()
l, d = [1, 2, 3], {"k": 1, 2: [3]}
"""
BEGINNING = """
a, b, c = 4, l, d
g, h = 1, 2
"""
SHARING = """
def others():
    return a, b, c, g, h
a, b, c, g, h = others()
"""
ENDING = """
print(show([a, b, c, g, h, l, d, o.items, o.table]))
"""


def read_grammar():
    """By name of a thing, the ways to write it."""
    text = Path(__file__).with_name("grammar.txt").read_text(encoding="utf-8")
    ways = {}
    for section in text.split("\n\n")[1:]:
        thing, *written = re.split("\n- ", section.rstrip("\n"))
        ways[thing] = [way.replace("\n  ", "\n") for way in written]
    return ways


GRAMMAR = read_grammar()
PLACES = {"loop", "function", "generator", "any", "deep"}


def fitting(thing, places):
    """The ways to write a thing that may stand in such places."""
    for way in GRAMMAR[thing]:
        place, colon, text = way.partition(": ")
        if not colon or place not in PLACES:
            yield way
        elif place in places:
            yield text


def expand(draw, thing, blocks, nested, places):
    """A random text for a thing of the grammar.

    Args:
        draw: Hypothesis's source of chance.
        thing: its name, and after a blank what surrounds all that is inside.
        blocks: how many more blocks may stand in each other.
        nested: how many more expressions may.
        places: what surrounds it: "loop", "function", ...
    """
    thing, *more = thing.split()
    if thing == "block":
        places = {*more} - {"out"} if {"out", "function"} & {*more} else places | {*more}
        count = draw(st.integers(1, 2))
        return "\n".join(expand(draw, "statement", blocks - 1, 2, places) for _ in range(count))
    if thing == "expression":
        nested -= 1
        thing = "leaf" if nested < 0 else thing
    here = places | ({"deep"} if blocks else set()) | ({"any"} if places else set())
    way = draw(st.sampled_from(list(fitting(thing, here))))
    lines = []
    for line in way.split("\n"):
        text = line.lstrip()
        filled = re.sub("<([a-z ]+)>", lambda found: expand(draw, found[1], blocks, nested, places), text)
        lines.append(indent(filled, " " * (len(line) - len(text))))
    return "\n".join(lines)


@st.composite
def programs(draw):
    """A program that compiles."""
    lines = [expand(draw, "top", 1, 2, set()) for _ in range(draw(st.integers(3, 8)))]
    text = "\n".join([BEGINNING, draw(st.sampled_from(["", SHARING])), *lines, ENDING])
    try:
        compile(text, "<program>", "exec")
    except SyntaxError:  # such as a walrus where none may stand
        reject()
    return text


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::RuntimeWarning")
@settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(programs())
def test_a_random_program_means_the_same(means_the_same, text):
    means_the_same(PRELUDE, text)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::RuntimeWarning")
@settings(derandomize=True, deadline=None, max_examples=3_000, suppress_health_check=list(HealthCheck))
@given(programs())
def test_many_random_programs_mean_the_same(means_the_same, text):
    means_the_same(PRELUDE, text)
