"""Concurrency katas: run code under systematically chosen schedules, and report what is wrong with it.

``explore(function)`` is the whole interface in one line; it returns a ``Result`` with a ``Verdict``. ``Blocks`` and
``AnyOf`` are for the models of contracts, ``Stumble`` is for their callbacks. Each name is imported on first use.

This name collides with nobody's. The modules of the package are the files of the folder ``harness`` beside it, and
``import harness`` finds them, too, where no project has a module of that name (see ``concurrency_katas.alias``).
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harness.checks.linearizability.search import AnyOf, Blocks
    from harness.contract.fixtures import Stumble
    from harness.explore import explore
    from harness.result import Result
    from harness.verdict import Verdict

__all__ = ["AnyOf", "Blocks", "Result", "Stumble", "Verdict", "explore"]
__version__ = "0.1.0"
__path__ = [*__path__, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "harness")]


_HOMES = {
    "AnyOf": "checks.linearizability.search",
    "Blocks": "checks.linearizability.search",
    "Result": "result",
    "Stumble": "contract.fixtures",
    "Verdict": "verdict",
}
"""The modules of the public names."""


class _Package(ModuleType):
    """The package; its attribute ``explore`` is the function, although a submodule has the same name."""

    @property
    def explore(self) -> Any:
        return import_module(f"{__name__}.explore").explore

    @explore.setter
    def explore(self, submodule: Any) -> None:
        """Ignore the submodule that the import system assigns here; it remains in ``sys.modules``."""

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


sys.modules[__name__].__class__ = _Package
