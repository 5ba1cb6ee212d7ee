"""Concurrency katas: run code under systematically chosen schedules, and report what is wrong with it.

``explore(function)`` is the whole interface in one line; it returns a ``Result`` with a ``Verdict``. ``Blocks`` and
``AnyOf`` are for the models of contracts, ``Stumble`` is for their callbacks. Each name is imported on first use.
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
    """The package; its attribute ``explore`` is the function, although a submodule has the same name."""

    @property
    def explore(self) -> Any:
        from harness.explore import explore

        return explore

    @explore.setter
    def explore(self, submodule: Any) -> None:
        """Ignore the submodule that the import system assigns here; it remains in ``sys.modules``."""

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
