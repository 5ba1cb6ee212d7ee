"""The rules of the house that no other tool checks: sizes, names, imports, paths in documents, one test command."""

import ast
import re
import subprocess
import sys
import sysconfig
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 80
MOST_LOOSE_MODULES = 12
LONG_FUNCTIONS = {
    "harness/stress/thread_module.py::thread_module": "the functions of `_thread`, bound to one registry",
    "harness/world/rewriter/runtime.py::names": "the functions that rewritten code calls, bound to one scheduler",
}
"""Functions over the limit, as ``PATH::NAME``, with the reason. An entry that is no longer needed fails the test."""
FREE_THREADED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))


def files(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def relative(path):
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path):
    """The syntax tree of a file, which no test changes."""
    return ast.parse(path.read_text(encoding="utf-8"))


def parsed(*folders):
    """The syntax tree of every Python file in the folders, by its path in the project."""
    return {relative(path): tree_of(path) for path in files(*folders)}


# -- sizes --------------------------------------------------------------------------------------------


def long_files(*folders):
    """The files over the limit, with their number of lines."""
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(*folders)}
    assert lengths
    return {path: length for path, length in lengths.items() if length > LONGEST_FILE}


def test_a_file_is_one_idea():
    long = long_files("harness", "tests/harness", "benchmarks")
    assert not long, f"more than {LONGEST_FILE} lines, so more than one idea"


def long_functions(trees):
    """The functions over the limit, each as ``PATH::NAME`` with its lines from ``def`` to the end."""
    return {
        f"{path}::{node.name}": node.end_lineno - node.lineno + 1
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }


def test_a_function_fits_a_screen():
    long = long_functions(parsed("harness"))
    assert {name: lines for name, lines in long.items() if name not in LONG_FUNCTIONS} == {}
    assert LONG_FUNCTIONS.keys() - long.keys() == set(), "short enough by now: remove the exception"


def test_a_function_over_the_limit_is_found():
    body = "\n".join(f"    x = {number}" for number in range(LONGEST_FUNCTION - 1))
    assert long_functions({"a.py": ast.parse(f"def fits():\n{body}")}) == {}
    assert long_functions({"a.py": ast.parse(f"def long():\n{body}\n    x = 0")}) == {"a.py::long": 81}


def test_few_modules_lie_outside_the_rooms():
    loose = sorted(path.name for path in (ROOT / "harness").glob("*.py") if path.name != "__init__.py")
    assert len(loose) <= MOST_LOOSE_MODULES, f"harness/ has rooms for these: {loose}"


# -- names --------------------------------------------------------------------------------------------


def repeated_classes(trees):
    """The public class names that are defined more than once, with the files that define them."""
    defined = defaultdict(list)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                defined[node.name].append(path)
    return {name: paths for name, paths in defined.items() if len(paths) > 1}


def test_a_class_name_means_one_thing():
    assert repeated_classes(parsed("harness")) == {}


def test_a_repeated_class_name_is_found():
    trees = {"a.py": "class Step: ...\nclass _Own: ...", "b.py": "def f():\n    class Step: ...\nclass _Own: ..."}
    trees = {path: ast.parse(text) for path, text in trees.items()}
    assert repeated_classes(trees) == {"Step": ["a.py", "b.py"]}


def rooms():
    """The folders of the harness, at every depth, such as ``harness/report/text/``; those that hold only data, too."""
    folders = {path.parent for path in (ROOT / "harness").rglob("*") if path.is_file()}
    names = {f"{relative(folder)}/" for folder in folders if not {"__pycache__", "_handout"} & set(folder.parts)}
    return names - {"harness/"}


def rooms_of_table(text):
    """The rooms that the rows of a table explain.

    The first cell has their paths. The second may name rooms inside them: ``text/`` in the row of ``harness/report/``.
    """
    explained = set()
    for row in re.findall(r"^\|(.+?)\|(.+)\|$", text, re.MULTILINE):
        paths, inner = (re.findall(r"`([\w/]+/)`", cell) for cell in row)
        explained |= {*paths, *(path + name for path in paths for name in inner)}
    return explained


def test_every_room_is_explained():
    assert len(rooms()) > 20
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert rooms() - rooms_of_table(contributing) == set(), "its table says where what lives"
    picture = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("```")[1]
    assert {room for room in rooms() if not re.search(rf"\b{Path(room).name}/", picture)} == set(), "the rooms"


def test_a_room_that_only_a_sentence_names_is_found():
    text = "The facts of harness/facts/.\n| `harness/a/`, `harness/b/` | the facts; `c/` <- `d/` |\n| `e` | facts |"
    assert rooms_of_table(text) == {f"harness/{name}/" for name in ("a", "b", "a/c", "a/d", "b/c", "b/d")}, (
        "no row for harness/facts/"
    )


# -- imports ------------------------------------------------------------------------------------------


def module_name(path):
    """The dotted name of a file, from its path in the project."""
    parts = path.removesuffix(".py").split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(trees):
    """Which of these modules each module imports, at any place: in functions and under TYPE_CHECKING, too."""
    named = {module_name(path): tree for path, tree in trees.items()}
    packages = {module_name(path) for path in trees if path.endswith("__init__.py")}
    graph = {name: set() for name in named}
    for name, tree in named.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                graph[name] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                above = name.split(".")[: -node.level + (name in packages) or None] if node.level else []
                base = ".".join([*above, *([node.module] if node.module else [])])
                members = {f"{base}.{alias.name}" for alias in node.names}
                graph[name] |= members & named.keys() or {base}
        graph[name] = graph[name] & named.keys() - {name}
    return graph


def circles(graph):
    """The groups of modules that reach each other, each sorted."""

    def reached(start):
        seen, ahead = set(), [start]
        while ahead:
            ahead += [name for name in graph[ahead.pop()] if name not in seen and not seen.add(name)]
        return seen

    reach = {name: reached(name) for name in graph}
    found = {tuple(sorted(other for other in reach[name] if name in reach[other])) for name in graph}
    return sorted(group for group in found if group)


def test_no_modules_import_each_other_in_a_circle():
    graph = imports(parsed("harness"))
    assert sum(map(len, graph.values())) > 100
    assert circles(graph) == []


def test_a_circle_of_imports_is_found():
    texts = {
        "h/__init__.py": "",
        "h/a.py": "if TYPE_CHECKING:\n    from h.b import B",
        "h/b.py": "def f():\n    from h import c",
        "h/c.py": "import h.a",
        "h/d.py": "from .a import A",
        "h/i/__init__.py": "from ..b import B",
        "h/i/j.py": "from ..d import D\nfrom . import k",
        "h/i/k.py": "from ... import x",
    }
    graph = imports({path: ast.parse(text) for path, text in texts.items()})
    assert graph == {
        "h": set(),
        "h.a": {"h.b"},
        "h.b": {"h.c"},
        "h.c": {"h.a"},
        "h.d": {"h.a"},
        "h.i": {"h.b"},
        "h.i.j": {"h.d", "h.i.k"},
        "h.i.k": set(),
    }
    assert circles(graph) == [("h.a", "h.b", "h.c")]


# -- a sentence is made in harness/report and read back nowhere -------------------------------------------

MAY_MATCH = {
    "harness/report/exports/github.py": "the longest run of backticks, for a fence around a report",
    "harness/report/page/render.py": "characters that no file name may have",
    "harness/report/terminal/commands.py": "characters that a shell would interpret",
    "harness/report/text/container_operations.py": "the learner's source",
    "harness/report/text/source.py": "the learner's source",
}
"""Modules of reports that may use regular expressions, and on what."""
SENTENCES = {"evidence", "message", "note", "notes", "sentence", "words"}
"""Attributes that hold sentences of ours."""
READING = {
    "count", "endswith", "find", "index", "partition", "removeprefix", "removesuffix", "rfind", "rpartition", "rsplit",
    "split", "startswith",
}  # fmt: skip


def test_a_report_matches_no_text_but_the_learners():
    importers = {
        path.relative_to(ROOT).as_posix() for path in files("harness/report") if "re" in imported(tree_of(path))
    }
    assert importers == MAY_MATCH.keys(), "facts come from dataclasses: see harness/facts"


def imported(tree):
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {*names, *(node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level)}


def test_no_code_reads_a_sentence_back():
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{line}" for path in files("harness") for line in read_back(tree_of(path))
    }
    assert not found, "ask the facts instead"


def read_back(tree):
    """Lines at which a sentence is taken apart, searched, or compared with a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READING:
            whitespace = node.func.attr == "split" and not node.args
            if is_sentence(node.func.value) and not whitespace:
                yield node.lineno
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            texts = any(isinstance(side, ast.Constant) and side.value and isinstance(side.value, str) for side in sides)
            if any(map(is_sentence, sides)) and texts:
                yield node.lineno


def is_sentence(node):
    while isinstance(node, ast.Subscript):
        node = node.value
    return isinstance(node, ast.Attribute) and node.attr in SENTENCES


@pytest.mark.parametrize(
    "code",
    [
        "result.message.startswith('P0')",
        "'nobody' in result.message",
        "step.words == 'wakes up'",
        "result.evidence[0].partition(' ')",
    ],
)
def test_reading_a_sentence_back_is_found(code):
    assert list(read_back(ast.parse(code))) == [1]


@pytest.mark.parametrize(
    "code", ["' '.join(result.message.split())", "one.words == other.words", "note.kind == 'race'"]
)
def test_using_a_sentence_is_let_through(code):
    assert list(read_back(ast.parse(code))) == []


SEAM = "harness/world/coroutines/greenlets.py"
"""The only module that knows greenlet: where Python runs in WebAssembly, there is none."""


def importers(package, trees):
    """The files that import a package or a module in it."""
    return {
        path
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if package in {name.partition(".")[0] for name in imported_names(node)}
    }


def imported_names(node):
    """The modules that an import statement names absolutely."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []


def test_one_module_knows_greenlet():
    assert importers("greenlet", parsed("harness", "concurrency_katas")) == {SEAM}


def test_an_import_of_a_part_of_a_package_is_found():
    trees = {"a.py": ast.parse("from greenlet._greenlet import x"), "b.py": ast.parse("from .greenlet import y")}
    assert importers("greenlet", trees) == {"a.py"}


def test_stubs_and_solutions_import_the_standard_library_only():
    paths = files("katas", "solutions", "tests/wrong", "tests/right")
    assert paths
    foreign = {relative(path): names for path in paths if (names := foreign_imports(path))}
    assert not foreign


def foreign_imports(path):
    names = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}


def test_every_kata_has_a_stub_a_solution_and_a_contract():
    folders = {
        "katas": {path.stem for path in (ROOT / "katas").glob("*.py")},
        "solutions": {path.stem for path in (ROOT / "solutions").glob("*.py")},
        "tests/katas": {path.stem.removeprefix("test_") for path in (ROOT / "tests/katas").glob("test_*.py")},
    }
    every = set.union(*folders.values())
    assert every
    assert {folder: every - names for folder, names in folders.items() if every - names} == {}


# -- builds -------------------------------------------------------------------------------------------


@pytest.mark.skipif(not FREE_THREADED, reason="this build has a GIL")
def test_the_gil_stays_off():
    modules = "harness.explore, harness.workers.worker, harness.plugin, harness.cli.app"
    code = f"import {modules}, sys; print(sys._is_gil_enabled())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False", done.stderr
