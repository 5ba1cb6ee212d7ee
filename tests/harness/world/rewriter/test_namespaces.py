"""Functions that look at the names of their caller, and namespaces of the program, mean what they mean in Python."""

from textwrap import dedent

import pytest

HOLD = {
    "the names of a call": """
        def main():
            def named(a, b=1):
                return dir(), sorted(locals()), sorted(vars())
            assert named(0) == (["a", "b"],) * 3
            global first, second
            first, second = sorted(locals()), dir()
            assert first == second == ["named"], (first, second)
            assert "named" in dir() and "main" not in dir()
            class Kept:
                kept = 1
                names = dir()
            assert "kept" in Kept.names and not [name for name in Kept.names if "kata" in name]
            assert "append" in dir([])
        """,
    "names that C asks for": """
        R = [1]
        def main():
            z = 3
            assert list(map(eval, ["R", "z", "z + 1"])) == [[1], 3, 4]
            assert max(["2", "z"], key=eval) == "z"
        """,
    "what exec sets": """
        def main():
            space = {}
            exec("x = 1", space)
            exec("y = x + 1", space)
            assert space["y"] == 2 and eval("x + y", space) == 3
        """,
    "a namespace that answers any name": """
        from collections import ChainMap, defaultdict
        class Zero(dict):
            def __missing__(self, name):
                return 0
        class Two:
            def __getitem__(self, name):
                return 2
        def main():
            assert eval("a + b", {}, defaultdict(int)) == 0
            assert eval("a + 1", Zero()) == 1
            assert eval("a * b", {}, Two()) == 4
            assert eval("a + 1", {}, ChainMap({"a": 1})) == 2
        """,
    "a class whose namespace answers any name": """
        from collections import defaultdict
        class Meta(type):
            @classmethod
            def __prepare__(self, name, bases):
                return defaultdict(int)
            def __new__(self, name, bases, space):
                return super().__new__(self, name, bases, dict(space))
        def main():
            class Made(metaclass=Meta):
                \"\"\"It has a docstring.\"\"\"
                x = y + 1
                def get(self):
                    return self.x
            assert (Made.x, Made().get(), Made.__doc__) == (1, 1, "It has a docstring.")
        """,
    "a hash by value in the second base": """
        class Named:
            pass
        class ByValue:
            def __eq__(self, other):
                return True
            def __hash__(self):
                return 7
        class Item(Named, ByValue):
            pass
        class More(Item):
            def __hash__(self):
                return super().__hash__() + 1
        class Less(Named):
            def __hash__(self):
                return super().__hash__() * 0
        def main():
            assert len({Item(), Item()}) == 1 and hash(More()) == 8 and hash(Less()) == 0
            assert hash(type("Other", (Named, ByValue), {})()) == 7
            named = Named()
            assert named in {named} and Named() not in {named}
            assert hash(named) == hash(named)
        """,
    "a second base that cannot be hashed": """
        class Named:
            pass
        class Unhashable:
            __hash__ = None
        class Both(Named, Unhashable):
            pass
        def main():
            try:
                hash(Both())
            except TypeError as error:
                assert str(error) == "unhashable type: 'Both'"
            else:
                raise AssertionError
        """,
}
FAIL = {
    "locals": 'assert named(1) != ["a", "b"]',
    "an answer to any name": 'assert eval("a + 1", {}, defaultdict(int)) == 0',
    "the names of the caller": 'assert "kept" not in dir()',
}
PROGRAM = """
from collections import defaultdict
from threading import Thread

def named(a, b=1):
    return sorted(locals())

def main():
    kept = []
    thread = Thread(target=kept.append, args=(1,))
    thread.start()
    thread.join()
    {line}
"""
"""It fails in every schedule, and is recorded."""


@pytest.mark.parametrize("text", HOLD.values(), ids=HOLD)
def test_it_holds_for(explored, text):
    space = {"__name__": "program"}
    exec(dedent(text), space)
    space["main"]()  # in Python itself
    result = explored(text)
    assert result.passed, f"{result.verdict}: {result.message}"


@pytest.mark.parametrize("line", FAIL.values(), ids=FAIL)
def test_the_recorded_execution_fails_as_the_others_do(explored, line):
    result = explored(PROGRAM.format(line=line))
    assert result.verdict == "wrong", f"{result.verdict}: {result.message}"
    assert "line" in result.message
