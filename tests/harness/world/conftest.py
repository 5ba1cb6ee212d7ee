"""What the tests of the world share: one source text run as it is and rewritten, and files run in a world."""

import ast
import builtins
import re
import traceback
from functools import cache

import pytest

from harness.world import runtime
from harness.world.rewriter import attributes_that_change, rewrite

FILE = "<program>"


def nobody(*args):
    """A point or a loop's round, where no other thread is."""
    return True


def run(parts, names):
    """What a program prints: among it each exception and the lines that it came through."""
    printed = []

    def note(*values, sep=" "):
        printed.append(re.sub(r"0x[0-9a-f]+", "0x", sep.join(map(str, values))))

    def caught(error):
        lines = [one.lineno for one in traceback.extract_tb(error.__traceback__) if one.filename == FILE]
        note(type(error).__name__, error, "through lines", lines)

    world = {"__builtins__": {**vars(builtins), **names, "print": note, "caught": caught}, "__name__": "program"}
    try:
        for part in parts:
            exec(part, world)
    except Exception as error:
        caught(error)
    return printed


@cache
def plain(text):
    return compile(text, FILE, "exec", dont_inherit=True)


@cache
def rewritten(text, changing):
    return compile(rewrite(ast.parse(text, FILE), changing), FILE, "exec", dont_inherit=True)


@pytest.fixture(scope="session")
def means_the_same():
    """Asserts that a program does the same before and after it is rewritten; its parts run one by one."""

    def check(*parts):
        expected = run(map(plain, parts), {})
        names = runtime.names(nobody, nobody, nobody)
        assert run([rewritten(part, None) for part in parts], names) == expected
        changing = attributes_that_change(*map(ast.parse, parts[-1:]))
        assert run([*(rewritten(part, None) for part in parts[:-1]), rewritten(parts[-1], changing)], names) == expected
        return expected

    return check


@pytest.fixture(scope="session")
def points():
    """The points that a program comes by: kind, and the name of a variable, a field or a type of container."""

    def collect(text):
        found = []

        def point(kind, obj, field):
            found.append(f"{kind} {obj if isinstance(obj, str) else field or type(obj).__name__}")

        tree = ast.parse(text, FILE)
        names = runtime.names(point, nobody, nobody)
        exec(rewritten(text, attributes_that_change(tree)), {"__builtins__": {**vars(builtins), **names}})
        return found

    return collect
