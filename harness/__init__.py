"""Concurrency katas: run code under schedules chosen on purpose, and say what is wrong with it.

``explore(function)`` is the whole interface in one line; ``Result`` and ``Verdict`` are what it
gives back. ``Blocks`` and ``AnyOf`` are for the models of contracts, ``Stumble`` is for
their callbacks. Nothing is imported before it is asked for.
"""

from __future__ import annotations

import sys
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


class _Package(ModuleType):
    """The package, whose ``explore`` is the function although a submodule has the same name."""

    @property
    def explore(self) -> Any:
        from harness.explore import explore

        return explore

    @explore.setter
    def explore(self, submodule: Any) -> None:
        """The import system puts the submodule here; it is found in ``sys.modules`` all the same."""

    @property
    def Blocks(self) -> Any:
        from harness.checks.linearizability.search import Blocks

        return Blocks

    @property
    def AnyOf(self) -> Any:
        from harness.checks.linearizability.search import AnyOf

        return AnyOf

    @property
    def Stumble(self) -> Any:
        from harness.contract.fixtures import Stumble

        return Stumble

    @property
    def Result(self) -> Any:
        from harness.result import Result

        return Result

    @property
    def Verdict(self) -> Any:
        from harness.verdict import Verdict

        return Verdict


sys.modules[__name__].__class__ = _Package
