"""Variants of a reference solution that use forbidden names: each of them must be reported."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...common.primitives import PRIMITIVES
from ...contract.marks import Marks
from ...world.restrictions.policy import Policy
from ..content.catalogue import Kata

ARGUMENTS = {"Barrier": "1", "BoundedSemaphore": "1", "Semaphore": "1"}
"""Arguments of the constructors that need some."""
MODULES = {"queue": "SimpleQueue", "concurrent.futures": "Future"}
"""Modules that no kata allows, and a class to create from each."""


def probes(kata: Kata) -> Iterator[tuple[str, str]]:
    """Yield each forbidden name, with the source of the reference after a use of that name was inserted.

    There are two files for each name: one uses it openly, and one in a way that only running the file reveals.

    Raises:
        ValueError: the contract's mark or the reference cannot be parsed.
    """
    rules = Marks.of(ast.parse(kata.contract.read_text(encoding="utf-8")))
    policy = Policy.parse("", rules.allow)
    reference = kata.solution.read_text(encoding="utf-8")
    for name in sorted(PRIMITIVES):
        if policy.forbids(name):
            arguments = ARGUMENTS.get(name, "")
            yield f"threading.{name}", _with(reference, f"import threading\nthreading.{name}({arguments})")
            hidden = f"import threading\ngetattr(threading, {name!r})({arguments})"
            yield f"threading.{name}, used through getattr(),", _with(reference, hidden)
    for module, name in MODULES.items():
        yield module, _with(reference, f"import {module}\n{module}.{name}()")
        yield (
            f"{module}, used through __import__(),",
            _with(reference, f"__import__({module!r}, fromlist=['*']).{name}()"),
        )
    for method in rules.forbid:
        kind, _, name = method.partition(".")
        if (
            kind == "Thread"
        ):  # no contract forbids methods of other classes, and each of those would need its own arguments
            use = f"probe = threading.Thread(target=int)\nprobe.start()\nprobe.{name}()"
            yield f"threading.{method}", _with(reference, f"import threading\n{use}")


def _with(source: str, use: str) -> str:
    """Return the source with a use at the start of each constructor, or of each method if there is no constructor."""
    tree = ast.parse(source)
    methods = [
        part
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        for part in node.body
        if isinstance(part, ast.FunctionDef)
    ]
    for method in [one for one in methods if one.name == "__init__"] or methods:
        method.body[:0] = ast.parse(use).body
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"
