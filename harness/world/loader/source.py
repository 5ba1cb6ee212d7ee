"""Source files rewritten and compiled. The results are cached, so that each world of a file is made faster."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType, ModuleType

from ...common.syntax_trees import walk
from ...trace import Place
from ..rewriter.changing_attributes import ChangingAttributes
from ..rewriter.rewriter import rewrite
from .load_error import LoadError
from .module_snapshot import Snapshot
from .parsing import CACHED, not_valid, tree_of


@dataclass
class LoadedSource:
    """A file compiled for one world.

    Attributes:
        path: the file.
        code: its rewritten code.
        tree: its syntax tree as written; cached and shared, so it must not be changed.
        lines: its lines as written.
        imports: names of the modules that it may import.
        module: the loaded module, if it can be reused by the next execution.
        snapshot: the content of the module after loading; None until it is loaded.
        changes: how many executions have changed that.
    """

    path: str
    code: CodeType
    tree: ast.Module
    lines: list[str]
    imports: frozenset[str]
    module: ModuleType | None = None
    snapshot: Snapshot | None = None
    changes: int = 0


def compile_source(path: str, text: str, changing: ChangingAttributes, *, explain: bool) -> LoadedSource:
    """Rewrite and compile a text that has been parsed.

    Args:
        path: its file.
        text: the text.
        changing: the attributes that may change after ``__init__``.
        explain: failing asserts show both sides of a comparison.

    Raises:
        LoadError: it cannot be compiled.
    """
    try:
        code, imports = _code(path, text, changing, explain)
    except SyntaxError as error:  # only the compiler refuses some mistakes, such as `return` at the top level
        raise not_valid(path, error) from None
    except (RecursionError, MemoryError):
        raise LoadError(f"{Path(path).name} is nested too deeply to be compiled", Place(path, 1)) from None
    return LoadedSource(path, code, tree_of(path, text), text.splitlines(), imports)


@lru_cache(maxsize=CACHED)
def _code(path: str, text: str, changing: ChangingAttributes, explain: bool) -> tuple[CodeType, frozenset[str]]:
    # parsed once more, because the rewriter changes the tree that it works on
    rewritten = rewrite(ast.parse(text, path), changing, explain=explain)
    return compile(rewritten, path, "exec", dont_inherit=True), frozenset(_imported(tree_of(path, text)))


def _imported(tree: ast.Module) -> set[str]:
    """Return the names of the modules in import statements; "" for a relative import."""
    names: set[str] = set()
    for node in walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add("" if node.level else node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "concurrent")
            if node.module == "concurrent.futures":
                names.add("concurrent.futures.thread")
    return names
