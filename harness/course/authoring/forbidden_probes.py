"""Files that use what a kata does not allow, made from its reference: each must be found out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from harness.common.primitives import PRIMITIVES
from harness.contract.marks import Marks
from harness.course.content.catalogue import Kata
from harness.world.restrictions.policy import Policy

ARGUMENTS = {"Barrier": "1", "BoundedSemaphore": "1", "Semaphore": "1"}
"""Of those whose constructors need some."""
MODULES = {"queue": "SimpleQueue", "concurrent.futures": "Future"}
"""What is made of modules that no kata allows."""


def probes(kata: Kata) -> Iterator[tuple[str, str]]:
    """For each thing the kata does not allow its name, and the reference with a use of it put in.

    Each is used twice, in a file of its own: once in plain sight, and once so that only running it tells.

    Raises:
        ValueError: the contract's mark, or the reference, cannot be understood.
    """
    rules = Marks.of(ast.parse(kata.contract.read_text(encoding="utf-8")))
    policy = Policy.parse("", rules.allow)
    reference = kata.solution.read_text(encoding="utf-8")
    for name in sorted(PRIMITIVES):
        if policy.forbids(name):
            given = ARGUMENTS.get(name, "")
            yield f"threading.{name}", _with(reference, f"import threading\nthreading.{name}({given})")
            hidden = f"import threading\ngetattr(threading, {name!r})({given})"
            yield f"threading.{name}, got by getattr(),", _with(reference, hidden)
    for module, name in MODULES.items():
        yield module, _with(reference, f"import {module}\n{module}.{name}()")
        yield f"{module}, got by __import__(),", _with(reference, f"__import__({module!r}, fromlist=['*']).{name}()")
    for method in rules.forbid:
        kind, _, name = method.partition(".")
        if kind == "Thread":  # of the others none is ruled out anywhere, and each would need arguments of its own
            use = f"probe = threading.Thread(target=int)\nprobe.start()\nprobe.{name}()"
            yield f"threading.{method}", _with(reference, f"import threading\n{use}")


def _with(source: str, use: str) -> str:
    """The source with a use at the beginning of its constructors; of all methods, where it has no constructor."""
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
