"""The interface check finds methods that no call of the contract fits, and nothing else."""

import ast
from pathlib import Path
from types import ModuleType

import pytest
from concurrency_katas.course.content.catalogue import interface
from concurrency_katas.program.interface_check import check_interface
from concurrency_katas.world.loader.load_error import LoadError

REFERENCE = """
class Box:
    def __init__(self, room):
        self.room = room

    def put(self, item, timeout=None):
        self.item = self._fresh(item)

    @property
    def size(self):
        return 1

    def _fresh(self, item):
        return item
"""


def said(tmp_path: Path, source: str) -> str:
    """Return what the check says about a source, or "" if it accepts it."""
    reference, target = tmp_path / "reference.py", str(tmp_path / "box.py")
    reference.write_text(REFERENCE)
    module = ModuleType("box")
    exec(compile(source, target, "exec"), vars(module))
    try:
        check_interface(module, ast.parse(source), target, interface(reference))
    except LoadError as error:
        place = error.place
        return f"{error.verdict}: {error}" if place is not None and place.file == target else "another file"
    return ""


PROPERTY = "    @property\n    def size(self):\n        return 1"
PUT = "    def put(self, item, timeout=None):\n        self.item = self._fresh(item)"


def swapped(old: str, new: str) -> str:
    assert old in REFERENCE
    return REFERENCE.replace(old, new)


FAULTS = {
    "no self": (swapped("put(self, item, timeout=None)", "put(item)"), "line 6: put has no parameter self"),
    "no parameter at all": (
        swapped("put(self, item, timeout=None)", "put()"),
        "line 6: put has no parameter self",
    ),
    "no self in __init__": (
        swapped("__init__(self, room)", "__init__(room)"),
        "line 3: __init__ has no parameter self",
    ),
    "no self in a property": (swapped("size(self)", "size()"), "line 10: size has no parameter self"),
    "self is used and is no parameter": (
        swapped("put(self, item, timeout=None)", "put(item, timeout=None)"),
        "line 6: put has no parameter self",
    ),
    "no self in a method of its own": (
        swapped("_fresh(self, item)", "_fresh(item)"),
        "line 13: _fresh has no parameter self, and no @staticmethod",
    ),
    "a parameter is missing": (
        swapped("put(self, item, timeout=None)", "put(self)"),
        "line 6: put has no parameter item, but the contract calls put(item)",
    ),
    "one parameter too many": (
        swapped("put(self, item, timeout=None)", "put(self, item, place)"),
        "line 6: put needs the parameter place, which the contract's call put(item) does not pass",
    ),
    "parameters that only a name can pass": (
        swapped("put(self, item, timeout=None)", "put(self, item, *, place, shelf)"),
        "line 6: put needs the parameters place, shelf, which the contract's call put(item) does not pass",
    ),
    "a static method with self": (
        swapped("    def put(self, item, timeout=None):", "    @staticmethod\n    def put(self, item):"),
        "line 7: put is a static method, and the contract's call put(item) does not fit its parameters",
    ),
    "no __init__": (
        swapped("def __init__(self, room)", "def start(self, room)"),
        "line 2: Box has no method __init__, but the contract passes room",
    ),
    "a method instead of a property": (
        swapped("    @property\n", ""),
        "line 9: size has no @property, but the contract reads it without calling it",
    ),
}


@pytest.mark.parametrize(("source", "words"), FAULTS.values(), ids=FAULTS)
def test_a_method_that_cannot_be_called_is_named_with_its_line(source: str, words: str, tmp_path: Path) -> None:
    assert said(tmp_path, source) == f"error: box.py {words}"


FINE = {
    "the reference": REFERENCE,
    "other names": swapped("put(self, item, timeout=None)", "put(self, thing, seconds=1, *rest, **more)"),
    "another name for self": swapped("size(self)", "size(this)"),
    "a static method": swapped("    def _fresh(self, item):", "    @staticmethod\n    def _fresh(item):"),
    "a public static method": swapped(
        PUT,
        "    @staticmethod\n    def put(item):\n        return item",
    ),
    "an attribute instead of a property": swapped(PROPERTY, "    size = 1"),
    "a property that returns a method": swapped(
        PUT,
        "    @property\n    def put(self):\n        return [].append",
    ),
    "a class inside a method": swapped(
        "        self.room = room",
        "        class Inner:\n            def get(inner):\n                return self",
    ),
    "a function of the class body": swapped(
        PROPERTY, f"    def marked(function):\n        return function\n{PROPERTY}"
    ),
    "self inside a function that takes it": swapped(
        PROPERTY,
        f"    def locked(method):\n        def run(self):\n            method(self)\n        return run\n{PROPERTY}",
    ),
}


@pytest.mark.parametrize("source", FINE.values(), ids=FINE)
def test_whatever_the_contract_can_call_is_accepted(source: str, tmp_path: Path) -> None:
    assert said(tmp_path, source) == ""
