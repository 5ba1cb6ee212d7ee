"""Programs of one or more files whose text does not show at first sight what changes: none is proved without reason.

Each fails in some schedule that Python permits. Either a failure is found, or nothing is said to be proved.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from harness import explore
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

START = """
import threading

def together(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
"""
TWICE = """\
import other
{more}
same = []
def check():
    same.clear()
    def change():
        {change}
    together(lambda: same.append(other.twice()), change)
    assert same == [True]
"""
GLOBAL = """\
{first}
def twice():
    one = {read}
    two = {read}
    return one == two
def bump():
    global value
    value = 1
"""
OBJECT = """\
class Box:
    def __init__(self):
        self.{name} = 0
    def again(self):
        one = self.{name}
        return one == self.{name}
box = Box()
def twice():
    return box.again()
"""


def of_global(change: str, first: str = "value = 0", read: str = "value", more: str = "") -> dict[str, str]:
    return {"main": TWICE.format(change=change, more=more), "other": GLOBAL.format(first=first, read=read)}


def of_object(change: str, name: str = "value", more: str = "") -> dict[str, str]:
    return {"main": TWICE.format(change=change, more=more), "other": OBJECT.format(name=name)}


LEFT = """
        import csv, fractions, functools, typing
        part = functools.partial(dict, a=1)
        cut = slice([], None)
        T = typing.TypeVar("T")
        def noted(one: int): "Before."
        def check():
            order, first = [], {first}
            together(*(functools.partial(order.append, number) for number in (1, 2, 3)))
            if order != [1, 2, 3]:
                {change}
            assert not (first and order == [3, 2, 1])
"""
"""State that one execution changes, and the next one must not begin with: the failure needs the state as it was."""
FOUND = {
    **{
        f"a state that is put back: {change}": {"main": LEFT.format(first=first, change=change)}
        for first, change in (
            ("part.keywords == {'a': 1}", "part.keywords['a'] = 2"),
            ("noted.__annotations__ == {'one': int}", "noted.__annotations__['one'] = str"),
            ("noted.__doc__ == 'Before.'", "noted.__doc__ = 'After.'"),
            ("not cut.start", "cut.start.append(1)"),
        )
    },
    "a global that its own file changes": {
        "main": "import other\ndef check():\n    seen = []\n    def read():\n        one = other.value\n"
        "        seen.append(one == other.value)\n    together(read, other.bump)\n    assert seen == [True]",
        "other": GLOBAL.format(first="value = 0", read="value"),
    },
    "a global, and an import by name": of_global("other.value = 1", more="import importlib"),
    "a global, and an installed package": of_global("other.value = 1", more="import pluggy"),
    "a global, and an optional module": of_global(
        "other.value = 1", more="try:\n    import missing_one\nexcept ImportError:\n    pass"
    ),
    "a function that is replaced": of_global("other.make = lambda: 1", "def make():\n    return 0", "make()"),
    "a name of a builtin": of_global("other.max = 1", "max = 0", "max"),
    "a private name from outside": of_object("other.box._Box__value = 1", "__value"),
    "a constructor by another name": {
        "main": TWICE.format(change="other.box.reset()", more=""),
        "other": """
        from itertools import count
        numbers = count()
        class Box:
            def __init__(self):
                self.value = next(numbers)
            reset = __init__
        box = Box()
        def twice():
            one = box.value
            return one == box.value
        """,
    },
    "a thread that a constructor starts": {
        "main": """
        class Base:
            value = 0
            def __init__(self):
                self.thread = threading.Thread(target=self.run)
                self.thread.start()
            def run(self):
                self.seen = self.value
        class Box(Base):
            def __init__(self):
                super().__init__()
                self.value = 1
        def check():
            box = Box()
            box.thread.join()
            assert box.seen == 0
        """
    },
    "two names of one import": {
        "main": """
        import other
        def check():
            seen = []
            def read():
                from other import one, two
                seen.append((one, two))
            def write():
                other.one = 1
                other.two = 1
            together(write, read)
            assert seen[0] != (0, 1)
        """,
        "other": "one = two = 0",
    },
    "a try by a name that is made": {
        "main": """
        def check():
            lock, got = threading.Lock(), []
            take, give = "acquire release".split()
            def hold():
                with lock:
                    pass
            def attempt():
                got.append(getattr(lock, take)(False))
                if got[0]:
                    getattr(lock, give)()
            together(hold, attempt)
            assert got == [True]
        """
    },
    "a join of a thread that another one starts": {
        "main": """
        def swap(mine, theirs, bad):
            mine.start()
            try:
                theirs.join()
            except RuntimeError:
                bad.append(1)
        def check():
            one, two = threading.Thread(target=int), threading.Thread(target=int)
            bad = []
            together(lambda: swap(one, two, bad), lambda: swap(two, one, bad))
            assert not bad
        """
    },
    "a module that a package gets": {
        "main": """
        import shop
        def check():
            seen = []
            def load():
                import shop.till
            def look():
                try:
                    shop.till
                except AttributeError:
                    seen.append("no")
                else:
                    seen.append("yes")
            together(load, look)
            assert seen == ["no"]
        """,
        "shop/__init__": "",
        "shop/till": "",
    },
}
INSIDE = """
        def check():
            one, seen = threading.{made}, []
            def use():
                one.{use}
            together(use, lambda: seen.append(one.{read}))
            assert seen == [{usual}]
"""
WITHHELD = {
    **{
        f"a state that stays: {change}": {"main": LEFT.format(first=first, change=change)}
        for first, change in (
            ("not hasattr(fractions.Fraction, 'mark')", "fractions.Fraction.mark = 1"),
            ("not hasattr(T, 'mark')", "T.mark = 1"),
            ("'mark' not in csv.list_dialects()", "csv.register_dialect('mark')"),
        )
    },
    **{
        f"a private field of {made} inside an operation": {
            "main": INSIDE.format(made=made, use=use, read=read, usual=usual)
        }
        for made, use, read, usual in (
            ("Barrier(1)", "wait()", "_count", 0),
            ("_RLock()", "acquire()", "_count", 0),
            ("Semaphore(1)", "acquire()", "_cond._lock.locked()", False),
        )
    },
    "a module's attribute by setattr": of_global("setattr(other, 'value', 1)"),
    "a constructor that runs again": {
        "main": """
        class Box:
            only = None
            def __new__(cls, value):
                if cls.only is None:
                    cls.only = super().__new__(cls)
                return cls.only
            def __init__(self, value):
                self.value = value
        def check():
            Box.only, seen = None, []
            box = Box(0)
            def read():
                one = box.value
                seen.append(one == box.value)
            together(read, lambda: Box(1))
            assert seen == [True]
        """
    },
    "a special method by another name": {
        "main": """
        def same(one, other):
            return one.number == other.number
        class Number:
            def __init__(self, number):
                self.number = number
            __eq__ = same
        def check():
            numbers, found = [Number(1), Number(2), Number(3)], []
            together(lambda: found.append(Number(3) in numbers), lambda: numbers.pop(0))
            assert found == [True]
        """
    },
    "a file that no statement names": {
        "main": """
        import pydoc
        def check():
            lock, got = threading.Lock(), []
            other = pydoc.locate("other")
            def hold():
                with lock:
                    pass
            together(hold, lambda: got.append(other.attempt(lock)))
            assert got == [True]
        """,
        "other": "def attempt(lock):\n    if not lock.acquire(False):\n        return False\n"
        "    lock.release()\n    return True",
    },
    "a thread of a module's top level": {
        "main": """
        import other
        def check():
            other.thread.join()
            assert other.seen == ["no"]
        """,
        "other": """
        import threading
        seen = []
        def run():
            try:
                seen.append(late())
            except NameError:
                seen.append("no")
        thread = threading.Thread(target=run)
        thread.start()
        def late():
            return 1
        """,
    },
    "defaults that change": {
        "main": """
        def number(*, one=1):
            return one
        def check():
            number.__kwdefaults__["one"] = 1
            seen = []
            def read():
                first = number()
                seen.append(first == number())
            def write():
                number.__kwdefaults__["one"] = 2
            together(read, write)
            assert seen == [True]
        """
    },
}


def written(folder: Path, files: dict[str, str]) -> Function:
    for name, text in files.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text((START if name == "main" else "") + dedent(text), encoding="utf-8")
    return Function(str(folder / "main.py"), "check")


@pytest.mark.parametrize("files", FOUND.values(), ids=FOUND)
def test_the_failure_is_found(tmp_path: Path, files: dict[str, str]) -> None:
    result = run(written(tmp_path, files), Budget(500))
    assert result.verdict is Verdict.WRONG, result.message


@pytest.mark.parametrize("files", WITHHELD.values(), ids=WITHHELD)
def test_nothing_is_proved(tmp_path: Path, files: dict[str, str]) -> None:
    result = run(written(tmp_path, files), Budget(200))
    assert not result.exhaustive, result.message
    assert not result.passed or result.unproved, result.message


def test_a_decorated_function_is_the_one_that_is_explored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "decorators_of_mine.py").write_text(
        "from functools import wraps\ndef twice(function):\n    @wraps(function)\n    def inner():\n"
        "        return function()\n    return inner\ndef check():\n    pass\n"
    )
    (tmp_path / "decorated_one.py").write_text(
        "from decorators_of_mine import twice\n@twice\ndef check():\n    assert False, 'the right one'\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    import decorated_one  # type: ignore[import-not-found]

    result = explore(decorated_one.check, schedules=10)
    assert "the right one" in result.message
