"""Source files parsed. The trees are cached, so that each world of a file is made faster."""

from __future__ import annotations

import ast
import importlib.util
from functools import lru_cache
from pathlib import Path

from ...trace import Place
from .load_error import LoadError

CACHED = 32
"""Files whose trees are cached: each clause of a contract has its own world, made of the same files."""


def parse(path: str) -> tuple[ast.Module, str]:
    """Return the syntax tree and the text of a file. The tree is cached and shared, so it must not be changed.

    Raises:
        LoadError: the file does not exist, is not text, or is not valid Python.
    """
    name = Path(path).name
    try:
        text = importlib.util.decode_source(Path(path).read_bytes())
        return tree_of(path, text), text
    except FileNotFoundError:
        raise LoadError(f"{name} does not exist") from None
    except OSError as error:
        raise LoadError(f"{name} cannot be read: {error.strerror}") from None
    except SyntaxError as error:
        raise not_valid(path, error) from None
    except (UnicodeDecodeError, LookupError, ValueError) as error:
        raise LoadError(f"{name} is not a text file: {error}", Place(path, 1)) from None
    except (RecursionError, MemoryError):
        raise LoadError(f"{name} is nested too deeply to be parsed", Place(path, 1)) from None


def not_valid(path: str, error: SyntaxError) -> LoadError:
    """Return the error of a file that is no Python."""
    line = error.lineno or 1
    return LoadError(f"{Path(path).name} line {line} is not valid Python: {error.msg}", Place(path, line))


@lru_cache(maxsize=CACHED)
def tree_of(path: str, text: str) -> ast.Module:
    """Return the syntax tree of a text; it is cached and shared, so it must not be changed."""
    return ast.parse(text, path)
