"""The interpreter's source of the standard library: files in a folder or, in some builds, in an archive."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass


@dataclass(frozen=True)
class InterpreterSource:
    """The source of one module.

    Attributes:
        text: the source.
        path: the file, which need not exist: it can be in an archive.
        is_package: the module is a package.
    """

    text: str
    path: str
    is_package: bool


def source_of(name: str) -> InterpreterSource:
    """Return the source of a module, as the module's loader reads it.

    Raises:
        ImportError: the interpreter has none.
    """
    spec = importlib.util.find_spec(name)
    # an optional method of loaders: that of an archive has it, and is no ``importlib.abc.InspectLoader``
    get_source = getattr(spec.loader, "get_source", None) if spec is not None else None
    text = get_source(name) if get_source is not None else None
    if spec is None or spec.origin is None or text is None:
        raise ImportError(f"the interpreter has no source of {name}")
    return InterpreterSource(text, spec.origin, spec.submodule_search_locations is not None)
