"""Source files parsed, rewritten and compiled. The results are cached, so that each world of a file is made faster."""

from __future__ import annotations

import ast
import importlib.util
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

CACHED = 32
"""Files whose trees and code are cached: each clause of a contract has its own world, made of the same files."""


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


def parse(path: str) -> tuple[ast.Module, str]:
    """Return the syntax tree and the text of a file. The tree is cached and shared, so it must not be changed.

    Raises:
        LoadError: the file does not exist, is not text, or is not valid Python.
    """
    name = Path(path).name
    try:
        text = importlib.util.decode_source(Path(path).read_bytes())
        return _tree(path, text), text
    except FileNotFoundError:
        raise LoadError(f"{name} does not exist") from None
    except OSError as error:
        raise LoadError(f"{name} cannot be read: {error.strerror}") from None
    except SyntaxError as error:
        raise _not_valid(path, error) from None
    except (UnicodeDecodeError, LookupError, ValueError) as error:
        raise LoadError(f"{name} is not a text file: {error}", Place(path, 1)) from None
    except (RecursionError, MemoryError):
        raise LoadError(f"{name} is nested too deeply to be parsed", Place(path, 1)) from None


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
        raise _not_valid(path, error) from None
    except (RecursionError, MemoryError):
        raise LoadError(f"{Path(path).name} is nested too deeply to be compiled", Place(path, 1)) from None
    return LoadedSource(path, code, _tree(path, text), text.splitlines(), imports)


def _not_valid(path: str, error: SyntaxError) -> LoadError:
    line = error.lineno or 1
    return LoadError(f"{Path(path).name} line {line} is not valid Python: {error.msg}", Place(path, line))


@lru_cache(maxsize=CACHED)
def _tree(path: str, text: str) -> ast.Module:
    return ast.parse(text, path)


@lru_cache(maxsize=CACHED)
def _code(path: str, text: str, changing: ChangingAttributes, explain: bool) -> tuple[CodeType, frozenset[str]]:
    # parsed once more, because the rewriter changes the tree that it works on
    rewritten = rewrite(ast.parse(text, path), changing, explain=explain)
    return compile(rewritten, path, "exec", dont_inherit=True), frozenset(_imported(_tree(path, text)))


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
