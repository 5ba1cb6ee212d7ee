"""Concurrency katas: run code under systematically chosen schedules, and report what is wrong with it.

``explore(function)`` is the whole interface in one line; it returns a ``Result`` with a ``Verdict``. ``Blocks`` and
``AnyOf`` are for the models of contracts, ``Stumble`` is for their callbacks; ``check_order`` and ``Step`` are for the
tests that ``kata keep`` writes; ``invariant`` and ``choice`` are for programs that are explored. Each name is imported
on first use.

This name collides with nobody's. The modules of the package are the files of the folder ``harness`` beside it, and
``import harness`` finds them, too, where no project has a module of that name (see ``concurrency_katas.alias``).
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harness.checks.linearizability.search import AnyOf, Blocks
    from harness.contract.fixtures import Stumble
    from harness.explore import explore
    from harness.order import Step
    from harness.pytest_plugin.kept_orders import OrderWarning, check_order
    from harness.result import Result
    from harness.verdict import Verdict
    from harness.world.annotations import choice, invariant

__all__ = [
    "AnyOf",
    "Blocks",
    "OrderWarning",
    "Result",
    "Step",
    "Stumble",
    "Verdict",
    "check_order",
    "choice",
    "explore",
    "invariant",
]
__version__ = "0.1.0"

_HERE = os.path.dirname(os.path.abspath(__file__))
_INSIDE = os.path.join(_HERE, "harness")
"""Where an installed package has its modules; in a clone they are in the folder beside this one."""
__path__ = [*__path__, _INSIDE if os.path.isdir(_INSIDE) else os.path.join(os.path.dirname(_HERE), "harness")]


_HOMES = {
    "AnyOf": "checks.linearizability.search",
    "Blocks": "checks.linearizability.search",
    "OrderWarning": "pytest_plugin.kept_orders",
    "Result": "result",
    "Step": "order",
    "Stumble": "contract.fixtures",
    "Verdict": "verdict",
    "check_order": "pytest_plugin.kept_orders",
    "choice": "world.annotations",
    "invariant": "world.annotations",
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


class _LastFinder:
    """Finds ``harness`` where nothing else has that name: it is asked after all other finders."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return the spec of the alias."""
        if name != "harness":
            return None
        return spec_from_file_location(name, os.path.join(__path__[-1], "__init__.py"))


sys.meta_path.append(_LastFinder)
