"""Runs CPython's own tests of a module of the standard library against that module, rewritten.

``python rewritten_library.py [MODULE ...] [--plain]`` prints one line of JSON a module: how each test
ended, and how many points and rounds of loops it came by. It is a process of its own because
``enum``, ``re``, ``typing`` and their like are loaded before anybody can rewrite them, by the harness
and by ``unittest`` itself: all of the standard library that was loaded from source is forgotten
first, and loaded again through a finder that rewrites the modules asked for. Whoever imports them
from then on, ``unittest`` and ``test.support.import_helper.import_fresh_module`` among them, gets
them rewritten, and the harness keeps those that it had. With ``--plain`` all is the same but that
nothing is changed in the text: the two differ in the rewriter's work alone.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import importlib
import importlib.util
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import IO, Any

from harness.world.rewriter import runtime
from harness.world.rewriter.changing_attributes import ANY_ATTRIBUTE
from harness.world.rewriter.rewriter import rewrite

LIBRARY = {
    "_py_abc": "abc",
    "argparse": "argparse",
    "base64": "base64",
    "bisect": "bisect",
    "calendar": "calendar",
    "collections": "collections ordered_dict userdict userlist userstring",
    "configparser": "configparser",
    "contextlib": "contextlib contextlib_async",
    "copy": "copy",
    "csv": "csv",
    "dataclasses": "dataclasses",
    "datetime": "datetime",
    "decimal": "decimal",
    "difflib": "difflib",
    "enum": "enum",
    "fractions": "fractions",
    "functools": "functools",
    "graphlib": "graphlib",
    "heapq": "heapq",
    "html": "html htmlparser",
    "ipaddress": "ipaddress",
    "json": "json",
    "optparse": "optparse",
    "pathlib": "pathlib",
    "pickle": "pickle",
    "pprint": "pprint",
    "random": "random",
    "re": "re",
    "shlex": "shlex",
    "statistics": "statistics",
    "string": "string",
    "textwrap": "textwrap",
    "tokenize": "tokenize",
    "typing": "typing",
    "urllib": "urlparse",
    "weakref": "weakref weakset",
}
"""By module: CPython's files of tests, ``test.test_X``."""

INSIDE = {
    "datetime": "_pydatetime _strptime",
    "decimal": "_pydecimal",
    "weakref": "_weakrefset",
}
"""By module: others that hold its Python part, or a piece of it."""


class Loader(SourceFileLoader):
    """Loads a module whose code is there already, never from a .pyc file."""

    def __init__(self, spec: ModuleSpec, code: CodeType, names: dict[str, Any]) -> None:
        super().__init__(spec.name, code.co_filename)
        self.code = code
        self.names = names

    def get_code(self, fullname: str) -> CodeType:
        return self.code

    def exec_module(self, module: ModuleType) -> None:
        if self.names:
            vars(module)["__builtins__"] = {**vars(builtins), **self.names}
        super().exec_module(module)


class Finder:
    """Finds the modules to be rewritten, and what is inside them.

    All are rewritten at once, before any is forgotten: the rewriter works with modules that were loaded
    earlier, but what those import while they work (``ast.walk`` a ``deque``) they get from ``sys.modules``,
    and there it may be half loaded.

    Args:
        modules: their names.
        names: the runtime of rewritten modules; empty to leave them as they are.
    """

    def __init__(self, modules: Iterable[str], names: dict[str, Any]) -> None:
        self.names = names
        self.codes: dict[str, CodeType] = {}
        for name in {one for module in modules for one in (module, *INSIDE.get(module, "").split())}:
            spec = PathFinder.find_spec(name)
            if spec is not None and spec.origin is not None:  # not every version has every one
                package = Path(spec.origin).parent if spec.submodule_search_locations else None
                for path in map(str, package.rglob("*.py")) if package else [spec.origin]:
                    self.codes[path] = self.code(path)

    def code(self, path: str) -> CodeType:
        tree = ast.parse(Path(path).read_bytes(), path)
        return compile(rewrite(tree, ANY_ATTRIBUTE) if self.names else tree, path, "exec", dont_inherit=True)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.origin not in self.codes:
            return None
        spec.loader = Loader(spec, self.codes[spec.origin], self.names)
        return spec


def forget() -> None:
    """Take the standard library out of ``sys.modules``, so that it is loaded anew.

    What is frozen or compiled stays, for it holds the interpreter's own state, and so does what imports.
    A package goes with all that is under it: ``collections.abc`` is another name of a frozen module.
    """
    loaded = {
        name
        for name in sys.stdlib_module_names & sys.modules.keys() - {"importlib", "encodings"}
        if isinstance(getattr(sys.modules[name].__spec__, "loader", None), SourceFileLoader)
    }
    for name in list(sys.modules):
        if name.partition(".")[0] in loaded:
            del sys.modules[name]


def exists(name: str) -> bool:
    return importlib.util.find_spec(f"test.test_{name}") is not None


def run(files: Iterable[str]) -> dict[str, list[str]]:
    """Run files of tests: by the id of a test how it ended, and how each subtest that did not end well."""
    import random  # not at the top: these are the ones loaded through the finder
    import unittest

    class Result(unittest.TestResult):
        def __init__(self) -> None:
            super().__init__()
            self.passed = list[str]()

        def addSuccess(self, test: unittest.TestCase) -> None:
            self.passed.append(test.id())

    random.seed(0)
    result = Result()
    unittest.defaultTestLoader.loadTestsFromNames([f"test.test_{file}" for file in files]).run(result)
    ended = {
        "fail": [test for test, _ in result.failures],
        "error": [test for test, _ in result.errors],
        "skip": [test for test, _ in result.skipped],
        "expected failure": [test for test, _ in result.expectedFailures],
        "unexpected success": result.unexpectedSuccesses,
    }
    outcomes: dict[str, list[str]] = {name: ["ok"] for name in result.passed}
    for outcome, tests in ended.items():
        for test in tests:
            # the id of a subtest holds its values, and those may have an address
            outcomes.setdefault(getattr(test, "test_case", test).id(), []).append(outcome)
    for broken, text in result.failures + result.errors:
        sys.stderr.write(f"\n{broken.id()}\n{text}")
    return outcomes


def report(module: str, counts: Counter[str], out: IO[str]) -> None:
    files = LIBRARY[module].split()
    counts.clear()
    outcomes = run(filter(exists, files))
    missing = [file for file in files if not exists(file)]
    out.write(json.dumps({"module": module, "missing": missing, **counts, "outcomes": outcomes}) + "\n")
    out.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", metavar="MODULE", nargs="*", help="all, if none is given")
    parser.add_argument("--plain", action="store_true", help="rewrite nothing")
    given = parser.parse_args()
    modules = given.modules or list(LIBRARY)
    if unknown := set(modules) - LIBRARY.keys():
        parser.error(f"no tests are known of {', '.join(sorted(unknown))}")
    sys.argv[1:] = []  # what is tested may read it

    counts: Counter[str] = Counter()

    def point(kind: str, target: Any, field: str | None) -> None:
        counts["points"] += 1

    def tick(loop: int) -> bool:
        counts["rounds"] += 1
        return True

    def private(target: Any, name: str) -> None:
        pass

    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what tests print is no JSON
    finder = Finder(modules, {} if given.plain else runtime.names(point, tick, private))
    forget()
    sys.meta_path.insert(0, finder)
    vars(importlib.import_module("test.support"))["use_resources"] = ()  # no network, no screen, no hours
    for module in modules:
        report(module, counts, out)


if __name__ == "__main__":
    main()
