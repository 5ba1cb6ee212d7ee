"""Functions and classes that the rewriter's runtime need not announce, because they announce their own operations."""

from __future__ import annotations

import sys
from types import FunctionType, ModuleType
from typing import Any

from ...common.kinds import module_of, own_fields, qualname_of
from ...common.package import PACKAGE
from .modules import StandardLibrary

SILENT_PACKAGES = frozenset({PACKAGE, "pytest", "_pytest"})
"""Packages whose functions a contract calls, and which touch nothing that the threads share."""


class SimulatedCode:
    """The code of one world's standard library, of the harness, and of pytest.

    Args:
        library: the simulated modules.
    """

    def __init__(self, library: StandardLibrary) -> None:
        self._library = library
        self._locks = (library.lock_type, library.rlock_type)

    def function(self, function: FunctionType) -> bool:
        """True for a function of this code."""
        names = function.__globals__  # not __module__, which a wrapper has from the function that it wraps
        top = str(names.get("__name__")).partition(".")[0]
        return top in SILENT_PACKAGES or any(names is vars(module) for module in self._library.simulated())

    def type(self, kind: type[Any]) -> bool:
        """True for a class of this code."""
        name = qualname_of(kind).partition(".")[0]
        if issubclass(kind, self._locks):
            return True
        if module_of(kind).partition(".")[0] == PACKAGE:
            # C code that makes a class, such as that of ctypes, takes the module from the frame that calls it
            return name in own_fields(sys.modules.get(module_of(kind)))
        return any(one.__name__ == module_of(kind) and _defines(one, kind) for one in self._library.simulated())


def _defines(module: ModuleType, kind: type[Any]) -> bool:
    """True unless a class has only the name of one of the module's, because its own module has the same name, too."""
    outermost, _, inner = qualname_of(kind).partition(".")
    found = vars(module).get(outermost)
    return found is kind if not inner else found is not None
